/**
 * What a move from a journal or another app brings: its accounts with the balance there and here, its categories with
 * the buckets that are proposed, and how much of it there is. Data for the web app and the terminal alike.
 */
import { accountBalances } from "../../book/balances.ts";
import type { Book } from "../../book/book.ts";
import type { AccountRole } from "../../book/records.ts";
import type { Sentence } from "../../sentence.ts";
import { minorOfExact, type ExactAmount } from "../exact-amount.ts";
import { isTaken, statementKey, type SourceAccountKind } from "../imported-file.ts";
import { addedTo, type BalancedFile } from "./balances.ts";
import { planCategories, type SourceCategory } from "./categories.ts";
import type { Place } from "./places.ts";

export interface Migration {
  /** Accounts of money, one for each currency that the source keeps in them. */
  readonly accounts: readonly MigratedAccount[];
  /** Categories that transactions have. */
  readonly categories: readonly MigratedCategory[];
  /** Transactions of the source that become transactions here, and those of them between two accounts. */
  readonly transactions: number;
  readonly transfers: number;
  /** Rows that cannot be taken over. */
  readonly skipped: number;
}

export interface MigratedAccount {
  /** As the source calls it. */
  readonly source: string;
  readonly kind: SourceAccountKind | null;
  readonly currency: string;
  readonly isClosed: boolean;
  /** Its name here; null if nothing of it can be kept. */
  readonly name: string | null;
  readonly role: AccountRole | null;
  readonly isNew: boolean;
  readonly rows: number;
  /** The balance that the source states, or else the sum of its rows. */
  readonly sourceBalance: ExactAmount;
  /** What Coffer will say, in minor units; null if it keeps none. */
  readonly cofferMinor: bigint | null;
  readonly isEqual: boolean;
}

export interface MigratedCategory {
  /** From the top, in the source's words. */
  readonly source: readonly string[];
  readonly kind: SourceCategory["kind"];
  /** In the vault, from the top. */
  readonly path: readonly string[];
  readonly isNew: boolean;
  readonly bucket: string | null;
  /** Why the bucket is proposed, or null. */
  readonly reason: Sentence | null;
  readonly rows: number;
}

/** The report on a file of a journal or another app; null for a bank's. `currency` is that of rows without one. */
export function migrationOf(
  file: BalancedFile,
  book: Book,
  earlier: readonly BalancedFile[],
  currency: string,
): Migration | null {
  if (file.imported.accounts.length === 0) return null;
  const all = file.groups.flatMap(({ transactions }) => transactions);
  return {
    accounts: accountsOf(file, book, earlier, currency),
    categories: categoriesOf(file, book),
    transactions: file.groups.filter(({ transactions }) => transactions.length > 0).length,
    transfers: all.filter(({ kind, other }) => kind === "transfer" && other !== null).length,
    skipped: file.verdicts.filter(({ verdict }) => verdict === "skipped").length,
  };
}

function accountsOf(
  file: BalancedFile,
  book: Book,
  earlier: readonly BalancedFile[],
  usual: string,
): readonly MigratedAccount[] {
  const { imported } = file;
  const sources = new Map(imported.accounts.map((account) => [account.name, account]));
  const places = placesByStatement(file);
  const balances = accountBalances(book);
  const currencies = Map.groupBy(imported.statements, ({ account }) => account);
  return imported.statements.flatMap((statement) => {
    const { account: name, currency, count, sum } = statement;
    const place = places.get(statementKey(name, currency));
    if (name === null || place === undefined) return [];
    const source = sources.get(name);
    const isOnly = currencies.get(name)?.length === 1;
    const isStated = source?.currency === currency || isOnly;
    const sourceBalance = (isStated ? source?.balance : undefined) ?? sum;
    const code = place.currency ?? usual;
    const isHeld = minorOfExact(sum, code) !== null;
    const held = place.account === null ? 0n : (balances.get(place.account.id) ?? 0n);
    const cofferMinor = isHeld
      ? [...earlier, file].reduce((total, one) => total + addedTo(one, place, forEver), held)
      : null;
    const stated = minorOfExact(sourceBalance, code);
    return {
      source: name,
      kind: source?.kind ?? null,
      currency: code,
      isClosed: source?.isClosed ?? false,
      name: isHeld ? place.name : null,
      role: isHeld ? place.role : null,
      isNew: isHeld && place.account === null,
      rows: count,
      sourceBalance,
      cofferMinor,
      isEqual: stated !== null && stated.amountMinor === cofferMinor,
    };
  });
}

const forEver = Number.POSITIVE_INFINITY;

function placesByStatement({ imported, places }: BalancedFile): ReadonlyMap<string, Place> {
  const byStatement = new Map<string, Place>();
  for (const [index, row] of imported.rows.entries()) {
    const to = places[index];
    if (to?.kind !== "own" || !isTaken(row)) continue;
    byStatement.set(statementKey(row.account, row.currency), to.place);
  }
  return byStatement;
}

function categoriesOf({ groups }: BalancedFile, book: Book): readonly MigratedCategory[] {
  const counts = new Map<string, number>();
  const sources = new Map<string, SourceCategory>();
  for (const { transactions } of groups) {
    for (const { category } of transactions.flatMap(({ parts }) => parts)) {
      if (category === null) continue;
      sources.set(category.key, category);
      counts.set(category.key, (counts.get(category.key) ?? 0) + 1);
    }
  }
  return [...planCategories(book, sources.values()).values()].map(
    ({ source, record, path, bucket, reason }) => ({
      source: source.path,
      kind: source.kind,
      path,
      isNew: record === null,
      bucket,
      reason,
      rows: counts.get(source.key) ?? 0,
    }),
  );
}
