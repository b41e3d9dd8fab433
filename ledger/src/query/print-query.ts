/** Writes a query so that it is read as the same again: every term with its field, quotes only where they are needed. */
import { dayToText } from "../calendar/day.ts";
import { decimalSignOf } from "../money/amount-text.ts";
import { minorDigits } from "../money/currency.ts";
import { formatDecimal } from "../money/decimal.ts";
import type { AmountBound, Query, QueryFormat, QueryTest } from "./query.ts";

/** The text of a query. */
export function printQuery(query: Query, format: QueryFormat): string {
  return query.map(({ isNot, asks }) => `${isNot ? "-" : ""}${testText(asks, format)}`).join(" ");
}

function testText(test: QueryTest, format: QueryFormat): string {
  switch (test.kind) {
    case "word":
      return quoted(test.text, /^-|^[a-z]+:/i);
    case "note":
    case "tag":
      return `${test.kind}:${quoted(test.text)}`;
    case "cat":
    case "acct":
    case "bucket":
      return `${test.kind}:${quoted(test.name)}`;
    case "amt":
      return `amt:${amountsText(test.from, test.to, format)}`;
    case "date":
      return `date:${daysText(test)}`;
    case "is":
      return `is:${test.state}`;
  }
}

function quoted(text: string, mistaken?: RegExp): string {
  const isPlain = !/[\s"]/.test(text) && mistaken?.test(text) !== true;
  return isPlain ? text : `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
}

function amountsText(
  from: AmountBound | null,
  to: AmountBound | null,
  format: QueryFormat,
): string {
  const text = ({ minor }: AmountBound): string =>
    formatDecimal(minor, minorDigits(format.currency)).replace(".", decimalSignOf(format.locale));
  if (from !== null && to !== null) {
    return from.minor === to.minor ? `=${text(from)}` : `${text(from)}..${text(to)}`;
  }
  if (from !== null) return `${from.isIncluded ? ">=" : ">"}${text(from)}`;
  return to === null ? "" : `${to.isIncluded ? "<=" : "<"}${text(to)}`;
}

function daysText({ from, to }: Extract<QueryTest, { readonly kind: "date" }>): string {
  if (from !== null && to !== null) {
    return from === to ? dayToText(from) : `${dayToText(from)}..${dayToText(to)}`;
  }
  if (from !== null) return `>=${dayToText(from)}`;
  return to === null ? "" : `<=${dayToText(to)}`;
}
