/**
 * What a command and the agent say to each other: lines of JSON over a socket that only the owner can open.
 *
 * The command sends what it was called with, then answers questions; the agent sends what is to be written and
 * at last the exit code.
 */

/** A command, as it was called. */
export interface AgentCall {
  readonly argv: readonly string[];
  readonly folder: string;
  readonly locale: string;
  readonly columns: number;
  readonly isInteractive: boolean;
  readonly hasColour: boolean;
}

/** From the command to the agent. */
export type ToAgent =
  | { readonly call: AgentCall }
  | { readonly answer: string | null }
  /** Standard input as base64. */
  | { readonly input: string };

/** From the agent to the command. */
export type FromAgent =
  | { readonly out: string }
  | { readonly err: string }
  | { readonly ask: string; readonly hidden: boolean }
  | { readonly readInput: true }
  | { readonly exit: number };

const lineCharactersMax = 64 * 1_024 * 1_024;

/** Splits what arrives into lines; undefined once a line is longer than any may be. */
export class LineReader {
  #rest = "";

  /** The whole lines in what has arrived so far. */
  push(text: string): readonly string[] | undefined {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    return this.#rest.length > lineCharactersMax ? undefined : lines;
  }
}
