/**
 * Where the rows of a file go: to an account of the vault, to one that the import makes, or, for rows of a journal's
 * expense and income accounts, to a category. An account of the vault has one currency; what a source keeps in
 * several goes to one account for each, named alike. Nothing is made here.
 */
import { beginningOf } from "../../book/beginning.ts";
import { settingsOf, type Book } from "../../book/book.ts";
import { liveAccounts } from "../../book/category-tree.ts";
import { findAccount } from "../../book/find.ts";
import { bookLimits } from "../../book/limits.ts";
import type { RecordOf } from "../../book/record-table.ts";
import type { AccountRole, CategoryKind } from "../../book/records.ts";
import { parseCurrency } from "../../money/currency.ts";
import type { ImportedAccount, ImportedFile, ImportedRow } from "../imported-file.ts";
import { accountOfNumber } from "./last-time.ts";

/** An account that rows go to. */
export interface Place {
  /** Tells places apart, those of earlier files of the same import too. */
  readonly key: string;
  /** The vault's account; null if the import makes it. */
  readonly account: RecordOf<"account"> | null;
  readonly name: string;
  readonly role: AccountRole;
  /** Null only without a vault, where a file names no currency. */
  readonly currency: string | null;
  readonly isClosed: boolean;
}

/** Where one row goes. */
export type RowPlace =
  | { readonly kind: "own"; readonly place: Place }
  | { readonly kind: CategoryKind; readonly name: string }
  | { readonly kind: "equity" };

export interface PlaceOptions {
  readonly book: Book | undefined;
  /** Account that all rows go to, if the person named one. */
  readonly target: RecordOf<"account"> | undefined;
  /** Account of rows whose file names none that the vault has. */
  readonly usual: RecordOf<"account"> | undefined;
}

/** One for each row of a file, in their order. */
export function placesOf(imported: ImportedFile, options: PlaceOptions): readonly RowPlace[] {
  const sources = new Map(imported.accounts.map((account) => [account.name, account]));
  const find = imported.accounts.length > 0 ? placesOfApp : placesOfBank;
  const ownPlace = find(imported, options);
  return imported.rows.map((row) => {
    const source = row.account === null ? undefined : sources.get(row.account);
    if (source?.kind === "equity") return { kind: "equity" };
    if (source?.kind === "expense" || source?.kind === "income") {
      return { kind: source.kind, name: source.name };
    }
    return { kind: "own", place: ownPlace(row, source) };
  });
}

/** Characters by which names are told apart where numbers go behind them. */
const BASE_LENGTH = bookLimits.nameCharactersMax - 12;

type FindPlace = (row: ImportedRow, source: ImportedAccount | undefined) => Place;

/**
 * A bank's file: to the account that was named; else to the vault's account of the file's own name or number; else,
 * if the file speaks of one account only, to the usual one, and otherwise to a new one of that name.
 */
function placesOfBank(imported: ImportedFile, { book, target, usual }: PlaceOptions): FindPlace {
  const allot = createAllotment(book);
  const names = new Set(imported.statements.map((statement) => statement.account));
  const known = new Map<string | null, RecordOf<"account"> | undefined>();
  const accountOf = (name: string | null): RecordOf<"account"> | undefined => {
    if (book === undefined) return undefined;
    if (target !== undefined) return target;
    const found =
      name === null ? undefined : (accountNamed(book, name) ?? accountOfNumber(book, name));
    return found ?? (name !== null && names.size > 1 ? undefined : usual);
  };
  return ({ account: name, currency }) => {
    if (!known.has(name)) known.set(name, accountOf(name));
    const account = known.get(name);
    return account === undefined
      ? allot(name ?? "Imported", currency, undefined)
      : placeOf(account);
  };
}

/** A journal or another app: each account by its name; the account that was named stands for the only one. */
function placesOfApp(imported: ImportedFile, { book, target, usual }: PlaceOptions): FindPlace {
  const allot = createAllotment(book);
  const isOnlyOne = !hasSeveralAccounts(imported);
  return (row, source) => {
    const given = isOnlyOne ? target : undefined;
    const account = given ?? (row.account === null ? usual : undefined);
    if (account !== undefined) return placeOf(account);
    return allot(row.account ?? "Imported", row.currency ?? source?.currency ?? null, source);
  };
}

/** Whether a file brings accounts of its own, for which no single one can stand. */
export function hasSeveralAccounts({ accounts }: ImportedFile): boolean {
  return accounts.filter(({ kind }) => isRole(kind)).length > 1;
}

function accountNamed(book: Book, name: string): RecordOf<"account"> | undefined {
  const found = findAccount(book, name);
  return found.ok && folded(found.value.name) === folded(name) ? found.value : undefined;
}

function placeOf(account: RecordOf<"account">): Place {
  const { id, name, role, currency, closed } = account;
  return { key: id, account, name, role, currency, isClosed: closed };
}

/**
 * Gives every name and currency of a file a place of its own: the vault's account of that name and currency, else a
 * new one. A name that is taken by another gets its currency or a number behind it. The same file in the same
 * vault gets the same places, so that it is found again.
 */
function createAllotment(
  book: Book | undefined,
): (name: string, currency: string | null, source: ImportedAccount | undefined) => Place {
  const main = book === undefined ? null : settingsOf(book).currency;
  const accounts = book === undefined ? [] : liveAccounts(book);
  const byName = Map.groupBy(accounts, ({ name }) => folded(name));
  const allotted = new Map<string, Place>();
  const taken = new Set<string>();
  /** Numbers already given behind names with one beginning: each is tried once. */
  const numbers = new Map<string, number>();
  return (name, given, source) => {
    const currency = given ?? main;
    const key = `${name}\n${currency ?? ""}`;
    const known = allotted.get(key);
    if (known !== undefined) return known;
    // What no account can be in is not booked, and takes no name away.
    if (currency !== null && parseCurrency(currency) === undefined) {
      return { ...newPlace(name, currency, source), key: `unheld ${key}` };
    }
    const base = beginningOf(name, BASE_LENGTH);
    for (const candidate of namesLike(name, currency, numbers.get(base) ?? 2)) {
      numbers.set(base, (numbers.get(base) ?? 2) + 1);
      if (taken.has(folded(candidate))) continue;
      const held = byName.get(folded(candidate)) ?? [];
      const own = held.filter((account) => account.currency === currency);
      const account = own.find(({ closed }) => !closed) ?? own[0];
      if (account === undefined && held.length > 0) continue;
      taken.add(folded(candidate));
      const place =
        account === undefined ? newPlace(candidate, currency, source) : placeOf(account);
      allotted.set(key, place);
      return place;
    }
    throw new Error("Broken invariant: numbers behind a name do not end");
  };
}

function* namesLike(name: string, currency: string | null, firstNumber: number): Generator<string> {
  const most = bookLimits.nameCharactersMax;
  const whole = name.trim() === "" ? "Imported" : name.trim();
  yield beginningOf(whole, most);
  if (currency !== null) yield `${beginningOf(whole, most - currency.length - 1)} ${currency}`;
  for (let number = firstNumber; ; number += 1) {
    const behind = ` (${number})`;
    yield beginningOf(whole, most - behind.length) + behind;
  }
}

function newPlace(
  name: string,
  currency: string | null,
  source: ImportedAccount | undefined,
): Place {
  const role = source !== undefined && isRole(source.kind) ? source.kind : "spending";
  const isClosed = source?.isClosed ?? false;
  return { key: `new ${name}\n${currency ?? ""}`, account: null, name, role, currency, isClosed };
}

function isRole(kind: ImportedAccount["kind"]): kind is AccountRole {
  return kind !== "expense" && kind !== "income" && kind !== "equity";
}

function folded(text: string): string {
  return text.normalize("NFC").trim().toLowerCase();
}
