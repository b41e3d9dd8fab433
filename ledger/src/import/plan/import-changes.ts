/** The changes that write an import: accounts that it makes, the batch, its transactions, and booked reservations. */
import { beginningOf } from "../../book/beginning.ts";
import { settingsOf, type Book } from "../../book/book.ts";
import type { Change } from "../../book/change.ts";
import { parseId, type Id } from "../../book/id.ts";
import { bookLimits } from "../../book/limits.ts";
import type { BatchCounts } from "../../book/records.ts";
import { createSuggester, type Suggester } from "../../book/suggest.ts";
import type { CurrencyCode } from "../../money/currency.ts";
import { minorOfExact } from "../exact-amount.ts";
import type { ImportedRow } from "../imported-file.ts";
import { rowsWith, type PlannedFile } from "./plan-file.ts";

export interface ImportChanges {
  readonly batch: Id;
  readonly changes: readonly Change[];
  /** Transactions and reviews that are added. */
  readonly added: number;
  readonly updated: number;
}

/** What writes the new rows, and those that only may be new or have changed, if these are wanted. */
export function importChanges(
  book: Book,
  files: readonly PlannedFile[],
  wanted: { readonly maybe: boolean; readonly changed: boolean },
  newId: () => Id,
): ImportChanges {
  const batch = newId();
  const suggest = createSuggester(book);
  const accounts = new Map<string, Id>();
  const made: Change[] = [];
  const written: Change[] = [];
  let updated = 0;
  for (const file of files) {
    for (const { row, index } of rowsWith(file, wanted.maybe ? ["new", "maybe"] : ["new"])) {
      const known = file.accounts[index] ?? null;
      const account = known?.id ?? newAccount(book, row, { accounts, made, newId });
      const currency = row.currency ?? known?.currency ?? settingsOf(book).currency;
      written.push(addition(row, { id: newId(), account, currency, batch, suggest }));
    }
    for (const { row, verdict } of wanted.changed ? rowsWith(file, ["changed"]) : []) {
      const id = verdict.existingId === null ? undefined : parseId(verdict.existingId);
      if (id === undefined) continue;
      written.push(update(book, row, id));
      updated += 1;
    }
    for (const snapshot of file.reviews?.snapshots ?? []) {
      written.push({ table: "review", id: newId(), fields: { snapshot } });
    }
  }
  const read = files.filter(({ imported }) => imported.outcome !== "reject");
  const head: Change = {
    table: "batch",
    id: batch,
    fields: {
      files: read.map(({ name }) => beginningOf(name, bookLimits.fileNameCharactersMax)),
      format: [...new Set(read.map(({ imported }) => imported.format))].join(", "),
      fingerprints: read.map(({ fingerprint }) => fingerprint),
      counts: countsOf(read),
      account: read.flatMap((file) => file.accounts).find((to) => to !== null)?.id ?? null,
    },
  };
  return {
    batch,
    changes: [head, ...made, ...written],
    added: written.length - updated,
    updated,
  };
}

/** How many rows got each verdict. */
export function countsOf(files: readonly PlannedFile[]): BatchCounts {
  const counts = { new: 0, same: 0, maybe: 0, changed: 0, skipped: 0 };
  for (const { verdicts, reviews } of files) {
    for (const { verdict } of verdicts) counts[verdict] += 1;
    for (const { verdict } of reviews?.rows ?? []) counts[verdict] += 1;
  }
  return counts;
}

/** An account of the file's own name, made once. */
function newAccount(
  book: Book,
  row: ImportedRow,
  {
    accounts,
    made,
    newId,
  }: {
    readonly accounts: Map<string, Id>;
    readonly made: Change[];
    readonly newId: () => Id;
  },
): Id {
  const name = row.account ?? "Imported";
  const known = accounts.get(name);
  if (known !== undefined) return known;
  const id = newId();
  const currency = (row.currency ?? settingsOf(book).currency) as CurrencyCode;
  const order = book.tables.account.records.length + accounts.size;
  const fields = {
    name: beginningOf(name, bookLimits.nameCharactersMax),
    role: "spending" as const,
    currency,
    order,
  };
  made.push({ table: "account", id, fields });
  accounts.set(name, id);
  return id;
}

function addition(
  row: ImportedRow,
  to: {
    readonly id: Id;
    readonly account: Id;
    readonly currency: string;
    readonly batch: Id;
    readonly suggest: Suggester;
  },
): Change {
  const minor = minorOf(row, to.currency);
  const kind = minor > 0n ? "income" : "expense";
  const fields = {
    day: row.day ?? 0,
    account: to.account,
    kind,
    minor,
    text: row.text,
    category: to.suggest(row.text, kind)?.category ?? null,
    bankId: row.bankId,
    pending: row.pending,
    batch: to.batch,
  } as const;
  return { table: "transaction", id: to.id, fields };
}

/** What the bank now says of a transaction that it has told before; category and notes stay. */
function update(book: Book, row: ImportedRow, id: Id): Change {
  const currency = row.currency ?? settingsOf(book).currency;
  const fields = {
    day: row.day ?? 0,
    minor: minorOf(row, currency),
    text: row.text,
    bankId: row.bankId,
    pending: row.pending,
  };
  return { table: "transaction", id, fields };
}

function minorOf(row: ImportedRow, currency: string): bigint {
  return (row.amount === null ? null : minorOfExact(row.amount, currency))?.amountMinor ?? 0n;
}
