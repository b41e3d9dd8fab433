/**
 * JSON whose numbers keep the text that they were written with, because 0.1 + 0.2 has no place in
 * money. Numbers come back as opaque objects; `numberText` gives what stood in the file.
 */

import { parse } from "lossless-json";
import { readExactAmount } from "./exact-amount.ts";
import type { ExactAmount } from "./exact-amount.ts";

/** What a JSON text holds: every number is an object of its own. */
export interface ExactJson {
  readonly value: unknown;
  /** Returns the text of a number of this JSON, or null if a value is no number. */
  readonly numberText: (value: unknown) => string | null;
}

/**
 * Returns the value of a JSON text, or null if it is not JSON, or names a key twice with different values.
 *
 * JSON.parse can hand the text of a number to a reviver, and must not be used for it: in V8 14.6 changed files
 * corrupted the heap that way, until the process ended.
 */
export function parseExactJson(text: string): ExactJson | null {
  try {
    const value = parse(text, null, { parseNumber: (source) => new NumberInText(source) });
    return { value, numberText: (of) => (of instanceof NumberInText ? of.text : null) };
  } catch {
    return null;
  }
}

/** A number as it was written. An object of the file is never one. */
class NumberInText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const EXPONENT_MAX = 30;

/**
 * Returns the exact amount of a JSON number ("4200.0", "1e-05"), or null if it is beyond every
 * budget.
 */
export function amountOfNumber(text: string): ExactAmount | null {
  const found = /^(-?)(\d{1,60})(?:\.(\d{1,60}))?(?:[eE]([+-]?\d{1,3}))?$/u.exec(text);
  if (found === null) return null;
  const [, sign = "", whole = "", fraction = "", exponentText = "0"] = found;
  const exponent = Number(exponentText);
  if (Math.abs(exponent) > EXPONENT_MAX) return null;
  const digits = whole + fraction;
  const point = whole.length + exponent;
  const padded = point > digits.length ? digits.padEnd(point, "0") : digits;
  const left = point > 0 ? padded.slice(0, point) : "0";
  const right = point > 0 ? padded.slice(point) : "0".repeat(-point) + padded;
  const plain = `${left.replace(/^0+(?=\d)/u, "")}${right === "" ? "" : `.${right}`}`;
  return readExactAmount(sign + plain);
}
