/**
 * A person's corrections of a table in one line, `date=1,amount=Betrag,text=4+5`, and back. Columns
 * are numbers or names; names that hold one of `,+="` or are digits stand in double quotes, doubled
 * inside. Nothing is checked against a table here.
 */

import { sentence, type Sentence } from "../../sentence.ts";
import { fail, ok } from "../../result.ts";
import type { Result } from "../../result.ts";
import { displayText } from "../display-text.ts";
import { mappingRoles } from "./mapping.ts";
import type { ColumnRef, CsvCorrections, MappingRole } from "./mapping.ts";

/** Why a text is no mapping. */
export interface BadMapText {
  readonly code: "bad-map-text";
  readonly reason: Sentence;
}

const NONE = "none";
const MAP_LENGTH_MAX = 4096;
/** Names of delimiters that a shell or a list makes hard to write. */
const DELIMITERS: ReadonlyMap<string, string> = new Map([
  ["tab", "\t"],
  ["comma", ","],
  ["space", " "],
]);
const KEYS: readonly string[] = [
  ...mappingRoles.map((role) => (role === "bank-id" ? "id" : role)),
  "text",
  "header",
  "delimiter",
  "quote",
  "encoding",
];

/** Returns the corrections that a text says. */
export function parseMapText(text: string): Result<CsvCorrections, BadMapText> {
  if (text.length > MAP_LENGTH_MAX) {
    return bad(sentence("The mapping has more than {most} characters.", { most: MAP_LENGTH_MAX }));
  }
  const roles: Partial<Record<MappingRole, readonly ColumnRef[]>> = {};
  const rest: CsvCorrections = {};
  for (const entry of splitOutside(text, ",")) {
    if (entry.trim() === "") continue;
    const [key = "", ...values] = splitOutside(entry, "=").map((part) => part.trim());
    const [value] = values;
    if (value === undefined || value === "" || values.length > 1) {
      const shown = displayText(entry).slice(0, 40);
      return bad(sentence('"{entry}" is not of the form role=column.', { entry: shown }));
    }
    if (!KEYS.includes(key)) {
      return bad(
        sentence('"{key}" is no role of a column; there are {keys}.', {
          key: displayText(key).slice(0, 40),
          keys: KEYS.join(", "),
        }),
      );
    }
    const role = roleOf(key);
    if (key === "text") Object.assign(roles, { payee: [], memo: refsOf(value), kind: [] });
    else if (role !== undefined) roles[role] = refsOf(value);
    else {
      const set = otherOf(key, value);
      if (!set.ok) return set;
      Object.assign(rest, set.value);
    }
  }
  return ok(Object.keys(roles).length === 0 ? rest : { ...rest, roles });
}

function bad(reason: Sentence): { readonly ok: false; readonly error: BadMapText } {
  return fail({ code: "bad-map-text", reason });
}

function roleOf(key: string): MappingRole | undefined {
  return key === "id" ? "bank-id" : mappingRoles.find((role) => role === key);
}

function refsOf(value: string): ColumnRef[] {
  if (value === NONE) return [];
  return splitOutside(value, "+")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => (/^\d{1,4}$/u.test(part) ? Number(part) : unquoted(part)));
}

function otherOf(key: string, value: string): Result<CsvCorrections, BadMapText> {
  const word = unquoted(value);
  switch (key) {
    case "header":
      if (value === NONE) return ok({ headerLine: null });
      if (/^\d{1,7}$/u.test(value)) return ok({ headerLine: Number(value) });
      return bad(sentence("header is the number of a line, or none."));
    case "delimiter":
      return ok({ delimiter: DELIMITERS.get(word) ?? word });
    case "quote":
      return ok({ quote: word });
    default:
      return ok({ encoding: word });
  }
}

/** Splits at a separator that does not stand in quotes. */
function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [];
  let from = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') isQuoted = !isQuoted;
    else if (character === separator && !isQuoted) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}

function unquoted(text: string): string {
  const isQuoted = text.length > 1 && text.startsWith('"') && text.endsWith('"');
  return isQuoted ? text.slice(1, -1).replaceAll('""', '"') : text;
}

/** Returns corrections as text; parseMapText reads it back. */
export function mapText({
  roles = {},
  headerLine,
  delimiter,
  quote,
  encoding,
}: CsvCorrections): string {
  const entries = mappingRoles.flatMap((role) => {
    const refs = roles[role];
    if (refs === undefined) return [];
    const columns = refs.length === 0 ? NONE : refs.map(refText).join("+");
    return [`${role === "bank-id" ? "id" : role}=${columns}`];
  });
  if (headerLine !== undefined) entries.push(`header=${headerLine ?? NONE}`);
  if (delimiter !== undefined) entries.push(`delimiter=${delimiterText(delimiter)}`);
  if (quote !== undefined) entries.push(`quote=${wordText(quote)}`);
  if (encoding !== undefined) entries.push(`encoding=${wordText(encoding)}`);
  return entries.join(",");
}

function delimiterText(delimiter: string): string {
  for (const [name, character] of DELIMITERS) if (character === delimiter) return name;
  return wordText(delimiter);
}

function refText(ref: ColumnRef): string {
  if (typeof ref === "number") return String(ref);
  return /^\d{1,4}$/u.test(ref) || ref === NONE ? `"${ref}"` : wordText(ref);
}

function wordText(word: string): string {
  return /[,+="]|^\s|\s$|^$/u.test(word) ? `"${word.replaceAll('"', '""')}"` : word;
}
