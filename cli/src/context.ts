/** What a command works with. */
import type { CommandContext } from "@stricli/core";
import type { AccountHolder } from "./account-holder.ts";
import type { Terminal } from "./terminal/terminal.ts";

export interface CliContext extends CommandContext {
  readonly terminal: Terminal;
  readonly account: AccountHolder;
}
