/**
 * The words of a Beancount line. Strings may run over several lines; everything else ends with its
 * line (beancount/parser/lexer.l of version 2 and 3).
 */

import { STRING_LINES_MAX } from "../limits.ts";
import type { TextLine } from "../journal/lines.ts";

/** The kinds of words that the grammar tells apart. */
export type TokenKind =
  | "date"
  | "string"
  | "account"
  | "number"
  | "currency"
  | "tag"
  | "link"
  | "key"
  | "word"
  | "mark";

/** A word; of strings without the quotes. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

/** A line with its words; `problem` is what could not be read. */
export interface TokenLine {
  readonly line: number;
  readonly isIndented: boolean;
  readonly tokens: readonly Token[];
  readonly problem: string | null;
}

const PATTERNS: readonly (readonly [TokenKind, RegExp])[] = [
  ["date", /\d{4}[-/]\d\d?[-/]\d\d?(?![\d.])/uy],
  ["number", /(?:\d[\d,]*(?:\.\d*)?|\.\d+)/uy],
  ["account", /[\p{Lu}][\p{L}\p{N}-]*(?::[\p{Lu}\p{N}][\p{L}\p{N}-]*)+/uy],
  ["key", /[a-z][A-Za-z0-9_-]*:(?=\s|$)/uy],
  ["currency", /\/?[A-Z][A-Z0-9'._-]{0,22}[A-Z0-9](?![\p{L}\p{N}:])|\/?[A-Z](?=[\s{}@,)]|$)/uy],
  ["tag", /#[A-Za-z0-9_/.-]+/uy],
  ["link", /\^[A-Za-z0-9_/.-]+/uy],
  ["word", /[\p{L}_][\p{L}\p{N}_-]*/uy],
  ["mark", /\{\{|\}\}|@@|[-+*/(){}@,~!&#?%|:^]/uy],
];

/** Goes through the lines of a file; blank lines, comments and headings give nothing. */
export function* tokenLines(lines: Iterator<TextLine>): Generator<TokenLine> {
  for (let next = lines.next(); next.done !== true; next = lines.next()) {
    const { line, text } = next.value;
    const isIndented = /^\s/u.test(text);
    // A line that begins with a flag is a heading of Emacs' outlines.
    if (!isIndented && /^[*:#!&?%]/u.test(text)) continue;
    const tokens: Token[] = [];
    const problem = tokenize(text, lines, tokens);
    if (tokens.length > 0 || problem !== null) yield { line, isIndented, tokens, problem };
  }
}

/** Splits a line into words, and goes on in the next lines while a string is open. */
function tokenize(first: string, lines: Iterator<TextLine>, tokens: Token[]): string | null {
  let text = first;
  let at = 0;
  for (;;) {
    while (at < text.length && /\s/u.test(text.charAt(at))) at += 1;
    if (at >= text.length || text[at] === ";") return null;
    if (text[at] === '"') {
      const string = readString(text, at + 1, lines);
      if (string === null) return text.slice(at, at + 40);
      tokens.push({ kind: "string", text: string.value });
      ({ text, at } = string);
      continue;
    }
    const token = tokenAt(text, at);
    if (token === null) return text.slice(at, at + 40);
    tokens.push(token);
    at += token.text.length;
  }
}

function tokenAt(text: string, at: number): Token | null {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) return { kind, text: found };
  }
  return null;
}

/** Reads a string up to its quote; returns the line where it ends and the place behind it. */
function readString(
  first: string,
  start: number,
  lines: Iterator<TextLine>,
): { readonly value: string; readonly text: string; readonly at: number } | null {
  const parts: string[] = [];
  let [text, at] = [first, start];
  for (let count = 0; count < STRING_LINES_MAX; count += 1) {
    const end = endOfString(text, at);
    parts.push(text.slice(at, end ?? undefined));
    if (end !== null) return { value: unescape(parts.join("\n")), text, at: end + 1 };
    const next = lines.next();
    if (next.done === true) return null;
    [text, at] = [next.value.text, 0];
  }
  return null;
}

function endOfString(text: string, start: number): number | null {
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') return at;
  }
  return null;
}

function unescape(text: string): string {
  return text.replaceAll(/\\(.)/gu, (_, letter: string) => {
    if (letter === "n") return "\n";
    return letter === "t" ? "\t" : letter;
  });
}
