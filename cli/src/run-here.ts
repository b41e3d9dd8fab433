/**
 * Running a command in this process: the home is locked and the engine open only while it runs. The menu always runs
 * here; its commands go to the agent one by one if there is one, so that it keeps nobody else from the account.
 */
import { isAgentThere, runInAgent } from "./agent/agent-client.ts";
import { AccountHolder } from "./account-holder.ts";
import { loadClient } from "./engine-door.ts";
import { runMenu } from "./menu.ts";
import { runCommand } from "./run-command.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** Runs a command; without any, and with a person at the terminal, the menu. Returns the exit code. */
export async function runHere(
  home: string,
  argv: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const isMenu = argv.length === 0 && terminal.isInteractive;
  if (isMenu && (await isAgentThere(home))) return runMenuOverAgent(home, terminal);
  const account = new AccountHolder(home);
  try {
    return isMenu
      ? await runMenuOver(account, terminal)
      : await runCommand(argv, terminal, account);
  } finally {
    await account.close();
  }
}

function runMenuOver(account: AccountHolder, terminal: Terminal): Promise<number> {
  const facts = {
    isOpen: () => account.engine !== undefined,
    state: async () => {
      const { homeState } = await loadClient();
      return homeState(await account.environment());
    },
  };
  return runMenu(terminal, facts, (argv) => runCommand(argv, terminal, account));
}

/** The agent may end before the menu does: its commands then ask for the password. */
function runMenuOverAgent(home: string, terminal: Terminal): Promise<number> {
  const facts = { isOpen: () => true, state: () => Promise.resolve({ code: "empty" } as const) };
  return runMenu(
    terminal,
    facts,
    async (argv) =>
      (await runInAgent(home, argv, terminal)) ?? (await runHere(home, argv, terminal)),
  );
}
