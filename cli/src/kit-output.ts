/** Handing the recovery kit over: to a file that only its owner reads, or once on the screen. */
import { _ } from "@coffer/client/texts";
import { open } from "node:fs/promises";
import { resolve } from "node:path";
import { fileProblem } from "./node/file-problem.ts";
import { line, refuse, type Terminal } from "./terminal/terminal.ts";

/**
 * Writes the kit to a file, which must not exist yet, or shows it. Returns what `--json` says of it: its text
 * when it went to no file.
 */
export async function handOverKit(
  terminal: Terminal,
  kit: string | null,
  file: string | undefined,
): Promise<{ readonly kit?: string; readonly kitFile?: string }> {
  if (kit === null) return {};
  if (file !== undefined) {
    const written = await writeKit(resolve(terminal.folder, file), kit);
    if (written === undefined) {
      terminal.err(
        line(
          _("The recovery kit is in {file}. Print it, or keep it where only you look.", { file }),
        ),
      );
      return { kitFile: file };
    }
    // The account exists by now: the kit must not be lost with the file.
    terminal.err(
      line(
        _("{file} cannot be written ({problem}); the kit is shown instead.", {
          file,
          problem: written,
        }),
      ),
    );
  }
  terminal.err(
    `${_("Your recovery kit follows. It is shown once: print it or copy it to a safe place.\nWithout it, a forgotten password means that everything is lost.")}\n\n`,
  );
  terminal.err(`${kit}\n`);
  return { kit };
}

/** Refuses a kit file that exists, before anything is changed for it. */
export async function checkKitFile(terminal: Terminal, file: string | undefined): Promise<void> {
  if (file === undefined) return;
  try {
    await using handle = await open(resolve(terminal.folder, file), "r");
    await handle.stat();
  } catch {
    return;
  }
  refuse(_("{file} exists already; the kit is written to a new file.", { file }));
}

/** Writes the kit; returns why it could not. */
async function writeKit(path: string, kit: string): Promise<string | undefined> {
  try {
    await using handle = await open(path, "wx", 0o600);
    await handle.writeFile(kit);
    await handle.sync();
    return undefined;
  } catch (error) {
    return fileProblem(error);
  }
}
