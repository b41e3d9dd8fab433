/**
 * The balance line of an account: what a file says is on it after its last row, and what Coffer will say once the
 * new rows are written. A difference is explained as far as the rows can explain it.
 *
 * The opening balance of an account that the import makes comes from the file too, so that both agree.
 */
import type { Day } from "../../calendar/day.ts";
import { dayToText } from "../../calendar/day.ts";
import { accountBalances } from "../../book/balances.ts";
import type { Book } from "../../book/book.ts";
import { formatDecimal } from "../../money/decimal.ts";
import { minorDigits, parseCurrency } from "../../money/currency.ts";
import { sentence, type Sentence } from "../../sentence.ts";
import { minorOfExact } from "../exact-amount.ts";
import {
  isTaken,
  statementKey,
  type ImportedFile,
  type ImportedStatement,
} from "../imported-file.ts";
import type { RowVerdict } from "../verdict.ts";
import type { Place, RowPlace } from "./places.ts";
import type { PlannedGroup, PlannedTransaction } from "./transactions.ts";

/** What a file and Coffer say of one account. Amounts are minor units of `currency`. */
export interface BalanceLine {
  /** Its name in the vault, also of one that the import makes. */
  readonly account: string;
  readonly currency: string;
  /** At the end of this day. */
  readonly day: Day;
  readonly fileMinor: bigint;
  readonly cofferMinor: bigint;
  /** Why they differ; null if they do not. */
  readonly reason: Sentence | null;
}

/** The opening balance of an account that the import makes, by the key of its place. */
export type Openings = ReadonlyMap<string, { readonly minor: bigint; readonly day: Day }>;

/** A file whose rows are judged. */
export interface BalancedFile {
  readonly imported: ImportedFile;
  readonly places: readonly RowPlace[];
  readonly groups: readonly PlannedGroup[];
  readonly verdicts: readonly RowVerdict[];
}

/** A file's statement on one account of the vault, in minor units. */
interface Statement {
  readonly place: Place;
  readonly currency: string;
  readonly first: Day;
  readonly last: Day;
  readonly opening: bigint | null;
  readonly closing: bigint | null;
  /** Of all rows, and of those of them that the bank has not booked yet. */
  readonly sum: bigint;
  readonly pending: bigint;
}

/** The openings that a bank's file gives to the accounts it makes, unless earlier files do. */
export function openingsOf(file: BalancedFile, earlier: readonly Openings[]): Openings {
  const openings = new Map<string, { readonly minor: bigint; readonly day: Day }>();
  if (file.imported.accounts.length > 0) return openings;
  for (const { place, first, opening, closing, sum, pending } of statementsOf(file)) {
    const isKnown = place.account !== null || earlier.some((known) => known.has(place.key));
    const minor = opening ?? (closing === null ? null : closing - (sum - pending));
    if (isKnown || openings.has(place.key) || minor === null || minor === 0n) continue;
    openings.set(place.key, { minor, day: first });
  }
  return openings;
}

/** One line for each account whose balance the file states. */
export function balancesOf(
  file: BalancedFile,
  book: Book,
  earlier: readonly (BalancedFile & { readonly openings: Openings })[],
  openings: Openings,
): readonly BalanceLine[] {
  return statementsOf(file).flatMap((statement) => {
    const { place, currency, last, closing } = statement;
    if (closing === null) return [];
    const opening = [...earlier.map((one) => one.openings), openings].reduce(
      (sum, known) => sum + (known.get(place.key)?.minor ?? 0n),
      0n,
    );
    const before = earlier.reduce((sum, one) => sum + addedTo(one, place, last), 0n);
    const held = heldOn(book, place, last);
    const cofferMinor = held + opening + before + addedTo(file, place, last);
    const difference = closing - cofferMinor;
    const older = before + opening + heldOn(book, place, statement.first - 1);
    return {
      account: place.name,
      currency,
      day: last,
      fileMinor: closing,
      cofferMinor,
      reason: difference === 0n ? null : reasonOf(file, statement, { difference, older }),
    };
  });
}

/** What the new rows of a file add to an account until the end of a day. */
export function addedTo(file: BalancedFile, place: Place, through: Day): bigint {
  let sum = 0n;
  for (const { transaction, verdict } of judgedTransactions(file)) {
    if (verdict.verdict !== "new" || transaction.day > through) continue;
    for (const side of [transaction.own, transaction.other]) {
      if (side?.place.key === place.key) sum += side.minor;
    }
  }
  return sum;
}

function judgedTransactions({ groups, verdicts }: BalancedFile): readonly {
  readonly transaction: PlannedTransaction;
  readonly verdict: RowVerdict;
}[] {
  return groups.flatMap(({ rows, transactions }) => {
    const verdict = rows
      .map((row) => verdicts[row])
      .find((one) => one !== undefined && one.verdict !== "skipped");
    return verdict === undefined
      ? []
      : transactions.map((transaction) => ({ transaction, verdict }));
  });
}

function heldOn(book: Book, { account }: Place, through: Day): bigint {
  return account === null ? 0n : (accountBalances(book, { through }).get(account.id) ?? 0n);
}

function statementsOf({ imported, places }: BalancedFile): readonly Statement[] {
  const placeByKey = new Map<string, Place>();
  const pendingByKey = new Map<string, bigint>();
  for (const [index, row] of imported.rows.entries()) {
    const to = places[index];
    if (to?.kind !== "own" || !isTaken(row)) continue;
    const key = statementKey(row.account, row.currency);
    placeByKey.set(key, to.place);
    if (!row.pending) continue;
    const minor = minorOfExact(row.amount, to.place.currency ?? "")?.amountMinor ?? 0n;
    pendingByKey.set(key, (pendingByKey.get(key) ?? 0n) + minor);
  }
  return imported.statements.flatMap((statement) => {
    const key = statementKey(statement.account, statement.currency);
    const place = placeByKey.get(key);
    return place === undefined ? [] : statementOn(place, statement, pendingByKey.get(key) ?? 0n);
  });
}

function statementOn(place: Place, given: ImportedStatement, pending: bigint): Statement[] {
  const { currency } = place;
  const { first, last } = given;
  const isOfPlace = given.currency === null || given.currency === currency;
  if (currency === null || !isOfPlace || first === null || last === null) return [];
  const minorOf = (amount: typeof given.opening): bigint | null =>
    amount === null ? null : (minorOfExact(amount, currency)?.amountMinor ?? null);
  const sum = minorOf(given.sum);
  if (sum === null) return [];
  const balances = { opening: minorOf(given.opening), closing: minorOf(given.closing) };
  return [{ place, currency, first, last, ...balances, sum, pending }];
}

/** What makes the difference, if one thing does. */
function reasonOf(
  file: BalancedFile,
  statement: Statement,
  { difference, older }: { readonly difference: bigint; readonly older: bigint },
): Sentence {
  const { place, currency, first, closing, sum, pending } = statement;
  const text = (minor: bigint): string => {
    const code = parseCurrency(currency);
    return formatDecimal(minor, code === undefined ? 2 : minorDigits(code));
  };
  const facts = { difference: text(difference) };
  const { maybe, changed, skipped } = leftOut(file, statement);
  if (difference === maybe) {
    return sentence(
      "The rows that may be there already make the difference of {difference}.",
      facts,
    );
  }
  if (difference === changed) {
    return sentence("The rows that have changed make the difference of {difference}.", facts);
  }
  if (difference === skipped) {
    return sentence("The rows that were skipped make the difference of {difference}.", facts);
  }
  if (difference === -pending) {
    return sentence(
      "Rows that are still pending make the difference of {difference}: the bank does not count them yet.",
      facts,
    );
  }
  const opening = statement.opening ?? (closing ?? 0n) - (sum - pending);
  if (opening - older === difference) {
    return sentence(
      "The difference of {difference} is older: before {day} the file had {opening}, Coffer {own}. If nothing else explains it, set the opening balance of {account} to {wanted}.",
      {
        ...facts,
        day: dayToText(first),
        opening: text(opening),
        own: text(older),
        account: place.name,
        wanted: text((place.account?.openingMinor ?? 0n) + difference),
      },
    );
  }
  return sentence(
    "There is a difference of {difference}: {account} may have transactions that the file lacks, or lack some.",
    { ...facts, account: place.name },
  );
}

/** What the rows that are not written would add to the account. */
function leftOut(
  file: BalancedFile,
  { place, last }: Statement,
): {
  readonly maybe: bigint | null;
  readonly changed: bigint | null;
  readonly skipped: bigint | null;
} {
  let maybe: bigint | null = null;
  let changed: bigint | null = null;
  let skipped: bigint | null = null;
  for (const { transaction, verdict } of judgedTransactions(file)) {
    for (const side of [transaction.own, transaction.other]) {
      if (side?.place.key !== place.key || transaction.day > last) continue;
      if (verdict.verdict === "maybe") maybe = (maybe ?? 0n) + side.minor;
      if (verdict.verdict === "changed") {
        changed = (changed ?? 0n) + side.minor - (verdict.existing?.amountMinor ?? 0n);
      }
    }
  }
  for (const [index, row] of file.imported.rows.entries()) {
    const to = file.places[index];
    if (to?.kind !== "own" || to.place.key !== place.key || row.amount === null) continue;
    if (file.verdicts[index]?.verdict !== "skipped") continue;
    const minor = minorOfExact(row.amount, place.currency ?? "")?.amountMinor ?? 0n;
    skipped = (skipped ?? 0n) + minor;
  }
  return { maybe, changed, skipped };
}
