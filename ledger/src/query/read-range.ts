/**
 * Ranges in a query. Amounts: `>50`, `<=20`, `=9.99`, `10..20`, or one alone. Dates: the same with days, months and
 * years, `2026-11`, `2026-11-05..2026-11-20`, `>=2026`. An end that is left out is open.
 */
import { DAY_MAX, DAY_MIN, dayFromCivil, daysInMonth, type Day } from "../calendar/day.ts";
import { parseAmount, type AmountError } from "../money/amount-text.ts";
import { fail, ok, type Result } from "../result.ts";
import type { AmountBound, QueryFormat, QueryTest } from "./query.ts";

export type RangeError =
  | { readonly code: "date-wrong" | "range-empty" }
  | { readonly code: "amount-wrong"; readonly amount: AmountError["code"] | "negative" };

/** The range of amounts of a text. */
export function readAmounts(text: string, format: QueryFormat): Result<QueryTest, RangeError> {
  const written = readEnds(text, (part) => amountFrom(part, format));
  if (!written.ok) return written;
  const { from, to, sign } = written.value;
  const lower = from === null ? null : bound(from, sign !== ">");
  const upper = to === null ? null : bound(to, sign !== "<");
  const isEmpty = lower !== null && upper !== null && lower.minor > upper.minor;
  return isEmpty ? fail({ code: "range-empty" }) : ok({ kind: "amt", from: lower, to: upper });
}

/** The range of days of a text. */
export function readDates(text: string): Result<QueryTest, RangeError> {
  const written = readEnds(text, spanFrom);
  if (!written.ok) return written;
  const { from, to, sign } = written.value;
  const first = from === null ? null : sign === ">" ? from.last + 1 : from.first;
  const last = to === null ? null : sign === "<" ? to.first - 1 : to.last;
  if ((first ?? DAY_MIN) > DAY_MAX || (last ?? DAY_MAX) < DAY_MIN) {
    return fail({ code: "range-empty" });
  }
  return first !== null && last !== null && first > last
    ? fail({ code: "range-empty" })
    : ok({ kind: "date", from: first, to: last });
}

type Ends<Value> = {
  readonly from: Value | null;
  readonly to: Value | null;
  readonly sign: string;
};

/** The ends of a range, as they are written; an open one is null. */
function readEnds<Value>(
  text: string,
  read: (part: string) => Result<Value, RangeError>,
): Result<Ends<Value>, RangeError> {
  const [lower = "", ...rest] = text.split("..");
  if (rest.length > 0) return readBetween(lower, rest.join(".."), read);
  const sign = /^(?:>=|<=|>|<|=)/.exec(text)?.[0] ?? "=";
  const value = read(text.replace(/^(?:>=|<=|>|<|=)/, ""));
  if (!value.ok) return value;
  return ok({
    from: sign.startsWith("<") ? null : value.value,
    to: sign.startsWith(">") ? null : value.value,
    sign,
  });
}

function readBetween<Value>(
  lower: string,
  upper: string,
  read: (part: string) => Result<Value, RangeError>,
): Result<Ends<Value>, RangeError> {
  // Of "..", which is open on both sides, the missing end is the error.
  const from = lower === "" && upper !== "" ? ok(null) : read(lower);
  if (!from.ok) return from;
  const to = upper === "" ? ok(null) : read(upper);
  if (!to.ok) return to;
  return ok({ from: from.value, to: to.value, sign: "" });
}

function amountFrom(text: string, format: QueryFormat): Result<bigint, RangeError> {
  const amount = parseAmount(text, format);
  if (!amount.ok) return fail({ code: "amount-wrong", amount: amount.error.code });
  return amount.value < 0n ? fail({ code: "amount-wrong", amount: "negative" }) : ok(amount.value);
}

function bound(minor: bigint, isIncluded: boolean): AmountBound {
  return { minor, isIncluded };
}

type Span = { readonly first: Day; readonly last: Day };

/** The days of a year, a month or a day. */
function spanFrom(text: string): Result<Span, RangeError> {
  const [, yearText = "", monthText, dayText] =
    /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text) ?? [];
  const year = Number(yearText);
  const month = monthText === undefined ? undefined : Number(monthText);
  const day = dayText === undefined ? undefined : Number(dayText);
  const lastMonth = month ?? 12;
  const isMonth = yearText !== "" && lastMonth >= 1 && lastMonth <= 12;
  const first = dayFromCivil(year, month ?? 1, day ?? 1);
  const last = isMonth
    ? dayFromCivil(year, lastMonth, day ?? daysInMonth(year, lastMonth))
    : undefined;
  return first === undefined || last === undefined
    ? fail({ code: "date-wrong" })
    : ok({ first, last });
}
