/**
 * Reads a query: terms parted by white space. A term is `-` for "not", a field with a colon, and a value, of which
 * any piece may stand in quotes ("a b", with \" and \\ in it); without a field it is a word.
 *
 * Whatever is not understood is an error with its place, never passed over: a list that leaves something out
 * without a word is worse than none. What looks like a field and is none is an error too; quotes make it a word.
 */
import { fail, ok, type Result } from "../result.ts";
import { foldText } from "./fold-text.ts";
import {
  QUERY_CHARACTERS_MAX,
  QUERY_TERMS_MAX,
  queryFields,
  queryStates,
  type Query,
  type QueryError,
  type QueryField,
  type QueryFormat,
  type QueryPlace,
  type QueryTerm,
  type QueryTest,
} from "./query.ts";
import { readAmounts, readDates, type RangeError } from "./read-range.ts";

/** The query of a text. */
export function parseQuery(text: string, format: QueryFormat): Result<Query, QueryError> {
  if (text.length > QUERY_CHARACTERS_MAX) {
    return fail(errorAt(text, { from: QUERY_CHARACTERS_MAX, to: text.length }, "too-long"));
  }
  const terms: QueryTerm[] = [];
  for (let at = nextTerm(text, 0); at < text.length;) {
    const term = readTerm(text, at, format);
    if (!term.ok) return term;
    if (terms.length === QUERY_TERMS_MAX) {
      return fail(errorAt(text, { from: at, to: text.length }, "too-many-terms"));
    }
    terms.push(term.value);
    at = nextTerm(text, term.value.at.to);
  }
  return ok(terms);
}

function nextTerm(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSpace(text[at])) at += 1;
  return at;
}

function readTerm(text: string, from: number, format: QueryFormat): Result<QueryTerm, QueryError> {
  const isNot = text[from] === "-";
  const start = isNot ? from + 1 : from;
  if (isNot && text[start] === "-") {
    return fail(errorAt(text, { from, to: start + 1 }, "not-twice"));
  }
  const named = /[a-z]+:/iy;
  named.lastIndex = start;
  const name = named.exec(text)?.[0];
  const valueStart = start + (name?.length ?? 0);
  const value = readValue(text, valueStart);
  if (!value.ok) return value;
  const at = { from, to: value.value.to };
  const field = name?.slice(0, -1).toLowerCase();
  if (field !== undefined && !isField(field)) {
    const place = { from: start, to: valueStart };
    return fail({ ...placed(text, place), code: "unknown-field", choices: queryFields });
  }
  if (foldText(value.value.text) === "") return fail(errorAt(text, at, "value-missing"));
  const asks = readTest(field, value.value.text, format);
  if (asks.ok) return ok({ isNot, asks: asks.value, at });
  return fail({ ...placed(text, { from: valueStart, to: at.to }), ...asks.error });
}

type Value = { readonly text: string; readonly to: number };

/** What stands from `from` to the next white space, with its quotes resolved. */
function readValue(text: string, from: number): Result<Value, QueryError> {
  let value = "";
  let quote = -1;
  let at = from;
  for (; at < text.length; at++) {
    const character = text[at] ?? "";
    if (character === '"') quote = quote < 0 ? at : -1;
    else if (quote >= 0 && character === "\\" && /["\\]/.test(text[at + 1] ?? "")) {
      at += 1;
      value += text[at] ?? "";
    } else if (quote < 0 && isSpace(character)) break;
    else value += character;
  }
  if (quote >= 0) return fail(errorAt(text, { from: quote, to: text.length }, "quote-open"));
  return ok({ text: value, to: at });
}

/** An error that still lacks its place. */
type TestError =
  | RangeError
  | { readonly code: "unknown-state"; readonly choices: readonly string[] };

function readTest(
  field: QueryField | undefined,
  text: string,
  format: QueryFormat,
): Result<QueryTest, TestError> {
  switch (field) {
    case undefined:
      return ok({ kind: "word", text });
    case "note":
    case "tag":
      return ok({ kind: field, text });
    case "cat":
    case "acct":
    case "bucket":
      return ok({ kind: field, name: text });
    case "amt":
      return readAmounts(text, format);
    case "date":
      return readDates(text);
    case "is":
      return readState(text);
  }
}

function readState(text: string): Result<QueryTest, TestError> {
  const wanted = text.toLowerCase().replace(/^uncategorized$/, "uncategorised");
  const state = queryStates.find((known) => known === wanted);
  return state === undefined
    ? fail({ code: "unknown-state", choices: queryStates })
    : ok({ kind: "is", state });
}

function isField(name: string): name is QueryField {
  return queryFields.some((field) => field === name);
}

function isSpace(character: string | undefined): boolean {
  return character !== undefined && /\s/.test(character);
}

type PlainCode = "too-long" | "too-many-terms" | "quote-open" | "value-missing" | "not-twice";

function errorAt(text: string, place: QueryPlace, code: PlainCode): QueryError {
  return { ...placed(text, place), code };
}

function placed(text: string, { from, to }: QueryPlace): QueryPlace & { readonly text: string } {
  return { from, to, text: text.slice(from, to) };
}
