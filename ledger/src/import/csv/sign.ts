/**
 * Whether an amount is money in or money out: as written, the other way round (card statements), by
 * a column of flags, by marks beside the amounts (CR, DR), or by the words of the text. The
 * balances settle it where there are any; where nothing does, the person is asked, and what is
 * taken meanwhile says so.
 */

import { readAmountCell } from "../amount-cell.ts";
import type { DecimalSign } from "../amount-cell.ts";
import { fitBalances, isVerified } from "./balance-check.ts";
import { scaledOf } from "./amount-columns.ts";
import type { AmountChoice } from "./amount-columns.ts";
import { readDirection } from "./direction-words.ts";
import type { Direction } from "./direction-words.ts";
import type { MappedSign } from "./mapping.ts";
import { isPaymentText, looksLikeCard, wordDirection } from "./spending-words.ts";
import { scaledAmount, speaksFor } from "./table.ts";
import type { Column, Table } from "./table.ts";

/**
 * How the sign of an amount is found; `unflagged` is what an amount without a flag or mark means.
 */
export type SignRule =
  | { readonly by: "as-written" }
  | { readonly by: "inverted" }
  | { readonly by: "words" }
  | { readonly by: "column"; readonly column: number; readonly unflagged: Direction | null }
  | { readonly by: "marks"; readonly unflagged: Direction };

/** The rule taken; `isGuess` if the file does not settle it. */
export interface SignChoice {
  readonly rule: SignRule;
  readonly isGuess: boolean;
}

/** What the sign is decided from. */
export interface SignContext {
  readonly table: Table;
  readonly choice: AmountChoice;
  readonly decimalSign: DecimalSign;
  readonly preamble: string;
  /** What a person says of the sign, if anything. */
  readonly given: MappedSign | undefined;
  /** The column of flags that a person names; null: there is none; undefined: it is guessed. */
  readonly direction: number | null | undefined;
}

/** Returns how the signs of a file's amounts are found. */
export function decideSign(context: SignContext): SignChoice {
  const { table, choice, decimalSign } = context;
  const values = table.sample.map(({ cells }) => scaledOf(cells, choice.amounts, decimalSign));
  const given = givenRule(context, values);
  if (given !== null) return settled(given);
  if (choice.amounts.kind === "single") {
    const own =
      markRule(table, choice.amounts.column) ??
      (context.direction === null ? null : flagRule(table, values));
    if (own !== null) return settled(own);
  }
  const byBalance = signByBalance(context, values);
  if (byBalance !== null) return settled(byBalance);
  if (choice.amounts.kind === "pair") return settled({ by: "as-written" });
  return guessSign(context, values);
}

function settled(rule: SignRule): SignChoice {
  return { rule, isGuess: false };
}

/** Marks and flags mean something only to amounts in one column. */
function givenRule(
  { table, choice, given, direction }: SignContext,
  values: readonly (bigint | null)[],
): SignRule | null {
  if (given === "as-written" || given === "inverted" || given === "words") return { by: given };
  if (choice.amounts.kind !== "single") return null;
  if (given === "marks") return markRule(table, choice.amounts.column);
  const column = table.columns.find(({ index }) => index === direction);
  if (column === undefined) return null;
  const isUnsigned = values.every((value) => value === null || value >= 0n);
  if (!isUnsigned) {
    return { by: agreementOf(table, column, values) < 0 ? "inverted" : "as-written" };
  }
  const { index } = column;
  return { by: "column", column: index, unflagged: unflagged(flagCounts(table, column)) };
}

/** Nothing but the look of the statement and its words is left to go by. */
function guessSign(
  { table, preamble }: SignContext,
  values: readonly (bigint | null)[],
): SignChoice {
  const positive = values.filter((value) => value !== null && value > 0n).length;
  const negative = values.filter((value) => value !== null && value < 0n).length;
  if (positive === 0) return settled({ by: "as-written" });
  const isCard = looksLikeCard(table, preamble);
  if (negative > 0) {
    // People pay more often than they are paid: where they seem not to, it may be the other way.
    const isGuess = positive > negative;
    const isOwed = isGuess && (isCard || paymentsAreNegative(table, values));
    return { rule: { by: isOwed ? "inverted" : "as-written" }, isGuess };
  }
  const isWorded = table.sample.every(
    ({ cells }, index) => values[index] === null || wordDirection(cells) !== null,
  );
  if (isWorded) return { rule: { by: "words" }, isGuess: true };
  return { rule: { by: isCard ? "inverted" : "as-written" }, isGuess: true };
}

/** On a card statement the only negative rows are payments to the card and refunds. */
function paymentsAreNegative(table: Table, values: readonly (bigint | null)[]): boolean {
  return table.sample.every(({ cells }, index) => {
    const value = values[index] ?? 0n;
    return value === 0n || value < 0n === cells.some(isPaymentText);
  });
}

const INVERTING_STEPS_MIN = 2;

/** Balances that follow from the amounts, or from the amounts the other way round. */
function signByBalance(
  { table, choice, decimalSign }: SignContext,
  values: readonly (bigint | null)[],
): SignRule | null {
  const { balance } = choice;
  if (balance === null) return null;
  const stated = table.sample.map(({ cells }) => scaledAmount(cells[balance] ?? "", decimalSign));
  const negated = values.map((value) => (value === null ? null : -value));
  const asWritten = fitBalances(values, stated, table.isNewestFirst);
  const inverted = fitBalances(negated, stated, table.isNewestFirst);
  const best = asWritten.matches >= inverted.matches ? asWritten : inverted;
  if (!isVerified(best) || asWritten.matches === inverted.matches) return null;
  // One step may fit by chance; to turn against what is written takes more.
  if (best === inverted && best.matches < INVERTING_STEPS_MIN) return null;
  return { by: best === asWritten ? "as-written" : "inverted" };
}

function markRule(table: Table, column: number): SignRule | null {
  const seen = { credit: 0, debit: 0, none: 0 };
  for (const { cells } of table.sample) {
    const amount = readAmountCell(cells[column] ?? "");
    if (amount !== null) seen[amount.mark ?? "none"] += 1;
  }
  if (seen.credit + seen.debit === 0) return null;
  return { by: "marks", unflagged: seen.debit === 0 ? "out" : "in" };
}

/**
 * A column of flags counts for unsigned amounts; beside signed ones it only tells which way their
 * sign goes.
 */
function flagRule(table: Table, values: readonly (bigint | null)[]): SignRule | null {
  const isUnsigned = values.every((value) => value === null || value >= 0n);
  for (const column of table.columns) {
    const counts = flagCounts(table, column);
    if (!mayBeFlags(table, column, counts)) continue;
    if (isUnsigned) return { by: "column", column: column.index, unflagged: unflagged(counts) };
    const agreement = agreementOf(table, column, values);
    if (agreement < 0) return { by: "inverted" };
    if (agreement > 0) return { by: "as-written" };
  }
  return null;
}

interface FlagCounts {
  readonly in: number;
  readonly out: number;
  readonly neutral: number;
  readonly other: number;
  readonly empty: number;
}

function flagCounts(table: Table, { index }: Column): FlagCounts {
  const counts = { in: 0, out: 0, neutral: 0, other: 0, empty: 0 };
  for (const { cells } of table.sample) {
    const cell = cells[index] ?? "";
    counts[cell === "" ? "empty" : (readDirection(cell) ?? "other")] += 1;
  }
  return counts;
}

function mayBeFlags(table: Table, column: Column, counts: FlagCounts): boolean {
  const flagged = counts.in + counts.out;
  const isNamed = speaksFor(column, "direction");
  if (isNamed && column.profile.amounts === 0) return flagged > 0 || counts.other === 0;
  if (flagged === 0 || counts.neutral > flagged) return false;
  if (flagged < (counts.other + flagged) * 0.6) return false;
  if (!table.hasHeader) return true;
  const isOther = speaksFor(
    column,
    "status",
    "category",
    "payee",
    "currency",
    "account",
    "bank-id",
  );
  return !isOther && (speaksFor(column, "kind") || (counts.in > 0 && counts.out > 0));
}

function unflagged(counts: FlagCounts): Direction | null {
  if (counts.out === 0) return "out";
  return counts.in === 0 && counts.empty > 0 ? "in" : null;
}

function agreementOf(table: Table, { index }: Column, values: readonly (bigint | null)[]): number {
  let agreement = 0;
  for (const [place, { cells }] of table.sample.entries()) {
    const value = values[place] ?? 0n;
    const direction = readDirection(cells[index] ?? "");
    if (value === 0n || direction === null || direction === "neutral") continue;
    agreement += value > 0n === (direction === "in") ? 1 : -1;
  }
  return agreement;
}
