/**
 * What is fuzzed: a reader of bytes from outside, samples that it takes, and what must be true of every input.
 */
import type { Bytes } from "../../protocol/src/bytes.ts";

export interface Target {
  readonly name: string;
  /** What it takes: real bytes, each of which `take` says yes to. */
  readonly samples: readonly [Uint8Array, ...Uint8Array[]];
  /** Pieces that its reader knows. */
  readonly tokens?: readonly Uint8Array[];
  /** Inputs that are tried in CI. */
  readonly inputs: number;
  /**
   * Whether an input is taken. Throws if reading throws, or if what was read breaks a promise: that only the canonical
   * encoding is read, that limits hold.
   */
  readonly take: (input: Bytes) => boolean | Promise<boolean>;
}

/** A text as bytes. */
export function textBytes(text: string): Bytes {
  return Uint8Array.from(Buffer.from(text, "utf8"));
}

/** Any bytes as text, as a program reads what a person or a file gives it. */
export function asText(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

/** Tokens of texts. */
export function tokensOf(...texts: readonly string[]): readonly Bytes[] {
  return texts.map(textBytes);
}

/** Fails with what was expected of an accepted input. */
export function must(isSo: boolean, what: string): asserts isSo {
  if (!isSo) throw new Error(`Broken promise: ${what}`);
}

/** Whether two byte strings are the same. */
export function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

/** A reader of a text; what it gives must be what `check` says. */
export function reading<Value>(
  read: (text: string) => Value | undefined,
  check: (value: Value, text: string) => void,
): Target["take"] {
  return (input) => {
    const text = asText(input);
    const value = read(text);
    if (value === undefined) return false;
    check(value, text);
    return true;
  };
}

/** Whatever was read reads the same when it is written out. */
export function again<Value>(
  read: (text: string) => Value | undefined,
  write: (value: Value) => string,
) {
  return (value: Value): void => {
    const next = read(write(value));
    must(next !== undefined && write(next) === write(value), "what is written reads the same");
  };
}
