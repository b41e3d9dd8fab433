/**
 * The changes that write an import: the batch, accounts and categories that it makes, its transactions, and booked
 * reservations. All of it is one batch, so that one undo takes it back.
 */
import { beginningOf } from "../../book/beginning.ts";
import { type Book } from "../../book/book.ts";
import { liveAccounts } from "../../book/category-tree.ts";
import type { Change } from "../../book/change.ts";
import { parseId, type Id } from "../../book/id.ts";
import { bookLimits } from "../../book/limits.ts";
import { transactionById } from "../../book/listing.ts";
import { recordOf } from "../../book/record-table.ts";
import type { BatchCounts, TransactionFields } from "../../book/records.ts";
import type { CurrencyCode } from "../../money/currency.ts";
import { categorised } from "../../rule/categorise.ts";
import { createCategoryMaker, planCategories, type SourceCategory } from "./categories.ts";
import type { Piece, Side } from "./decompose.ts";
import { keepingChanges } from "./last-time.ts";
import type { Place } from "./places.ts";
import { plannedId, verdictOf, type PlannedFile } from "./plan-file.ts";
import type { TransferProposal } from "./transfer-proposals.ts";
import type { PlannedGroup, PlannedTransaction } from "./transactions.ts";

/** Which rows are written: the new ones, and of the others those that the person agrees to. */
export interface WantedRows {
  /** Rows that may be there already. */
  readonly maybe: boolean;
  /** Rows of which the bank says something else now. */
  readonly changed: boolean;
  /** Rows that may be the other side of a transaction become one transfer with it. */
  readonly joined?: boolean;
  /** For each file in turn what the person said of single rows, by their place in the file. */
  readonly choices?: readonly RowChoices[];
}

/** A choice for one row of a transaction holds for all of its rows. */
export interface RowChoices {
  readonly leftOut: ReadonlySet<number>;
  /** Written although they may be there, have changed, or are the same. */
  readonly taken: ReadonlySet<number>;
  /** Joined with the transaction that they may be the other side of. */
  readonly joined: ReadonlySet<number>;
}

export interface ImportChanges {
  readonly batch: Id;
  readonly changes: readonly Change[];
  /** Transactions of the source, and reviews, that are added. */
  readonly added: number;
  readonly updated: number;
}

/** What writes the new rows, and those that only may be new or have changed, if these are wanted. */
export function importChanges(
  book: Book,
  files: readonly PlannedFile[],
  wanted: WantedRows,
  newId: () => Id,
): ImportChanges {
  const batch = newId();
  const desk = createDesk(book, files, batch, newId);
  const written: Change[] = [];
  let added = 0;
  let updated = 0;
  for (const [at, file] of files.entries()) {
    const proposals = new Map(file.transfers.map((proposal) => [proposal.row, proposal]));
    for (const [place, group] of file.groups.entries()) {
      const what = whatOf(file, group, wanted, wanted.choices?.[at]);
      const proposal = joinOf(proposals, group, wanted, wanted.choices?.[at]);
      if (what === "add" && proposal !== undefined && desk.join(group, proposal, written)) {
        updated += 1;
      } else if (what === "add") {
        written.push(...desk.additions(file, group, place));
        added += 1;
      }
      if (what === "update" && desk.update(file, group, written)) updated += 1;
    }
    for (const snapshot of file.reviews?.snapshots ?? []) {
      written.push({ table: "review", id: newId(), fields: { snapshot } });
      added += 1;
    }
  }
  const made = desk.made();
  const kept = keepingChanges(
    files.flatMap(({ keepings = [] }) => keepings),
    newId,
  );
  const changes = [
    batchChange(files, batch),
    ...made,
    ...categorised(book, made, written),
    ...kept,
  ];
  return { batch, changes, added, updated };
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

function batchChange(files: readonly PlannedFile[], id: Id): Change {
  const read = files.filter(({ imported }) => imported.outcome !== "reject");
  const formats = [...new Set(read.map(({ imported }) => imported.format))].join(", ");
  return {
    table: "batch",
    id,
    fields: {
      files: read.map(({ name }) => beginningOf(name, bookLimits.fileNameCharactersMax)),
      format: beginningOf(formats, bookLimits.formatCharactersMax),
      fingerprints: read.map(({ fingerprint }) => fingerprint),
      counts: countsOf(read),
      account: read.flatMap((file) => file.accounts).find((to) => to !== null)?.id ?? null,
    },
  };
}

/** What becomes of a group. */
function whatOf(
  file: PlannedFile,
  group: PlannedGroup,
  wanted: WantedRows,
  choices: RowChoices | undefined,
): "add" | "update" | "nothing" {
  const { rows, transactions } = group;
  const verdict = verdictOf(file, group)?.verdict;
  if (transactions.length === 0 || verdict === undefined) return "nothing";
  if (rows.some((row) => choices?.leftOut.has(row) === true)) return "nothing";
  const isTaken = rows.some((row) => choices?.taken.has(row) === true);
  switch (verdict) {
    case "new":
      return "add";
    case "maybe":
      return wanted.maybe || isTaken ? "add" : "nothing";
    case "same":
      return isTaken ? "add" : "nothing";
    case "changed":
      return wanted.changed || isTaken ? "update" : "nothing";
    case "skipped":
      return "nothing";
  }
}

/** The transaction that a new row is to be joined with. */
function joinOf(
  proposals: ReadonlyMap<number, TransferProposal>,
  { rows }: PlannedGroup,
  wanted: WantedRows,
  choices: RowChoices | undefined,
): TransferProposal | undefined {
  const proposal = rows.map((row) => proposals.get(row)).find((one) => one !== undefined);
  if (proposal === undefined || !proposal.canJoin) return undefined;
  const isWanted = choices?.joined.has(proposal.row) ?? false;
  return isWanted || (wanted.joined === true && proposal.isExact) ? proposal : undefined;
}

interface Desk {
  readonly additions: (file: PlannedFile, group: PlannedGroup, place: number) => readonly Change[];
  /** Adds the change of what a group is about; false if that is not to be found. */
  readonly update: (file: PlannedFile, group: PlannedGroup, written: Change[]) => boolean;
  /** Makes another transaction a transfer with the account of a group; false if it is not written. */
  readonly join: (group: PlannedGroup, proposal: TransferProposal, written: Change[]) => boolean;
  /** Accounts and categories that are needed. */
  readonly made: () => readonly Change[];
}

function createDesk(book: Book, files: readonly PlannedFile[], batch: Id, newId: () => Id): Desk {
  const accounts = createAccountMaker(book, files, newId);
  const categories = createCategoryMaker(book, newId);
  const planned = planCategories(book, files.flatMap(sourceCategories));
  /** Transactions of this import by the names that verdicts on later files use. */
  const written = new Map<string, { readonly id: Id; readonly transaction: PlannedTransaction }>();
  const categoryId = (category: SourceCategory | null): Id | null => {
    const found = category === null ? undefined : planned.get(category.key);
    return found === undefined ? null : categories.idOf(found);
  };
  const addition = (transaction: PlannedTransaction): Change[] => {
    const { own, other, opening } = transaction;
    if (opening === "is" && own.place.account === null && accounts.open(transaction)) return [];
    const id = newId();
    const fields = {
      ...fieldsOf(transaction, categoryId),
      account: accounts.idOf(own.place),
      ...(other !== null && {
        transferAccount: accounts.idOf(other.place),
        transferMinor: other.minor,
      }),
      batch,
    };
    return [{ table: "transaction", id, fields }];
  };
  return {
    additions: (file, { transactions }, place) =>
      transactions.flatMap((transaction, at) => {
        const changes = addition(transaction);
        const [made] = changes;
        if (made !== undefined) {
          written.set(plannedId(file, place, at), { id: made.id, transaction });
        }
        return changes;
      }),
    update: (file, group, changes) => {
      const [transaction] = group.transactions;
      const existingId = verdictOf(file, group)?.existingId ?? "";
      const earlier = written.get(existingId);
      const id = earlier?.id ?? parseId(existingId);
      if (id === undefined || transaction === undefined) return false;
      const before =
        earlier === undefined
          ? transactionById(book, id)
          : { ...amountsOf(earlier.transaction, accounts.idOf), bankText: null };
      if (before === undefined) return false;
      changes.push(update(book, before, transaction, id));
      return true;
    },
    join: ({ transactions: [transaction] }, { other }, changes) => {
      const earlier = written.get(other.id);
      const id = earlier?.id ?? parseId(other.id);
      if (id === undefined || transaction === undefined) return false;
      const { own } = transaction;
      const fields = {
        kind: "transfer" as const,
        transferAccount: accounts.idOf(own.place),
        transferMinor: own.minor,
        // A category that was only suggested to what seemed to be spending says nothing of a transfer.
        ...(earlier !== undefined && { category: null }),
      };
      changes.push({ table: "transaction", id, fields });
      return true;
    },
    made: () => [...accounts.made(), ...categories.made],
  };
}

/** Categories that the planned transactions of a file name. */
function sourceCategories({ groups }: PlannedFile): readonly SourceCategory[] {
  return groups.flatMap(({ transactions }) =>
    transactions.flatMap(({ parts }) => parts.flatMap(({ category }) => category ?? [])),
  );
}

interface AccountMaker {
  readonly idOf: (place: Place) => Id;
  /** Takes a transaction as the opening balance of an account that is made; false if it has one. */
  readonly open: (transaction: PlannedTransaction) => boolean;
  readonly made: () => readonly Change[];
}

function createAccountMaker(
  book: Book,
  files: readonly PlannedFile[],
  newId: () => Id,
): AccountMaker {
  const places = new Map<string, { readonly id: Id; readonly place: Place }>();
  const openings = new Map(files.flatMap((file) => [...file.openings]));
  const first = liveAccounts(book).length;
  const idOf = (place: Place): Id => {
    if (place.account !== null) return place.account.id;
    const known = places.get(place.key);
    if (known !== undefined) return known.id;
    const id = newId();
    places.set(place.key, { id, place });
    return id;
  };
  return {
    idOf,
    open: ({ own, day }) => {
      idOf(own.place);
      if (openings.has(own.place.key)) return false;
      openings.set(own.place.key, { minor: own.minor, day });
      return true;
    },
    made: () =>
      [...places.values()].map(({ id, place }, index) => {
        const opening = openings.get(place.key);
        const fields = {
          name: place.name,
          role: place.role,
          // A place that is written has a currency that Coffer knows.
          currency: place.currency as CurrencyCode,
          order: Math.min(first + index, bookLimits.orderMax),
          ...(opening !== undefined && {
            openingMinor: opening.minor,
            openingDay: opening.day,
          }),
          ...(place.isClosed && { closed: true }),
        };
        return { table: "account", id, fields };
      }),
  };
}

function fieldsOf(
  transaction: PlannedTransaction,
  categoryId: (category: SourceCategory | null) => Id | null,
): Partial<TransactionFields> {
  const { day, kind, own, text, note, bankId, pending, parts } = transaction;
  const [only, ...more] = parts;
  const isSplit = more.length > 0;
  return {
    day,
    kind,
    minor: own.minor,
    text: beginningOf(text, bookLimits.textCharactersMax),
    category: isSplit ? null : categoryId(only?.category ?? null),
    bankId,
    pending,
    ...(note !== "" && { note: fittingNote(note) }),
    ...(isSplit && {
      splits: parts.map((part) => ({
        minor: part.minor,
        category: categoryId(part.category),
        bucket: null,
        note: fittingNote(part.note),
      })),
    }),
  };
}

function fittingNote(note: string): string {
  return beginningOf(note, bookLimits.noteCharactersMax);
}

type Amounts = Pick<
  TransactionFields,
  "kind" | "account" | "minor" | "transferAccount" | "transferMinor"
>;

function amountsOf({ kind, own, other }: Piece, idOf: (place: Place) => Id): Amounts {
  return {
    kind,
    account: idOf(own.place),
    minor: own.minor,
    transferAccount: other === null ? null : idOf(other.place),
    transferMinor: other?.minor ?? 0n,
  };
}

/** What the bank now says of a transaction that it has told before; category and notes stay. */
function update(
  book: Book,
  before: Amounts & { readonly bankText: string | null },
  { day, text, own, other, bankId, pending }: PlannedTransaction,
  id: Id,
): Change {
  const amounts: Partial<TransactionFields> =
    before.kind === "transfer"
      ? transferAmounts(book, before, other === null ? [own] : [own, other])
      : { minor: own.minor };
  const isOwnSide = before.kind !== "transfer" || isOn(before.account, own);
  const fields = {
    day,
    ...amounts,
    // What a person wrote over the bank's text stays.
    ...(before.bankText === null ? { text } : { bankText: text }),
    ...(isOwnSide && { bankId }),
    pending,
  };
  return { table: "transaction", id, fields };
}

/** What is said of one side holds for the other too, if both are in one currency. */
function transferAmounts(
  book: Book,
  before: Amounts,
  said: readonly Side[],
): Partial<TransactionFields> {
  const own = said.find((side) => isOn(before.account, side));
  const other = said.find((side) => isOn(before.transferAccount, side));
  const currencyOf = (account: Id | null) => recordOf(book.tables.account, account)?.currency;
  const isOneCurrency = currencyOf(before.account) === currencyOf(before.transferAccount);
  const minor = own?.minor ?? (isOneCurrency && other !== undefined ? -other.minor : before.minor);
  const back = isOneCurrency && own !== undefined ? -own.minor : before.transferMinor;
  return { minor, transferMinor: other?.minor ?? back };
}

function isOn(account: Id | null, side: Side): boolean {
  return account !== null && account === side.place.account?.id;
}
