/**
 * An amount as hledger and ledger write it: a symbol on either side or none, in quotes if it has
 * other marks, a sign before the symbol or the number, and in ledger arithmetic in parentheses.
 *
 * hledger 1.40 manual, "Amounts"; ledger 3 manual, "Amount Expressions".
 */

import { addExact, negateExact, type ExactAmount } from "../exact-amount.ts";
import { EXPRESSION_DEPTH_MAX } from "../limits.ts";
import type { Cursor } from "./cursor.ts";
import type { DecimalMarks } from "./decimal-marks.ts";
import type { Quantity } from "./entry.ts";
import { divideExact, multiplyExact } from "./exact-math.ts";

/** What reading amounts depends on; `commodity` is the one of numbers without a symbol. */
export interface AmountContext {
  readonly marks: DecimalMarks;
  readonly commodity: string;
}

/** An amount with its number as it was written. */
export interface WrittenAmount extends Quantity {
  /** The digits with their marks; "" if the amount was worked out. */
  readonly digits: string;
}

const SYMBOL = /[^\s\d.,;:?!"{}()[\]*/@=^|&<>~+\-'`\\]{1,64}/uy;
const QUOTED = /"[^"]{0,200}"/uy;
const NUMBER =
  /(?:(?:\d{1,3}(?:[ \u00A0\u2009\u202F'’]\d{3})+|\d+)(?:[.,]\d+)*[.,]?|[.,]\d+)(?:[eE][+-]?\d{1,2}(?![\p{L}\d]))?/uy;

/** Takes an amount, or returns null if none stands here. */
export function takeAmount(cursor: Cursor, context: AmountContext): WrittenAmount | null {
  cursor.skipSpace();
  if (cursor.sees("(")) {
    const value = takeFactor(cursor, context, 0);
    return value === null ? null : { ...value, digits: "" };
  }
  return takePlainAmount(cursor, context);
}

/** Takes the symbol of a commodity, or returns null. */
export function takeSymbol(cursor: Cursor): string | null {
  const quoted = cursor.take(QUOTED);
  return quoted === null ? cursor.take(SYMBOL) : quoted.slice(1, -1);
}

function takePlainAmount(cursor: Cursor, context: AmountContext): WrittenAmount | null {
  let isNegative = takeSign(cursor);
  const left = takeSymbol(cursor);
  cursor.skipSpace();
  if (left !== null) isNegative = takeSign(cursor) !== isNegative;
  const digits = cursor.take(NUMBER);
  if (digits === null) return null;
  const right = left ?? takeRightSymbol(cursor);
  const commodity = right ?? context.commodity;
  const amount = numberOf(digits, commodity, context.marks);
  if (amount === null) return null;
  return { commodity, amount: isNegative ? negateExact(amount) : amount, digits };
}

function takeRightSymbol(cursor: Cursor): string | null {
  cursor.take(/[ \t\u00A0\u202F]*/uy);
  return takeSymbol(cursor);
}

/** Takes a sign; returns true if it is a minus. */
function takeSign(cursor: Cursor): boolean {
  const sign = cursor.take(/[-+\u2212]\s*/uy);
  return sign !== null && !sign.startsWith("+");
}

function numberOf(digits: string, commodity: string, marks: DecimalMarks): ExactAmount | null {
  const at = digits.search(/[eE]/u);
  const amount = marks.read(commodity, at < 0 ? digits : digits.slice(0, at));
  if (at < 0 || amount === null) return amount;
  const exponent = Number(digits.slice(at + 1));
  return exponent < 0
    ? multiplyExact(amount, { units: 1n, digits: -exponent })
    : multiplyExact(amount, { units: 10n ** BigInt(exponent), digits: 0 });
}

/** Takes terms with + and -, up to whatever else follows. */
function takeSum(cursor: Cursor, context: AmountContext, depth: number): Quantity | null {
  let sum = takeProduct(cursor, context, depth);
  for (;;) {
    cursor.skipSpace();
    const operator = cursor.take(/[-+]/uy);
    if (operator === null || sum === null) return sum;
    const term = takeProduct(cursor, context, depth);
    if (term === null) return null;
    const amount = operator === "-" ? negateExact(term.amount) : term.amount;
    const commodity = commonCommodity(sum, term);
    if (commodity === null) return null;
    sum = { commodity, amount: addExact(sum.amount, amount) };
  }
}

function takeProduct(cursor: Cursor, context: AmountContext, depth: number): Quantity | null {
  let product = takeFactor(cursor, context, depth);
  for (;;) {
    cursor.skipSpace();
    const operator = cursor.take(/[*/]/uy);
    if (operator === null || product === null) return product;
    const factor = takeFactor(cursor, context, depth);
    if (factor === null) return null;
    const commodity = product.commodity === "" ? factor.commodity : product.commodity;
    const amount: ExactAmount | null =
      operator === "*"
        ? multiplyExact(product.amount, factor.amount)
        : divideExact(product.amount, factor.amount);
    if (amount === null) return null;
    product = { commodity, amount };
  }
}

function takeFactor(cursor: Cursor, context: AmountContext, depth: number): Quantity | null {
  cursor.skipSpace();
  if (depth > EXPRESSION_DEPTH_MAX) return null;
  const isNegative = /^[-+]\s*\(/u.test(cursor.ahead(8)) && takeSign(cursor);
  if (!cursor.takeText("(")) return takePlainAmount(cursor, { ...context, commodity: "" });
  const value = takeSum(cursor, context, depth + 1);
  cursor.skipSpace();
  if (value === null || !cursor.takeText(")")) return null;
  return isNegative ? { ...value, amount: negateExact(value.amount) } : value;
}

/** A bare number takes the commodity of what it is added to. */
function commonCommodity(a: Quantity, b: Quantity): string | null {
  if (a.commodity === "") return b.commodity;
  return b.commodity === "" || b.commodity === a.commodity ? a.commodity : null;
}
