/**
 * coffer import --watch: runs in the person's own process, so that an agent stays free for other commands; each file
 * goes to the agent as a command of its own if there is one, and is imported here otherwise.
 */
import { _ } from "@coffer/client/texts";
import { runInAgent } from "../agent/agent-client.ts";
import type { CliContext } from "../context.ts";
import { line, misuse } from "../terminal/terminal.ts";
import type { ImportFlags } from "./import-options.ts";
import { watchFolder } from "./watch.ts";

/** Watches a folder until the person ends it with Ctrl-C. */
export async function watchImports(
  { terminal, account }: CliContext,
  { watch = "", ...flags }: ImportFlags,
  importHere: (flags: ImportFlags, path: string) => Promise<void>,
): Promise<void> {
  if (account.agent !== undefined) misuse(_("--watch works in a process of its own."));
  const unattended = { ...flags, unattended: true };
  const ending = new AbortController();
  const end = (): void => ending.abort();
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
  if (flags.json !== true) {
    terminal.out(line(_("Watching {folder}. Ctrl-C ends it.", { folder: watch })));
  }
  try {
    await watchFolder(
      terminal,
      watch,
      async (path) => {
        const argv = ["import", ...wordsOf(unattended), "--", path];
        const exitCode = await runInAgent(account.home, argv, terminal);
        if (exitCode === undefined) await importHere(unattended, path);
      },
      ending.signal,
    );
  } finally {
    process.off("SIGINT", end);
    process.off("SIGTERM", end);
  }
}

/** Flags as a person types them. */
function wordsOf(flags: ImportFlags): readonly string[] {
  return Object.entries(flags).flatMap(([name, value]: [string, string | boolean | undefined]) => {
    const word = `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    if (value === true) return [word];
    return typeof value === "string" ? [word, value] : [];
  });
}
