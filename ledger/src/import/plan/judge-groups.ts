/**
 * Verdicts on the rows of a file: each side of a planned transaction is compared with what its account holds
 * (verdict.ts), and the rows of one transaction get one verdict together. What is half there is never certain.
 */
import type { Book } from "../../book/book.ts";
import { existingRowsOf } from "../../book/existing-rows.ts";
import { sentence, type Sentence } from "../../sentence.ts";
import type { ImportedFile, ImportedRow } from "../imported-file.ts";
import { judgeRows, refusalOf, type ExistingRow, type RowVerdict } from "../verdict.ts";
import type { Side } from "./decompose.ts";
import type { Place, RowPlace } from "./places.ts";
import { sideRow, type PlannedGroup, type PlannedTransaction } from "./transactions.ts";

/** What is judged: a file's rows, where they go, and what they become. */
export interface JudgedFile {
  readonly imported: ImportedFile;
  readonly places: readonly RowPlace[];
  readonly groups: readonly PlannedGroup[];
}

/** What earlier files of the same import bring to each account, by the key of its place. */
export type EarlierRows = ReadonlyMap<string, readonly ExistingRow[]>;

/** One verdict for each row. */
export function judgeGroups(
  { imported, places, groups }: JudgedFile,
  book: Book,
  earlier: EarlierRows,
): readonly RowVerdict[] {
  const sides = groups.flatMap((group, place) => sidesOf(group, place, imported.rows));
  const bySide = judgeSides(sides, book, earlier);
  const byGroup = Map.groupBy(sides.keys(), (index) => sides[index]?.group ?? 0);
  const verdicts: RowVerdict[] = [];
  verdicts.length = imported.rows.length;
  for (const [place, group] of groups.entries()) {
    const own = (byGroup.get(place) ?? [])
      .map((index) => bySide[index])
      .filter((verdict) => verdict !== undefined);
    const together = own.length === 0 ? undefined : oneVerdict(own, group);
    for (const index of group.rows) {
      const row = imported.rows[index];
      const to = places[index];
      if (row !== undefined && to !== undefined) verdicts[index] = rowVerdict(row, to, together);
    }
  }
  return verdicts;
}

/** Verdicts without a vault: nothing is there, and any currency may be. */
export function judgeWithoutVault(
  { imported, places }: Pick<JudgedFile, "imported" | "places">,
  earlier: EarlierRows,
): readonly RowVerdict[] {
  const verdicts: RowVerdict[] = [];
  verdicts.length = imported.rows.length;
  const keyOf = (index: number): string => {
    const to = places[index];
    return to?.kind === "own" ? to.place.key : `other ${imported.rows[index]?.account ?? ""}`;
  };
  for (const [key, indexes] of Map.groupBy(imported.rows.keys(), keyOf)) {
    const rows = indexes.map((index) => imported.rows[index]).filter((row) => row !== undefined);
    const judged = judgeRows(rows, { currency: null, existing: earlier.get(key) ?? [] });
    for (const [place, index] of indexes.entries()) {
      const verdict = judged[place];
      if (verdict !== undefined) verdicts[index] = verdict;
    }
  }
  return verdicts;
}

interface JudgedSide {
  readonly group: number;
  readonly place: Place;
  readonly row: ImportedRow;
  readonly transaction: PlannedTransaction;
}

function sidesOf(
  { rows, transactions }: PlannedGroup,
  group: number,
  all: readonly ImportedRow[],
): readonly JudgedSide[] {
  const row = all[rows[0] ?? -1];
  if (row === undefined) return [];
  return transactions.flatMap((transaction) =>
    bothSides(transaction).map((side) => ({
      group,
      place: side.place,
      row: row.leg === undefined ? row : sideRow(transaction, side, row),
      transaction,
    })),
  );
}

function bothSides({ own, other }: PlannedTransaction): readonly Side[] {
  return other === null ? [own] : [own, other];
}

/** One verdict for each side: those of an account are judged together. */
function judgeSides(
  all: readonly JudgedSide[],
  book: Book,
  earlier: EarlierRows,
): readonly RowVerdict[] {
  const verdicts: RowVerdict[] = [];
  verdicts.length = all.length;
  for (const [key, indexes] of Map.groupBy(all.keys(), (index) => all[index]?.place.key ?? "")) {
    const place = all[indexes[0] ?? 0]?.place;
    if (place === undefined) continue;
    const opening = openingAmong(all, indexes, place);
    if (opening !== undefined) verdicts[opening] = isOpeningThere;
    const open = indexes.filter((index) => index !== opening);
    const rows = open.map((index) => all[index]?.row).filter((row) => row !== undefined);
    const held = place.account === null ? [] : existingRowsOf(book, place.account.id);
    const existing = [...held, ...(earlier.get(key) ?? [])];
    const judged = judgeRows(rows, { currency: place.currency, existing });
    for (const [at, index] of open.entries()) {
      const verdict = judged[at];
      if (verdict !== undefined) verdicts[index] = verdict;
    }
  }
  return verdicts;
}

const isOpeningThere: RowVerdict = {
  verdict: "same",
  reason: sentence("It is the opening balance of the account."),
  existingId: null,
  existing: null,
};

/** The side that an account of the vault has as its opening balance. */
function openingAmong(
  all: readonly JudgedSide[],
  indexes: readonly number[],
  { account }: Place,
): number | undefined {
  if (account === null || account.openingDay === null) return undefined;
  return indexes.find((index) => {
    const transaction = all[index]?.transaction;
    return (
      transaction !== undefined &&
      transaction.opening !== "is-not" &&
      transaction.day === account.openingDay &&
      transaction.own.minor === account.openingMinor
    );
  });
}

/** The verdict on all sides of a group. */
function oneVerdict(all: readonly RowVerdict[], group: PlannedGroup): RowVerdict | undefined {
  const [first] = all;
  if (first === undefined || all.length === 1) return first;
  const is = (...wanted: readonly RowVerdict["verdict"][]): boolean =>
    all.every(({ verdict }) => wanted.includes(verdict));
  if (is("new") || is("same")) return first;
  const changed = all.find(({ verdict }) => verdict === "changed");
  const isOne = group.transactions.length === 1 && new Set(all.map(idOf)).size === 1;
  if (is("same", "changed") && isOne && changed !== undefined) return changed;
  const known = all.find(({ verdict }) => verdict !== "new") ?? first;
  return {
    ...known,
    verdict: "maybe",
    reason: sentence("Part of the transaction may be there: {reason}", { reason: known.reason }),
  };
}

function idOf({ existingId }: RowVerdict): string | null {
  return existingId;
}

function rowVerdict(row: ImportedRow, to: RowPlace, together: RowVerdict | undefined): RowVerdict {
  const currency = to.kind === "own" ? to.place.currency : null;
  const refusal = row.skipped ?? (to.kind === "own" ? refusalOf(row, currency) : null);
  if (refusal !== null) return skipped(refusal);
  return (
    together ??
    skipped(sentence("The transaction touches no account of money that can be booked here."))
  );
}

function skipped(reason: Sentence): RowVerdict {
  return { verdict: "skipped", reason, existingId: null, existing: null };
}
