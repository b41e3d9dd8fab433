/**
 * One posting line of hledger or ledger: status, account, amount, lot, cost, balance assertion,
 * comment. Two spaces or a tab end the account's name.
 */

import { sentence, type Sentence } from "../../sentence.ts";
import { displayText } from "../display-text.ts";
import { takeAmount, type AmountContext } from "./amount-text.ts";
import { Cursor } from "./cursor.ts";
import type { Quantity } from "./entry.ts";

/** What units of an amount cost: each, or all together. */
export interface Cost extends Quantity {
  readonly isTotal: boolean;
}

/** A balance that a posting asserts, or, without an amount, sets. */
export interface Assertion extends Quantity {
  /** "==": the account has nothing else. */
  readonly isTotal: boolean;
  /** "=*": with the accounts below. */
  readonly isInclusive: boolean;
}

/** A posting as it is written; the account has no prefix and no alias yet. */
export interface WrittenPosting {
  readonly line: number;
  readonly account: string;
  /** "real" must balance, "[…]" among themselves, "(…)" need not. */
  readonly kind: "real" | "balanced" | "free";
  readonly quantity: Quantity | null;
  readonly cost: Cost | null;
  readonly lot: Cost | null;
  readonly assertion: Assertion | null;
  readonly note: string;
}

/** Returns the posting of a line without its indentation, or why it is none. */
export function readPosting(
  text: string,
  line: number,
  context: AmountContext,
): WrittenPosting | Sentence {
  const plain = text.replace(/^[*!]\s*/u, "");
  const end = plain.search(/\t|[ \u00A0]{2}/u);
  const written = (end < 0 ? plain : plain.slice(0, end)).trim();
  const account = accountOf(written);
  const rest = end < 0 ? "" : plain.slice(end).trim();
  const semicolon = commentStart(rest);
  const note = semicolon < 0 ? "" : displayText(rest.slice(semicolon + 1));
  const cursor = new Cursor((semicolon < 0 ? rest : rest.slice(0, semicolon)).trim());
  const amounts = readAmounts(cursor, context);
  if (amounts === null) {
    return sentence("“{text}” is no amount that Coffer can read.", {
      text: displayText(cursor.text).slice(0, 80),
    });
  }
  return { line, account: account.name, kind: account.kind, note, ...amounts };
}

function accountOf(written: string): Pick<WrittenPosting, "kind"> & { readonly name: string } {
  const isFree = written.startsWith("(") && written.endsWith(")");
  const isBalanced = written.startsWith("[") && written.endsWith("]");
  const name = displayText(isFree || isBalanced ? written.slice(1, -1) : written);
  if (isFree) return { name, kind: "free" };
  return { name, kind: isBalanced ? "balanced" : "real" };
}

/** A semicolon within a quoted commodity begins no comment. */
function commentStart(text: string): number {
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') isQuoted = !isQuoted;
    else if (text[at] === ";" && !isQuoted) return at;
  }
  return isQuoted ? text.indexOf(";") : -1;
}

type Amounts = Pick<WrittenPosting, "quantity" | "cost" | "lot" | "assertion">;

function readAmounts(cursor: Cursor, context: AmountContext): Amounts | null {
  let [cost, lot]: (Cost | null)[] = [null, null];
  if (cursor.isAtEnd) return { quantity: null, cost: null, lot: null, assertion: null };
  let quantity: Quantity | null = null;
  if (!cursor.sees("=")) {
    quantity = takeAmount(cursor, context);
    if (quantity === null) return null;
  }
  for (;;) {
    cursor.skipSpace();
    if (cursor.isAtEnd) return { quantity, cost: cost ?? null, lot: lot ?? null, assertion: null };
    if (cursor.sees("=")) break;
    const at = cursor.take(/\(?@@?\)?/uy);
    if (at !== null) {
      cursor.take(/\s*=/uy);
      cost = takeCost(cursor, context, at.includes("@@"));
      if (cost === null) return null;
    } else if (cursor.sees("{")) {
      const found = takeLot(cursor, context);
      if (found === "broken") return null;
      lot = found ?? lot;
    } else if (!takeLotNote(cursor)) return null;
  }
  const assertion = takeAssertion(cursor, context);
  if (assertion === null) return null;
  return { quantity, cost: cost ?? null, lot: lot ?? null, assertion };
}

function takeCost(cursor: Cursor, context: AmountContext, isTotal: boolean): Cost | null {
  const each = takeAmount(cursor, context);
  return each === null ? null : { commodity: each.commodity, amount: each.amount, isTotal };
}

/** "{$50}", "{{$500}}", "{=$50}"; what hledger 1.50 puts beside the cost is passed over. */
function takeLot(cursor: Cursor, context: AmountContext): Cost | "broken" | null {
  const isTotal = cursor.takeText("{{");
  if (!isTotal) cursor.takeText("{");
  const inside = cursor.takeUntil(isTotal ? "}}" : "}");
  if (inside === null) return "broken";
  const words = inside.replace(/^\s*=/u, "");
  for (const part of words.includes('"') || /\d-\d/u.test(words) ? words.split(",", 4) : [words]) {
    const within = new Cursor(part.trim());
    const cost = takeCost(within, context, isTotal);
    if (cost !== null && within.isAtEnd) return cost;
  }
  return null;
}

/** "[2012-04-10]", "(note)" and "((expression))" beside a lot. */
function takeLotNote(cursor: Cursor): boolean {
  if (cursor.takeText("[")) return cursor.takeUntil("]") !== null;
  if (cursor.takeText("((")) return cursor.takeUntil("))") !== null;
  return cursor.takeText("(") && cursor.takeUntil(")") !== null;
}

function takeAssertion(cursor: Cursor, context: AmountContext): Assertion | null {
  const marks = cursor.take(/={1,2}\*?/uy) ?? "";
  const asserted = takeAmount(cursor, context);
  if (asserted === null) return null;
  cursor.skipSpace();
  // A cost in an assertion says nothing about the balance.
  if (!cursor.isAtEnd && !/^[@{]/u.test(cursor.ahead(1))) return null;
  const { commodity, amount } = asserted;
  return {
    commodity,
    amount,
    isTotal: marks.startsWith("=="),
    isInclusive: marks.endsWith("*"),
  };
}
