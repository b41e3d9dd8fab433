/**
 * What a command may do with the person's terminal: write, ask, read and write files where they stand.
 *
 * Commands run in this process or in the agent's; in the agent's, all of this goes through its socket, so that
 * a command behaves the same in both.
 */
import { _ } from "@coffer/client/texts";

export interface Terminal {
  /** Writes to standard output, as it is. */
  out(text: string): void;
  /** Writes to standard error, as it is. */
  err(text: string): void;
  /** Asks for a line; `hidden` shows nothing of it. Undefined at the end of input. */
  ask(question: string, options: { readonly hidden: boolean }): Promise<string | undefined>;
  /** Whether a person is there to answer. */
  readonly isInteractive: boolean;
  /** Columns of the screen. */
  readonly columns: number;
  /** Whether standard output shows colours. */
  readonly hasColour: boolean;
  /** BCP 47 tag of the person's locale. */
  readonly locale: string;
  /** The language that the person reads, as the environment names it. */
  readonly language: string;
  /** The person's folder: relative paths begin there. */
  readonly folder: string;
  /** All of standard input, for `-` in place of a file. */
  readInput(): Promise<Uint8Array<ArrayBuffer>>;
}

/** A text as a line of its own. */
export function line(text: string): string {
  return `${text}\n`;
}

/** Whether an answer to a question says yes, in English or in the language in use. */
export function isYes(answer: string): boolean {
  const typed = answer.trim().toLowerCase();
  return ["yes", _("yes")].some((yes) => typed === yes || typed === yes.charAt(0));
}

/** A command that ends without having done what was asked. */
export class CommandFailure extends Error {
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Ends the command with a reason: exit code 1. */
export function refuse(reason: string): never {
  throw new CommandFailure(reason, 1);
}

/** Ends the command because it was called wrongly: exit code 2. */
export function misuse(reason: string): never {
  throw new CommandFailure(reason, 2);
}
