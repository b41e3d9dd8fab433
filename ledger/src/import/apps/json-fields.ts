/** Fields of objects in a JSON file that may hold anything at all. */
import { displayText } from "../display-text.ts";
import type { ExactAmount } from "../exact-amount.ts";
import { amountOfNumber, type ExactJson } from "../json-numbers.ts";

/** An object of JSON. */
export type Fields = Readonly<Record<string, unknown>>;

/** Returns the fields of an object; null for anything else. */
export function fieldsOf(value: unknown): Fields | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : null;
}

/** Returns the objects of a list; none for anything else. */
export function objectsOf(value: unknown): readonly Fields[] {
  if (!Array.isArray(value)) return [];
  return value.map(fieldsOf).filter((fields) => fields !== null);
}

/** Returns a text as it is, or "" for anything else. */
export function rawText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Returns a text on one line, or "" for anything else. */
export function lineText(value: unknown): string {
  return displayText(rawText(value));
}

/** Returns a number of JSON exactly, or null for anything else. */
export function amountOf(value: unknown, { numberText }: ExactJson): ExactAmount | null {
  const text = numberText(value);
  return text === null ? null : amountOfNumber(text);
}

/** Returns the line on which each id stands first, from 1. */
export function linesOfIds(text: string, key: string): ReadonlyMap<string, number> {
  const lineById = new Map<string, number>();
  let line = 1;
  let newline = text.indexOf("\n");
  const pattern = new RegExp(`"${key}"\\s{0,9}:\\s{0,9}"([^"\\\\]{1,200})"`, "gu");
  for (const found of text.matchAll(pattern)) {
    while (newline >= 0 && newline < found.index) {
      line += 1;
      newline = text.indexOf("\n", newline + 1);
    }
    const id = found[1] ?? "";
    if (!lineById.has(id)) lineById.set(id, line);
  }
  return lineById;
}
