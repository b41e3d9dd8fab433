/** Starting the agent: a process of its own that gets the password through a pipe and says when it is ready. */
import { _ } from "@coffer/client/texts";
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const starter = fileURLToPath(new URL("../../coffer.mjs", import.meta.url));

/** Starts the agent over a home; returns undefined when it listens, else why it does not. */
export function startAgent(
  home: string,
  password: string,
  idleMs: number,
): Promise<string | undefined> {
  const child = spawn(process.execPath, [starter, "agent", String(idleMs)], {
    detached: true,
    stdio: ["pipe", "pipe", "ignore"],
    env: { ...process.env, COFFER_HOME: home },
  });
  child.stdout.setEncoding("utf8");
  child.stdin.end(`${password}\n`);
  return new Promise((resolve) => {
    let said = "";
    child.stdout.on("data", (text: string) => {
      said += text;
      if (!said.endsWith("\n")) return;
      child.unref();
      child.stdout.destroy();
      resolve(said === "ready\n" ? undefined : said.trim());
    });
    child.on("error", (error) =>
      resolve(_("The agent cannot be started: {reason}", { reason: error.message })),
    );
    child.on("exit", () => resolve(said === "" ? _("The agent ended at once.") : said.trim()));
  });
}
