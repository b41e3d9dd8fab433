/** Running a command in this process: the home is locked and the engine open only while it runs. */
import { AccountHolder } from "./context.ts";
import { runCommand } from "./run-command.ts";
import type { Terminal } from "./terminal.ts";

/** Runs a command, or the menu if there is none; returns the exit code. */
export async function runHere(
  home: string,
  argv: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const account = new AccountHolder(home);
  try {
    return await runCommand(argv, terminal, account);
  } finally {
    await account.close();
  }
}
