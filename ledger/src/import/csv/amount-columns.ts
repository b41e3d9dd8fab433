/**
 * Which columns hold the amounts: one signed column, or one for money out and one for money in; and
 * which holds the running balance. Names decide if there are any; a balance that follows from the
 * amounts decides over names; in a table without names the shapes of the columns do.
 */

import type { DecimalSign } from "../amount-cell.ts";
import { fitBalances, isVerified } from "./balance-check.ts";
import type { BalanceFit } from "./balance-check.ts";
import { readMoneyCell } from "./column-profile.ts";
import { scaledAmount, speaksFor } from "./table.ts";
import type { Column, Table } from "./table.ts";

/** Where amounts come from. */
export type AmountColumns =
  | { readonly kind: "single"; readonly column: number }
  | {
      readonly kind: "pair";
      readonly debit: number | null;
      readonly credit: number | null;
      /** The debits carry a minus of their own, although their column says it. */
      readonly isDebitSigned: boolean;
      /** The credits carry a minus, as on card statements that count what is owed. */
      readonly isCreditNegated: boolean;
    };

/** The amount columns and the balance column; `fit` says how well they go together. */
export interface AmountChoice {
  readonly amounts: AmountColumns;
  readonly balance: number | null;
  readonly fit: BalanceFit | null;
}

interface Candidate {
  readonly amounts: AmountColumns;
  readonly score: number;
}

/** Columns beyond this many are not tried against each other. */
const CANDIDATES_MAX = 12;

/** What a person says: indexes of columns, from 0; what is undefined is guessed. */
export interface GivenAmounts {
  readonly amounts: readonly number[];
  readonly debits: readonly number[];
  readonly credits: readonly number[];
  readonly balances: readonly number[] | undefined;
}

/** Returns the likeliest columns of amounts, or null if no column holds any. */
export function findAmountColumns(
  table: Table,
  decimalSign: DecimalSign,
  given: GivenAmounts,
): AmountChoice | null {
  const candidates = givenCandidates(table, given) ?? guessedCandidates(table, decimalSign);
  const best = candidates.toSorted((a, b) => b.score - a.score).slice(0, 2 * CANDIDATES_MAX);
  const [first] = best;
  if (first === undefined) return null;
  const balances = given.balances ?? balanceColumns(table);
  let choice: AmountChoice = { amounts: first.amounts, balance: null, fit: null };
  let bestScore = -Infinity;
  for (const { amounts, score } of best) {
    const { balance, fit } = bestBalance(table, amounts, balances, decimalSign);
    const total = score + (fit !== null && isVerified(fit) ? 3 + fit.matches / (fit.steps + 1) : 0);
    if (total > bestScore) {
      choice = { amounts, balance, fit };
      bestScore = total;
    }
  }
  return choice;
}

function givenCandidates(
  table: Table,
  { amounts, debits, credits }: GivenAmounts,
): readonly Candidate[] | null {
  const [column] = amounts;
  if (column !== undefined) return [{ amounts: { kind: "single", column }, score: 0 }];
  const [debit = null] = debits;
  const [credit = null] = credits;
  if (debit === null && credit === null) return null;
  return [{ amounts: pairOf(table, debit, credit), score: 0 }];
}

function guessedCandidates(table: Table, decimalSign: DecimalSign): readonly Candidate[] {
  const named = table.hasHeader ? [...namedSingles(table), ...namedPairs(table)] : [];
  if (named.length > 0) return named;
  return [...shapedPairs(table, decimalSign), ...shapedSingles(table)];
}

/**
 * Returns the amount of a record times 10^10, money in as positive as far as the columns alone
 * tell.
 */
export function scaledOf(
  cells: readonly string[],
  amounts: AmountColumns,
  decimalSign: DecimalSign,
): bigint | null {
  if (amounts.kind === "single") return scaledAmount(cells[amounts.column] ?? "", decimalSign);
  const debit =
    amounts.debit === null ? null : scaledAmount(cells[amounts.debit] ?? "", decimalSign);
  const credit =
    amounts.credit === null ? null : scaledAmount(cells[amounts.credit] ?? "", decimalSign);
  if (debit === null && credit === null) return null;
  const out = amounts.isDebitSigned ? (debit ?? 0n) : -(debit ?? 0n);
  return out + (amounts.isCreditNegated ? -(credit ?? 0n) : (credit ?? 0n));
}

/** Returns a pair of columns, with how each of them uses the minus. */
function pairOf(table: Table, debit: number | null, credit: number | null): AmountColumns {
  const debits = signsOf(table, debit);
  const credits = signsOf(table, credit);
  const isDebitSigned = debits.negative > 0 && debits.positive === 0;
  const isCreditNegated = credits.negative > 0 && credits.positive === 0 && !isDebitSigned;
  return { kind: "pair", debit, credit, isDebitSigned, isCreditNegated };
}

function signsOf(
  table: Table,
  column: number | null,
): { readonly negative: number; readonly positive: number } {
  let negative = 0;
  let positive = 0;
  for (const { cells } of table.sample) {
    const cell = column === null ? null : readMoneyCell(cells[column] ?? "");
    if (cell === null || !/[1-9]/u.test(cell.digits)) continue;
    if (cell.isNegative) negative += 1;
    else positive += 1;
  }
  return { negative, positive };
}

function bestBalance(
  table: Table,
  amounts: AmountColumns,
  balances: readonly number[],
  decimalSign: DecimalSign,
): { readonly balance: number | null; readonly fit: BalanceFit | null } {
  const values = table.sample.map(({ cells }) => scaledOf(cells, amounts, decimalSign));
  const negated = values.map((value) => (value === null ? null : -value));
  let best: { balance: number | null; fit: BalanceFit | null } = { balance: null, fit: null };
  for (const index of balances) {
    if (usedBy(amounts).includes(index)) continue;
    const stated = table.sample.map(({ cells }) => scaledAmount(cells[index] ?? "", decimalSign));
    for (const signed of [values, negated]) {
      const fit = fitBalances(signed, stated, table.isNewestFirst);
      if (best.fit === null || fit.matches > best.fit.matches) best = { balance: index, fit };
    }
  }
  return best;
}

/** Returns the columns that amounts come from. */
export function usedBy(amounts: AmountColumns): number[] {
  if (amounts.kind === "single") return [amounts.column];
  return [amounts.debit, amounts.credit].filter((column) => column !== null);
}

function balanceColumns(table: Table): number[] {
  const named = table.columns.filter(
    (column) => speaksFor(column, "balance") && column.profile.amounts > 0,
  );
  const columns =
    named.length > 0 ? named : table.columns.filter(isMoneyShaped).slice(0, CANDIDATES_MAX);
  return columns.map(({ index }) => index);
}

/** Where names say nothing of amounts, those that speak for something else still count. */
function isMoneyShaped(column: Column): boolean {
  const { profile } = column;
  if (speaksFor(column, "other-amount", "bank-id", "account", "other-party", "date")) return false;
  return profile.amounts * 10 >= profile.filled * 7 && profile.amounts > 0 && profile.dates === 0;
}

/** Cells that are amounts, as a share of the records. */
function coverage(table: Table, column: Column): number {
  return Math.min(1, column.profile.amounts / Math.max(1, table.sample.length));
}

function namedSingles(table: Table): Candidate[] {
  const hasPair = pairColumns(table, "debit").length > 0 && pairColumns(table, "credit").length > 0;
  const candidates: Candidate[] = [];
  for (const column of table.columns) {
    const { name, profile } = column;
    if (profile.amounts === 0 || profile.amounts * 10 < profile.filled * 3) continue;
    if (profile.dates > profile.amounts) continue;
    const isAmount = speaksFor(column, "amount") || speaksFor(column, "direction");
    const isSide = !isAmount && speaksFor(column, "debit", "credit");
    if (!isAmount && !isSide) continue;
    if (hasPair && isPairSide(column)) continue;
    let score = isAmount ? 4 : 1;
    if (name.wholeRoles.has("amount") || name.wholeRoles.has("direction")) score += 1;
    if (speaksFor(column, "net-amount")) score += 0.75;
    if (speaksFor(column, "other-amount")) score -= 4;
    if (speaksFor(column, "balance")) score -= 6;
    if (name.currency !== null || name.currencySign !== null) score += 0.5;
    if (profile.withSeparator > 0) score += 0.5;
    if (profile.negatives > 0) score += 0.5;
    score += 2 * coverage(table, column);
    candidates.push({ amounts: singleOf(table, column, isSide), score });
  }
  return candidates;
}

/** A lone column of debits, all positive, is one side of a pair. */
function singleOf(table: Table, column: Column, isSide: boolean): AmountColumns {
  const isPositive = column.profile.negatives === 0;
  if (isSide && isPositive && speaksFor(column, "debit")) return pairOf(table, column.index, null);
  return { kind: "single", column: column.index };
}

function isPairSide(column: Column): boolean {
  return speaksFor(column, "debit") !== speaksFor(column, "credit");
}

function pairColumns(table: Table, side: "debit" | "credit"): Column[] {
  return table.columns.filter((column) => {
    const { profile } = column;
    const isMoney = profile.filled === 0 || profile.amounts * 10 >= profile.filled * 5;
    return (
      isMoney && speaksFor(column, side) && isPairSide(column) && !speaksFor(column, "balance")
    );
  });
}

function namedPairs(table: Table): Candidate[] {
  const candidates: Candidate[] = [];
  for (const debit of pairColumns(table, "debit")) {
    for (const credit of pairColumns(table, "credit")) {
      const amounts = pairOf(table, debit.index, credit.index);
      const filled = table.sample.filter(
        ({ cells }) => (cells[debit.index] ?? "") !== "" || (cells[credit.index] ?? "") !== "",
      ).length;
      if (debit.profile.amounts + credit.profile.amounts === 0) continue;
      const distance = Math.abs(debit.index - credit.index);
      const isOther = speaksFor(debit, "other-amount") || speaksFor(credit, "other-amount");
      const isNet = speaksFor(debit, "net-amount") && speaksFor(credit, "net-amount");
      const covered = Math.min(1, filled / Math.max(1, table.sample.length));
      const sides = (debit.profile.amounts > 0 ? 1 : 0) + (credit.profile.amounts > 0 ? 1 : 0);
      const score = 4 + 2.5 * covered + 0.3 * sides - 0.2 * distance;
      candidates.push({ amounts, score: score - (isOther ? 4 : 0) + (isNet ? 0.75 : 0) });
    }
  }
  return candidates;
}

function shapedSingles(table: Table): Candidate[] {
  const money = table.columns.filter(isMoneyShaped).slice(0, CANDIDATES_MAX);
  return money.map((column, place) => {
    const { profile, index } = column;
    const isConstant = profile.distinct === 1 && profile.filled > 1;
    let score = 2 * coverage(table, column) - 0.1 * place;
    if (profile.withSeparator > 0) score += 2;
    if (profile.negatives > 0 && table.sample.length > 1) score += 1.5;
    if (profile.withCurrency > 0) score += 0.5;
    if (isConstant && profile.withSeparator === 0) score -= 2;
    if (profile.nonZero === 0) score -= 2;
    const next = table.columns.find((other) => other.index === index + 1);
    const isDebit =
      profile.negatives === 0 && next?.profile.filled === 0 && profile.withSeparator > 0;
    const isLone = money.length === 1;
    // An empty column right after the only amounts is the column for money in, of which there was none.
    if (isDebit && isLone && next !== undefined) {
      return { amounts: pairOf(table, index, next.index), score };
    }
    return { amounts: { kind: "single", column: index }, score };
  });
}

/** Two columns of which each record fills exactly one: the one filled more often is money out. */
function shapedPairs(table: Table, decimalSign: DecimalSign): Candidate[] {
  const money = table.columns.filter(isMoneyShaped).slice(0, CANDIDATES_MAX);
  const candidates: Candidate[] = [];
  for (const [place, left] of money.entries()) {
    for (const right of money.slice(place + 1)) {
      const counts = exclusiveCounts(table, left.index, right.index, decimalSign);
      if (counts === null) continue;
      const isRightOut = counts.right > counts.left;
      const score = 5 - 0.2 * (right.index - left.index);
      candidates.push({
        amounts: pairOf(table, left.index, right.index),
        score: score + (isRightOut ? 0 : 0.5),
      });
      candidates.push({
        amounts: pairOf(table, right.index, left.index),
        score: score + (isRightOut ? 0.5 : 0),
      });
    }
  }
  return candidates;
}

function exclusiveCounts(
  table: Table,
  left: number,
  right: number,
  decimalSign: DecimalSign,
): { readonly left: number; readonly right: number } | null {
  const counts = { left: 0, right: 0 };
  let both = 0;
  for (const { cells } of table.sample) {
    const hasLeft = (scaledAmount(cells[left] ?? "", decimalSign) ?? 0n) !== 0n;
    const hasRight = (scaledAmount(cells[right] ?? "", decimalSign) ?? 0n) !== 0n;
    if (hasLeft && hasRight) both += 1;
    else if (hasLeft) counts.left += 1;
    else if (hasRight) counts.right += 1;
  }
  const total = counts.left + counts.right;
  return counts.left > 0 && counts.right > 0 && both * 20 <= total ? counts : null;
}
