/**
 * Runs one command and returns its exit code: 0 done, 1 refused with a reason on standard error, 2 wrong usage.
 */
import { ExitCode, run } from "@stricli/core";
import { application } from "./application.ts";
import type { AccountHolder } from "./account-holder.ts";
import type { CliContext } from "./context.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** Runs the command of these arguments; without any, shows which there are. */
export async function runCommand(
  argv: readonly string[],
  terminal: Terminal,
  account: AccountHolder,
): Promise<number> {
  const getColorDepth = (): number => (terminal.hasColour ? 4 : 1);
  const process = {
    stdout: { write: (text: string) => terminal.out(text), getColorDepth },
    stderr: { write: (text: string) => terminal.err(text), getColorDepth },
    env: {},
    // @stricli/core fills it in only if it is empty.
    exitCode: null as number | string | null,
  };
  const context: CliContext & { process: typeof process } = { process, terminal, account };
  await run(application, argv, context);
  return exitCodeOf(process.exitCode);
}

function exitCodeOf(code: number | string | null): number {
  switch (code) {
    case ExitCode.InvalidArgument:
    case ExitCode.UnknownCommand:
      return 2;
    default:
      return typeof code === "number" && code >= 0 ? code : 1;
  }
}
