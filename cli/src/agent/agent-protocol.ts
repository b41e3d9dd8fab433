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
  readonly language: string;
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
/** Of what is written, so much goes into one line. */
const pieceCharacters = 65_536;

/** Reads what a command says; undefined for anything that no command says. */
export function parseToAgent(line: string): ToAgent | undefined {
  const message = parseObject(line);
  if (message === undefined) return undefined;
  const { call, answer, input } = message;
  if (call !== undefined) return isCall(call) ? { call } : undefined;
  if (answer === null || typeof answer === "string") return { answer };
  return typeof input === "string" ? { input } : undefined;
}

/** Cuts a text into pieces that fit into a line each, and never within a character. */
export function* piecesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length;) {
    const end = at + pieceCharacters;
    const isWithin = isHighSurrogate(text.charCodeAt(end - 1)) && end < text.length;
    yield text.slice(at, isWithin ? end - 1 : end);
    at = isWithin ? end - 1 : end;
  }
}

/** Splits what arrives into lines; undefined once a line is longer than any may be. */
export class LineReader {
  #parts: string[] = [];
  #length = 0;

  /** The lines that have become whole with this text. */
  push(text: string): readonly string[] | undefined {
    const [head = "", ...more] = text.split("\n");
    this.#parts.push(head);
    this.#length += head.length;
    if (this.#length > lineCharactersMax) return undefined;
    const rest = more.pop();
    if (rest === undefined) return [];
    const lines = [this.#parts.join(""), ...more];
    this.#parts = [rest];
    this.#length = rest.length;
    return lines;
  }
}

function parseObject(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function isCall(value: unknown): value is AgentCall {
  if (typeof value !== "object" || value === null) return false;
  const call: Partial<Record<keyof AgentCall, unknown>> = value;
  return (
    Array.isArray(call.argv) &&
    call.argv.every((word) => typeof word === "string") &&
    typeof call.folder === "string" &&
    typeof call.locale === "string" &&
    typeof call.language === "string" &&
    typeof call.columns === "number" &&
    typeof call.isInteractive === "boolean" &&
    typeof call.hasColour === "boolean"
  );
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}
