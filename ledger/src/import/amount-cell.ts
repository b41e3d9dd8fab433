/**
 * One cell that may hold an amount: its sign in any of the ways that banks write it (−, trailing -,
 * brackets, CR, DR), a currency beside the digits, and the digits with their separators. What the
 * separators mean is decided elsewhere, over a whole file (decimal-sign.ts): one cell alone cannot
 * tell 1.234 from 1.234.
 */

import { AMOUNT_DIGITS_MAX } from "./limits.ts";
import { currencyOfSymbol, isCurrencyText } from "./currency-symbols.ts";

/**
 * A cell read as an amount; `digits` holds digits and separators; `currency` is the text beside it,
 * or "".
 */
export interface AmountCell {
  readonly isNegative: boolean;
  readonly digits: string;
  readonly currency: string;
  /** "credit" or "debit" if the cell carries such a mark. */
  readonly mark: "credit" | "debit" | null;
}

/** The decimal sign of an amount. */
export type DecimalSign = "." | ",";

const CELL_LENGTH_MAX = 64;
const MINUS = /[-−–‒﹣－]/gu;
const NUMBER = /\d(?:[\d.,'’` \u00A0\u2009\u202F]*\d)?/u;
const LEADING_POINT = /^[.,]\d/u;

/** Most amounts of most files, at a glance. */
const PLAIN_CELL = /^[-+]?\d{1,12}(?:[.,]\d{1,2})?$/u;
const PLAIN_DIGITS = /^\d{1,12}(?:[.,]\d{1,2})?$/u;

/** Returns the amount in a cell, or null if the cell is something else. */
export function readAmountCell(cell: string): AmountCell | null {
  if (PLAIN_CELL.test(cell)) {
    const isNegative = cell.startsWith("-");
    const digits = isNegative || cell.startsWith("+") ? cell.slice(1) : cell;
    return { isNegative, digits, currency: "", mark: null };
  }
  if (cell.length > CELL_LENGTH_MAX || !/\d/u.test(cell)) return null;
  const text = cell.replaceAll(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, "").trim();
  const found = NUMBER.exec(text);
  if (found === null) return null;
  let { index } = found;
  let digits = found[0];
  // ".50" has its decimal sign before the first digit.
  if (
    LEADING_POINT.test(text.slice(index - 1)) &&
    !/[\d.,\p{L}]$/u.test(text.slice(0, index - 1))
  ) {
    index -= 1;
    digits = `0${text.charAt(index)}${digits}`;
  }
  if (digits.length > 2 * AMOUNT_DIGITS_MAX) return null;
  const before = text.slice(0, index).trim();
  let after = text.slice(found.index + found[0].length).trim();
  // "12." and "12,-" and "12,--" are whole amounts.
  after = after.replace(/^[.,](?:[-–]{1,2}$)?/u, "").trim();
  return readSurroundings(before, after, digits);
}

function readSurroundings(before: string, after: string, digits: string): AmountCell | null {
  const inBrackets = before.includes("(") && after.includes(")");
  if (inBrackets !== (before.includes("(") || after.includes(")"))) return null;
  const minuses = countMinus(before) + countMinus(after);
  if (minuses > 2 || (minuses === 2 && countMinus(before) === 1)) return null;
  let rest = `${before} ${after}`.replaceAll(MINUS, " ").replaceAll(/[()+]/gu, " ").trim();
  let mark: AmountCell["mark"] = null;
  const marked = /(?:^|\s)(cr|dr|c|d|h|s)\.?$/iu.exec(rest);
  if (marked?.[1] !== undefined && !isCurrencyText(rest)) {
    mark = /^[ch]/iu.test(marked[1]) ? "credit" : "debit";
    rest = rest.slice(0, marked.index).trim();
  }
  if (rest !== "" && !isCurrencyText(rest)) return null;
  return { isNegative: inBrackets || minuses > 0, digits, currency: rest, mark };
}

function countMinus(text: string): number {
  return text.match(MINUS)?.length ?? 0;
}

/**
 * Returns the ISO code of the currency in a cell, or null if there is none or it can mean several.
 */
export function currencyOfCell(cell: AmountCell): string | null {
  return cell.currency === "" ? null : currencyOfSymbol(cell.currency);
}

/**
 * What the separators of one amount say about the decimal sign: nothing, one, or that they are in
 * conflict.
 */
export type SeparatorEvidence = "none" | "ambiguous" | DecimalSign | "wrong";

/** Returns what the digits alone say: "1,234" is ambiguous, "1,23" and "1.234,5" are not. */
export function separatorEvidence(digits: string): SeparatorEvidence {
  if (PLAIN_DIGITS.test(digits)) {
    if (digits.includes(".")) return ".";
    return digits.includes(",") ? "," : "none";
  }
  if (/^\d+$/u.test(digits)) return "none";
  const lastPoint = digits.lastIndexOf(".");
  const lastComma = digits.lastIndexOf(",");
  if (lastPoint >= 0 && lastComma >= 0) {
    const sign = lastPoint > lastComma ? "." : ",";
    return toPlainNumber(digits, sign) === null ? "wrong" : sign;
  }
  if (lastPoint < 0 && lastComma < 0) return toPlainNumber(digits, ".") === null ? "wrong" : "none";
  const sign = lastPoint >= 0 ? "." : ",";
  const other = sign === "." ? "," : ".";
  const asDecimal = toPlainNumber(digits, sign) !== null;
  const asGroup = toPlainNumber(digits, other) !== null;
  if (asDecimal && asGroup) return "ambiguous";
  if (asDecimal) return sign;
  return asGroup ? other : "wrong";
}

/**
 * Returns digits as a plain number ("1234.56"), or null if its groups are wrong for this decimal
 * sign.
 */
export function toPlainNumber(digits: string, decimalSign: DecimalSign): string | null {
  if (PLAIN_DIGITS.test(digits) && !digits.startsWith("0")) {
    if (!digits.includes(".") && !digits.includes(",")) return digits;
    if (digits.includes(decimalSign))
      return decimalSign === "." ? digits : digits.replace(",", ".");
    return null;
  }
  const at = digits.lastIndexOf(decimalSign);
  const whole = at < 0 ? digits : digits.slice(0, at);
  const fraction = at < 0 ? "" : digits.slice(at + 1);
  if (whole.includes(decimalSign) || !/^\d*$/u.test(fraction)) return null;
  const plain = ungroup(whole)?.replace(/^0+(?=\d)/u, "") ?? null;
  if (plain === null || plain.length + fraction.length > AMOUNT_DIGITS_MAX) return null;
  return fraction === "" ? plain : `${plain}.${fraction}`;
}

const SEPARATOR = "[.,'’` \\u00A0\\u2009\\u202F]";
const THREES = new RegExp(`^[1-9]\\d{0,2}(${SEPARATOR})\\d{3}(?:\\1\\d{3}){0,9}$`, "u");
const INDIAN = /^[1-9]\d?(?:(,)\d{2}(?:,\d{2}){0,9},\d{3})$/u;

/**
 * Groups are of three, or of two and at the end three (India); one kind of separator throughout.
 */
function ungroup(whole: string): string | null {
  if (/^\d+$/u.test(whole)) return whole;
  const separator = (THREES.exec(whole) ?? INDIAN.exec(whole))?.[1];
  return separator === undefined ? null : whole.replaceAll(separator, "");
}
