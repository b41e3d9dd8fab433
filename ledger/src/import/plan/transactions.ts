/**
 * The rows of a file as transactions of the vault: a row of a bank is one; the rows of one transaction of a journal
 * or another app become one, or as many as it takes for every account to get exactly what the source says.
 */
import type { Day } from "../../calendar/day.ts";
import { minorDigits, parseCurrency } from "../../money/currency.ts";
import { minorOfExact } from "../exact-amount.ts";
import { isTaken, type ImportedFile, type ImportedRow, type TakenRow } from "../imported-file.ts";
import { categoryKindsOf, categoryOfAccount, type SourceCategory } from "./categories.ts";
import { decompose, type CategoryAmount, type OwnAmount, type Piece } from "./decompose.ts";
import type { Place, RowPlace } from "./places.ts";

/** A transaction that the import writes if its group is wanted. */
export interface PlannedTransaction extends Piece {
  readonly day: Day;
  readonly text: string;
  readonly note: string;
  readonly bankId: string | null;
  readonly pending: boolean;
  /**
   * Whether it says what was on its account before anything else. "is": the first of its account, which a new account
   * takes as its opening balance.
   */
  readonly opening: "is" | "may-be" | "is-not";
}

/** Rows that stand or fall together. */
export interface PlannedGroup {
  /** Places of its rows in the file. */
  readonly rows: readonly number[];
  /** What it writes; none if it touches no account of money, or nothing that can be booked. */
  readonly transactions: readonly PlannedTransaction[];
}

/** The groups of a file, in the order of their first row. `currency` is that of rows which carry none. */
export function groupsOf(
  imported: ImportedFile,
  places: readonly RowPlace[],
  currency: string,
): readonly PlannedGroup[] {
  const categoryOf = categoryKindsOf(imported);
  const byLeg = new Map<string, number[]>();
  const all: (readonly number[])[] = [];
  for (const [index, row] of imported.rows.entries()) {
    const known =
      row.leg === undefined || !isTaken(row) ? undefined : byLeg.get(row.leg.transaction);
    if (known !== undefined) {
      known.push(index);
      continue;
    }
    const rows = [index];
    all.push(rows);
    if (row.leg !== undefined && isTaken(row)) byLeg.set(row.leg.transaction, rows);
  }
  const source = { imported, places, currency, categoryOf };
  return markOpenings(all.map((rows) => ({ rows, transactions: transactionsOf(rows, source) })));
}

interface Source {
  readonly imported: ImportedFile;
  readonly places: readonly RowPlace[];
  readonly currency: string;
  readonly categoryOf: (path: readonly string[]) => SourceCategory | null;
}

interface Placed {
  readonly row: TakenRow;
  readonly to: RowPlace;
  /** Null: it cannot be booked. */
  readonly minor: bigint | null;
  readonly currency: string;
}

function transactionsOf(indexes: readonly number[], source: Source): readonly PlannedTransaction[] {
  const placed = indexes.flatMap((index): Placed[] => {
    const row = source.imported.rows[index];
    const to = source.places[index];
    if (row === undefined || to === undefined || !isTaken(row)) return [];
    const account = to.kind === "own" ? to.place.currency : null;
    const currency = row.currency ?? account ?? source.currency;
    const isOfAccount = account === null || account === currency;
    const minor = isOfAccount ? (minorOfExact(row.amount, currency)?.amountMinor ?? null) : null;
    return [{ row, to, minor, currency }];
  });
  const own = placed.flatMap((one) => ownAmount(one, source) ?? []);
  if (own.length === 0) return [];
  const categories = placed.flatMap((one) => categoryAmounts(one, source));
  const pieces = decompose({
    own,
    categories,
    hasEquity: placed.some(({ to }) => to.kind === "equity"),
    hasCommodity: placed.some(({ minor }) => minor === null),
  });
  return pieces.map((piece) => withFacts(piece, placed));
}

function ownAmount({ row, to, minor }: Placed, { categoryOf }: Source): OwnAmount | undefined {
  if (to.kind !== "own" || minor === null) return undefined;
  const { category = null, parts = [] } = row.leg ?? {};
  const isWhole = category !== null && parts.length === 0;
  return { place: to.place, minor, category: isWhole ? categoryOf(category) : null };
}

function categoryAmounts(placed: Placed, { categoryOf }: Source): readonly CategoryAmount[] {
  const { row, to, minor, currency } = placed;
  if (minor === null || to.kind === "equity") return [];
  if (to.kind !== "own") {
    const category = categoryOfAccount(to.name, to.kind);
    const note = row.leg?.note ?? "";
    return [{ placeKey: null, currency, minor: -minor, category, note }];
  }
  return (row.leg?.parts ?? []).flatMap(({ amount, category, note }) => {
    const part = minorOfExact(amount, currency)?.amountMinor;
    if (part === undefined) return [];
    const named = category === null ? null : categoryOf(category);
    return [{ placeKey: to.place.key, currency, minor: part, category: named, note }];
  });
}

/** The day, the text and the rest come from the row of the account that the piece is on. */
function withFacts(piece: Piece, placed: readonly Placed[]): PlannedTransaction {
  const isOn = (place: Place) => (one: Placed) =>
    one.to.kind === "own" && one.to.place.key === place.key && one.minor !== null;
  const own = placed.find(isOn(piece.own.place));
  const other = piece.other === null ? undefined : placed.find(isOn(piece.other.place));
  const row = own?.row ?? placed[0]?.row;
  const [only, ...more] = piece.parts;
  const noteOfPart = only !== undefined && more.length === 0 ? only.note : "";
  return {
    ...piece,
    day: row?.day ?? 0,
    text: (row?.text === "" ? other?.row.text : row?.text) ?? "",
    note: row?.leg?.note === "" ? noteOfPart : (row?.leg?.note ?? ""),
    bankId: row?.bankId ?? null,
    pending: (own?.row.pending ?? false) || (other?.row.pending ?? false),
    opening: isOpeningOf(piece, placed) ? "may-be" : "is-not",
  };
}

/** Only equity stands against it, or another app calls it so. */
function isOpeningOf(piece: Piece, placed: readonly Placed[]): boolean {
  const isAlone = piece.other === null && placed.every(({ minor }) => minor !== null);
  if (!isAlone || placed.some(({ to }) => to.kind === "expense" || to.kind === "income")) {
    return false;
  }
  const own = placed.filter(({ to }) => to.kind === "own");
  if (piece.kind === "transfer") return true;
  const [first] = own;
  return (
    own.length === 1 && first?.row.leg !== undefined && openingTexts.has(folded(first.row.text))
  );
}

/** What apps call the first row of an account. */
const openingTexts: ReadonlySet<string> = new Set([
  "starting balance",
  "opening balance",
  "opening balances",
  "initial balance",
  "balance brought forward",
  "anfangssaldo",
  "anfangsbestand",
  "eröffnungssaldo",
  "startsaldo",
  "kontoeröffnung",
]);

function folded(text: string): string {
  return text.normalize("NFC").trim().toLowerCase();
}

/** Of each new account the first such row is its opening balance, if nothing comes before it. */
function markOpenings(groups: readonly PlannedGroup[]): readonly PlannedGroup[] {
  const firstDays = new Map<string, Day>();
  for (const { own, other, day } of groups.flatMap(({ transactions }) => transactions)) {
    for (const { place } of other === null ? [own] : [own, other]) {
      firstDays.set(place.key, Math.min(firstDays.get(place.key) ?? day, day));
    }
  }
  const opened = new Set<string>();
  const mark = (transaction: PlannedTransaction): PlannedTransaction => {
    const { key } = transaction.own.place;
    const isFirst = !opened.has(key) && transaction.day === firstDays.get(key);
    if (transaction.opening === "is-not" || !isFirst) return transaction;
    opened.add(key);
    return { ...transaction, opening: "is" };
  };
  return groups.map((group) =>
    group.transactions.some(({ opening }) => opening !== "is-not")
      ? { ...group, transactions: group.transactions.map(mark) }
      : group,
  );
}

/** One side of a planned transaction as a row, to be compared with what its account holds. */
export function sideRow(
  transaction: PlannedTransaction,
  side: Piece["own"],
  row: ImportedRow,
): ImportedRow {
  const { day, text, pending, bankId, own } = transaction;
  const code = side.place.currency === null ? undefined : parseCurrency(side.place.currency);
  const digits = code === undefined ? 2 : minorDigits(code);
  return {
    ...row,
    day,
    text,
    pending,
    amount: { units: side.minor, digits },
    currency: side.place.currency,
    bankId: side === own ? bankId : null,
    skipped: null,
  };
}
