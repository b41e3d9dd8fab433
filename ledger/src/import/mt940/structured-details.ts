/**
 * `:86:` in the German form (Deutsche Kreditwirtschaft, DFÜ-Abkommen, annex 3): a code of three
 * digits, then sub-fields, each begun by one sign and two digits: 00 the kind of booking, 20 to 29
 * and 60 to 69 the purpose, 32 and 33 the name. The sign is "?" mostly; Polish and Dutch banks take
 * others. Within the purpose stand keywords of SEPA: `EREF+`, `SVWZ+`.
 */

import { displayText } from "../display-text.ts";
import type { Details } from "./details.ts";

const HEAD = /^\s*(?:\d{3}\s?([?~^<>|@!%&§#])|([?~^<>|]))(?:\s?)(?:00|10|2\d|3[0-8])/u;
/** Purpose and name are cut into pieces of this many letters, in mid-word. */
const PIECE_WIDTHS: ReadonlySet<number> = new Set([27, 35]);

/** Returns name and purpose, or null if the text is of another form. */
export function readStructuredDetails(text: string): Details | null {
  const head = HEAD.exec(text);
  const sign = head?.[1] ?? head?.[2];
  if (sign === undefined) return null;
  const byCode = new Map<string, string[]>();
  let last: string[] = [];
  // The first piece is the code in front.
  for (const piece of text.split(sign).slice(1)) {
    const code = /^\s?(\d{2})/u.exec(piece)?.[1];
    if (code === undefined || /^[4589]/u.test(code)) {
      // The sign is part of a text.
      last.push(`${last.pop() ?? ""}${sign}${piece}`);
      continue;
    }
    const pieces = byCode.get(group(code)) ?? [];
    pieces.push(piece.trimStart().slice(2));
    byCode.set(group(code), pieces);
    last = pieces;
  }
  const purpose = readPurpose(joinPieces(byCode.get("purpose") ?? []));
  const name = joinPieces(byCode.get("name") ?? []);
  const kind = joinPieces(byCode.get("kind") ?? []);
  const who = [name, purpose.behalf].filter((part) => part !== "").join(", ");
  if (who === "") {
    const what = [kind, purpose.text].filter((part) => part !== "").join(" - ");
    return { name: "", purpose: what };
  }
  return { name: who, purpose: purpose.text === "" ? kind : purpose.text };
}

function group(code: string): string {
  if (/^(?:2|6|7)/u.test(code)) return "purpose";
  if (code === "32" || code === "33") return "name";
  return code === "00" ? "kind" : "rest";
}

function joinPieces(pieces: readonly string[]): string {
  const parts: string[] = [];
  for (const [index, piece] of pieces.entries()) {
    parts.push(piece);
    if (index < pieces.length - 1 && !PIECE_WIDTHS.has(piece.length)) parts.push(" ");
  }
  return displayText(parts.join(""));
}

const KEYWORD =
  /(?:(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE)|(?<!\p{L})(?:IBAN|BIC))\+ ?/gu;

/** The purpose without the references of SEPA, and on whose behalf it is. */
function readPurpose(text: string): { readonly text: string; readonly behalf: string } {
  const marks = [...text.matchAll(KEYWORD)];
  const [first] = marks;
  if (first === undefined) return { text, behalf: "" };
  const values = new Map<string, string>();
  for (const [index, mark] of marks.entries()) {
    const value = text.slice(mark.index + mark[0].length, marks[index + 1]?.index).trim();
    values.set(mark[1] ?? "", value);
  }
  const before = text.slice(0, first.index).trim();
  const purpose = values.get("SVWZ") ?? "";
  return {
    text: [before, purpose].filter((part) => part !== "").join(" "),
    behalf: values.get("ABWA") ?? values.get("ABWE") ?? "",
  };
}
