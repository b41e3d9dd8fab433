/**
 * Which columns tell what a transaction was, whose it is, in which currency, under which number of
 * the bank's, and whether it is booked. What no column is known for is left to the text, so that
 * nothing a file says is lost unseen.
 */

import { isMostly } from "./column-profile.ts";
import { speaksFor } from "./table.ts";
import type { Column, Table } from "./table.ts";

/** The columns besides dates and amounts; lists are in the order of the file. */
export interface TextColumns {
  readonly payees: readonly number[];
  readonly memos: readonly number[];
  /** Kinds and categories, for rows whose texts are empty. */
  readonly fallbacks: readonly number[];
  readonly currency: number | null;
  readonly account: number | null;
  readonly bankId: number | null;
  readonly statuses: readonly number[];
}

const NUMBERS_OF_THINGS =
  /\b(?:iban|bic|blz|swift|email|id|no|nr|number|mail|adresse|address|country|city|place|holder|member|owner|inhaber|titular)\b/u;

/**
 * Returns the columns; `used` are those of dates, amounts and flags, and `amount` the one to find a
 * currency near.
 */
export function findTextColumns(
  table: Table,
  used: ReadonlySet<number>,
  amount: number,
): TextColumns {
  const free = table.columns.filter(({ index }) => !used.has(index));
  const currency = findCurrency(free, amount);
  const account = findAccount(table, free);
  const bankId = findBankId(table, free);
  const statuses = free.filter((column) => speaksFor(column, "status")).map(({ index }) => index);
  const taken = new Set([currency, account, bankId, ...statuses]);
  const rest = free.filter(({ index }) => !taken.has(index));
  const { payees, memos } = table.hasHeader ? namedTexts(table, rest) : shapedTexts(rest);
  const fallbacks = rest.filter(
    (column) => speaksFor(column, "kind", "category") && column.profile.words > 0,
  );
  return {
    payees,
    memos,
    fallbacks: fallbacks.map(({ index }) => index),
    currency,
    account,
    bankId,
    statuses,
  };
}

/**
 * "Reference" may be what the person wrote, or one more number: text has a blank or no digit
 * somewhere.
 */
function isNumberAlone(table: Table, { index, name }: Column): boolean {
  if (!/\b(?:ref\w*|number|no|nr|id|cislo)\b/u.test(name.plain)) return false;
  return table.sample.every(({ cells }) => /^(?:$|[^\s\d]*\d\S*$)/u.test(cells[index] ?? ""));
}

function isPayee(column: Column): boolean {
  return (
    speaksFor(column, "payee") &&
    (!speaksFor(column, "account") || speaksFor(column, "other-party")) &&
    !speaksFor(column, "bank-id", "currency") &&
    !NUMBERS_OF_THINGS.test(column.name.plain)
  );
}

function namedTexts(
  table: Table,
  columns: readonly Column[],
): { payees: number[]; memos: number[] } {
  const texts = columns.filter(
    ({ profile }) =>
      profile.words > 0 && !isMostly(profile.dates, profile) && !isMostly(profile.flags, profile),
  );
  const isMemo = (column: Column): boolean =>
    !isPayee(column) &&
    speaksFor(column, "memo") &&
    (!speaksFor(column, "kind") || column.name.wholeRoles.has("memo")) &&
    !speaksFor(column, "account", "currency") &&
    !isNumberAlone(table, column);
  const payees = texts.filter(isPayee);
  const memos = texts.filter(isMemo);
  const chosen = [...payees, ...memos];
  if (chosen.length > 0) return { payees: indexesOf(payees), memos: indexesOf(memos) };
  const numbers = columns.filter((column) => isMemo(column) && column.profile.filled > 0);
  const kinds = texts.filter((column) => speaksFor(column, "kind"));
  const fallback = numbers.length > 0 ? numbers : kinds.length > 0 ? kinds : texts;
  return { payees: [], memos: indexesOf(fallback) };
}

function shapedTexts(columns: readonly Column[]): { payees: number[]; memos: number[] } {
  const texts = columns.filter(
    ({ profile }) =>
      profile.words > 0 && !isMostly(profile.flags, profile) && !isMostly(profile.dates, profile),
  );
  const telling = texts.filter(({ profile }) => profile.distinct > 1);
  return { payees: [], memos: indexesOf(telling.length > 0 ? telling : texts) };
}

function indexesOf(columns: readonly Column[]): number[] {
  return columns.map(({ index }) => index);
}

/** The column of currency codes nearest to the amounts, before that of a foreign amount. */
function findCurrency(columns: readonly Column[], amount: number): number | null {
  const candidates = columns
    .filter(({ profile }) => isMostly(profile.currencies, profile))
    .filter(
      (column) =>
        column.name.plain === "" ||
        column.name.roles.size === 0 ||
        speaksFor(column, "currency", "value-date", "amount", "balance"),
    )
    .map((column) => ({
      index: column.index,
      score:
        (speaksFor(column, "currency") ? 4 : 0) +
        (speaksFor(column, "net-amount") ? 2 : 0) -
        (speaksFor(column, "other-amount") ? 6 : 0) -
        Math.min(3, Math.abs(column.index - amount) * 0.25) +
        (column.index === amount - 1 ? 0.1 : 0),
    }))
    .toSorted((a, b) => b.score - a.score);
  return candidates[0]?.index ?? null;
}

/** The most accounts that one file is believed to hold. */
const ACCOUNTS_MAX = 50;

/** A column of other people's accounts differs in every row; the person's own are few. */
function findAccount(table: Table, columns: readonly Column[]): number | null {
  const rows = table.sample.length;
  const isOwn = (column: Column): boolean => {
    const { distinct, filled } = column.profile;
    const isName =
      column.name.wholeRoles.has("account") &&
      column.name.plain !== "iban" &&
      column.profile.words > 0;
    const isFew = distinct === 1 || distinct * 3 <= rows || (isName && distinct <= ACCOUNTS_MAX);
    return filled * 2 > rows && isFew && distinct <= ACCOUNTS_MAX && column.profile.dates === 0;
  };
  if (!table.hasHeader) {
    const shaped = columns.find(
      (column) => isOwn(column) && holdsAccountNumbers(table, column.index),
    );
    return shaped?.index ?? null;
  }
  const named = columns.filter(
    (column) =>
      speaksFor(column, "account") &&
      !speaksFor(column, "other-party", "balance", "kind") &&
      isOwn(column),
  );
  const isNumber = ({ index }: Column): number => (holdsAccountNumbers(table, index) ? 1 : 0);
  const best = named.toSorted(
    (a, b) =>
      b.profile.distinct - a.profile.distinct || isNumber(b) - isNumber(a) || a.index - b.index,
  );
  return best[0]?.index ?? null;
}

function holdsAccountNumbers(table: Table, column: number): boolean {
  return table.sample.every(({ cells }) => {
    const cell = (cells[column] ?? "").replaceAll(/[\s'-]/gu, "");
    return cell === "" || /^(?:[A-Z]{2}\d{2}[A-Z0-9]{8,30}|\d{8,20})$/u.test(cell);
  });
}

/** A number of the bank's is of use only if every row has another one. */
function findBankId(table: Table, columns: readonly Column[]): number | null {
  const rows = table.sample.filter(({ cells }) => cells.some((cell) => cell !== "")).length;
  const candidates = columns.filter(
    (column) =>
      (speaksFor(column, "bank-id") || isNumberAlone(table, column)) &&
      !speaksFor(column, "other-party", "payee") &&
      !/glaub|glaeub|credit|mandat|incassant|customer|end to end/u.test(column.name.plain) &&
      column.profile.filled * 10 >= rows * 8 &&
      column.profile.distinct === column.profile.filled,
  );
  const best = candidates.find((column) => column.name.wholeRoles.has("bank-id")) ?? candidates[0];
  return best?.index ?? null;
}
