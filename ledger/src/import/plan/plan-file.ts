/**
 * What an import would do, before anything is written: for every file its rows, where they go, and a verdict on each.
 *
 * Nothing of it is decided for the person: only rows with the verdict "new" are certain to be absent.
 */
import { sentence } from "../../sentence.ts";
import { beginningOf } from "../../book/beginning.ts";
import { createBook, settingsOf, type Book } from "../../book/book.ts";
import { bookLimits } from "../../book/limits.ts";
import type { RecordOf } from "../../book/record-table.ts";
import type { CurrencyCode } from "../../money/currency.ts";
import {
  rejectedFile,
  type ImportedFile,
  type ImportedRow,
  type ImportOptions,
} from "../imported-file.ts";
import type { ExistingRow, RowVerdict } from "../verdict.ts";
import { balancesOf, openingsOf, type BalanceLine, type Openings } from "./balances.ts";
import { judgeGroups, judgeWithoutVault, type EarlierRows } from "./judge-groups.ts";
import { migrationOf, type Migration } from "./migration.ts";
import { hasSeveralAccounts, placesOf, type RowPlace } from "./places.ts";
import {
  keepingsOf,
  lastTimeOf,
  lastTimeOfNumber,
  optionsOfLastTime,
  stillFits,
  type Keeping,
  type LastTime,
} from "./last-time.ts";
import { planPrototype, type PlannedReviews } from "./prototype-plan.ts";
import { readFile, type ReadFile, type ReadOptions } from "./read-file.ts";
import { proposeTransfers, type NewSide, type TransferProposal } from "./transfer-proposals.ts";
import { suggestionsOf, type RowSuggestion } from "./suggestions.ts";
import { groupsOf, type PlannedGroup, type PlannedTransaction } from "./transactions.ts";

/** One file, read and judged. */
export interface PlannedFile {
  readonly name: string;
  /** SHA-256 of its bytes, in hex; empty if they could not be read. */
  readonly fingerprint: string;
  readonly imported: ImportedFile;
  /** For each row where it goes. */
  readonly places: readonly RowPlace[];
  /** What is written of the rows, if it is wanted. */
  readonly groups: readonly PlannedGroup[];
  /** One for each row. */
  readonly verdicts: readonly RowVerdict[];
  /** New rows that may be the other side of a transaction on another account. */
  readonly transfers: readonly TransferProposal[];
  /** What was on accounts that it makes before its first row, by the key of their place. */
  readonly openings: Openings;
  /** What the file and Coffer say is on the accounts afterwards. */
  readonly balances: readonly BalanceLine[];
  /** What a journal or another app brings; null for a bank's file. */
  readonly migration: Migration | null;
  /** For each row the account it goes to; null where it makes a new one, or without a vault. */
  readonly accounts: readonly (RecordOf<"account"> | null)[];
  /** For each row what rules and history say of it; null: nothing. */
  readonly suggestions: readonly (RowSuggestion | null)[];
  /** Reviews of the first prototype, in place of rows. */
  readonly reviews: PlannedReviews | null;
  /** What was kept of the last file like it, if it was used; and what is kept of this one. */
  readonly lastTime?: LastTime;
  readonly keepings?: readonly Keeping[];
}

export interface PlanOptions extends ImportOptions {
  /** The vault that it goes to; undefined for a dry run without one. */
  readonly book: Book | undefined;
  /** Account that all rows go to, if the person named one. */
  readonly target: RecordOf<"account"> | undefined;
  /** Account of rows whose file names none that the vault has. */
  readonly usual: RecordOf<"account"> | undefined;
  readonly reviewCurrency: CurrencyCode;
  /** SHA-256 of bytes, in hex. */
  readonly hash: (bytes: Uint8Array) => string;
  /** Files of the same import that come before: what they bring counts as there already. */
  readonly earlier: readonly PlannedFile[];
}

/** Reads a file and judges its rows. */
export function planFile(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  options: PlanOptions,
): PlannedFile {
  const steps = planSteps(name, options.hash(bytes), options);
  let step = steps.next();
  while (step.done !== true) step = steps.next(readFile(bytes, step.value));
  return step.value;
}

/**
 * The same where the file is read elsewhere: says how it wants it read, one way after the other, and
 * is given what was read. `fingerprint` is the SHA-256 of its bytes, in hex.
 */
export function* planSteps(
  name: string,
  fingerprint: string,
  options: PlanOptions,
): Generator<ReadOptions, PlannedFile, ReadFile> {
  const said = readOptionsOf(options);
  const plain = yield said;
  if (options.book === undefined || plain.kind === "prototype") {
    return planRead({ name, fingerprint, read: plain }, options);
  }
  const { book, target } = options;
  const key = yield* tableKeyOf(plain.imported, options);
  const kept = key === null ? null : lastTimeOf(book, key);
  const asKept = kept === null ? null : optionsOfLastTime(kept, saidOf(options));
  const again = asKept === null ? plain : yield { ...said, ...asKept };
  const fits =
    asKept === null || (again.kind === "file" && stillFits(again.imported, plain.imported));
  const read = fits ? again : { ...plain, imported: withMisfit(plain.imported) };
  const account = fits && target === undefined ? kept?.account : undefined;
  const usual = account ?? options.usual;
  const planned = planRead({ name, fingerprint, read }, { ...options, usual });
  const accounts = new Set(planned.accounts);
  const [only] = accounts.size === 1 ? accounts : [];
  const keepings = keepingsOf(book, {
    imported: planned.imported,
    fingerprint: key,
    said: saidOf(options),
    target,
    account: only ?? undefined,
  });
  const isUsed = fits && kept !== null && (asKept !== null || account !== undefined);
  const byNumber =
    target === undefined ? lastTimeOfNumber(book, planned.imported, only ?? undefined) : null;
  const lastTime = isUsed ? { ...kept, account: account ?? byNumber?.account } : byNumber;
  return { ...planned, keepings, ...(lastTime !== null && { lastTime }) };
}

/** What a person says of how a table is cut may change its fingerprint: files are found by the one without. */
function* tableKeyOf(
  { mapping }: ImportedFile,
  options: PlanOptions,
): Generator<ReadOptions, string | null, ReadFile> {
  const { headerLine, delimiter, quote, encoding } = options.mapping ?? {};
  const isCut = [headerLine, delimiter, quote, encoding].some((said) => said !== undefined);
  if (!isCut || mapping === undefined) return mapping?.fingerprint ?? null;
  const { reviewCurrency } = options;
  const untold = yield { reviewCurrency };
  return untold.kind === "file" ? (untold.imported.mapping?.fingerprint ?? null) : null;
}

/** What of the options concerns reading: no vault, nothing that could not be told to another thread. */
function readOptionsOf(options: PlanOptions): ReadOptions {
  const { reviewCurrency, account, sqlite } = options;
  return {
    reviewCurrency,
    ...saidOf(options),
    ...(account !== undefined && { account }),
    ...(sqlite !== undefined && { sqlite }),
  };
}

function saidOf({ mapping, dateOrder, decimal, sign, currency }: PlanOptions): ImportOptions {
  return {
    ...(mapping !== undefined && { mapping }),
    ...(dateOrder !== undefined && { dateOrder }),
    ...(decimal !== undefined && { decimal }),
    ...(sign !== undefined && { sign }),
    ...(currency !== undefined && { currency }),
  };
}

/** Says so if the account that a person named cannot stand for the several that the file brings. */
function withTargetUnused(
  imported: ImportedFile,
  target: RecordOf<"account"> | undefined,
): ImportedFile {
  if (target === undefined || !hasSeveralAccounts(imported)) return imported;
  const text = sentence("The file brings several accounts of its own: {account} was not used.", {
    account: target.name,
  });
  return { ...imported, warnings: [...imported.warnings, { line: null, text, isRecord: false }] };
}

function withMisfit(imported: ImportedFile): ImportedFile {
  const text = sentence("How such a file was read the last time does not fit this one.");
  return { ...imported, warnings: [...imported.warnings, { line: null, text, isRecord: false }] };
}

/** Judges the rows of a file that was read. */
function planRead(
  file: { readonly name: string; readonly fingerprint: string; readonly read: ReadFile },
  options: PlanOptions,
): PlannedFile {
  const { name, fingerprint, read } = file;
  if (read.kind === "prototype") {
    const { hash, reviewCurrency: currency } = options;
    const known = knownReviews(options);
    const planned = planPrototype(read.prototype, { currency, known, hash });
    return { name, fingerprint, ...nothing, ...planned };
  }
  const told = withTargetUnused(read.imported, options.target);
  const imported = { ...told, rows: told.rows.map(fitting) };
  return { name, fingerprint, ...planRows(imported, fingerprint, options), reviews: null };
}

/** Places, transactions and verdicts of a file that was read. */
export function planRows(
  imported: ImportedFile,
  fingerprint: string,
  options: Pick<PlanOptions, "book" | "target" | "usual" | "reviewCurrency" | "earlier">,
): Omit<PlannedFile, "name" | "fingerprint" | "reviews"> {
  const { book } = options;
  const places = placesOf(imported, options);
  const currency = book === undefined ? options.reviewCurrency : settingsOf(book).currency;
  const groups = groupsOf(imported, places, currency);
  const judged = { imported, places, groups };
  const earlier = earlierRows(options.earlier);
  const verdicts =
    book === undefined ? judgeWithoutVault(judged, earlier) : judgeGroups(judged, book, earlier);
  const accounts = places.map((to) => (to.kind === "own" ? to.place.account : null));
  const planned = { imported, places, groups, verdicts, accounts };
  const transfers =
    book === undefined
      ? []
      : proposeTransfers(
          book,
          newSides({ fingerprint, groups, verdicts, transfers: [] }),
          options.earlier.flatMap(newSides),
          options.earlier.flatMap((file) => file.transfers.map(({ other }) => other.id)),
        );
  const suggestions =
    book === undefined ? verdicts.map(() => null) : suggestionsOf(book, groups, verdicts);
  const openings = openingsOf(
    planned,
    options.earlier.map((file) => file.openings),
  );
  return {
    ...planned,
    transfers,
    suggestions,
    openings,
    balances: book === undefined ? [] : balancesOf(planned, book, options.earlier, openings),
    migration: migrationOf(planned, book ?? createBook(), options.earlier, currency),
  };
}

/** The plan for a file that could not be opened. */
export function unreadFile(name: string, why: string): PlannedFile {
  const imported = rejectedFile("unread", null, sentence("It cannot be read: {why}.", { why }));
  return { name, fingerprint: "", ...nothing, imported, reviews: null };
}

const nothing = {
  places: [],
  groups: [],
  verdicts: [],
  transfers: [],
  openings: new Map(),
  balances: [],
  migration: null,
  accounts: [],
  suggestions: [],
};

/** A row with no text longer than the vault takes: cut before it is judged, it is the same the next time. */
function fitting(row: ImportedRow): ImportedRow {
  const { textCharactersMax, bankIdCharactersMax } = bookLimits;
  const bankId = row.bankId ?? "";
  if (row.text.length <= textCharactersMax && bankId.length <= bankIdCharactersMax) return row;
  return {
    ...row,
    text: beginningOf(row.text, textCharactersMax),
    bankId: row.bankId === null ? null : beginningOf(bankId, bankIdCharactersMax),
  };
}

/** What earlier files of the same import bring to each account, by the key of its place. */
function earlierRows(earlier: readonly PlannedFile[]): EarlierRows {
  const rows = new Map<string, ExistingRow[]>();
  for (const file of earlier) {
    for (const { transaction, id } of plannedTransactions(file)) {
      const { own, other, day, text, bankId, pending } = transaction;
      for (const side of other === null ? [own] : [own, other]) {
        const list = rows.get(side.place.key) ?? [];
        rows.set(side.place.key, list);
        const row = { id, day, amountMinor: side.minor, text, pending };
        list.push(
          side === own
            ? { ...row, bankId, imported: true }
            : { ...row, bankId: null, imported: false, transferWith: own.place.name },
        );
      }
    }
  }
  return rows;
}

/** Transactions of a file that are new, and proposed to be joined with none. */
function newSides(
  file: Pick<PlannedFile, "fingerprint" | "groups" | "verdicts" | "transfers">,
): readonly NewSide[] {
  const proposed = new Set(file.transfers.map(({ row }) => row));
  return file.groups.flatMap((group, place) => {
    const [transaction, ...more] = group.transactions;
    const row = group.rows.find((index) => file.verdicts[index]?.verdict === "new");
    if (transaction === undefined || more.length > 0 || row === undefined) return [];
    return proposed.has(row) ? [] : [{ row, id: plannedId(file, place, 0), transaction }];
  });
}

/** What a file brings that may not be there, each under a name that its verdicts use. */
function plannedTransactions(
  file: PlannedFile,
): readonly { readonly transaction: PlannedTransaction; readonly id: string }[] {
  return file.groups.flatMap((group, place) => {
    const verdict = verdictOf(file, group)?.verdict ?? "same";
    return verdict === "same"
      ? []
      : group.transactions.map((transaction, at) => ({
          transaction,
          id: plannedId(file, place, at),
        }));
  });
}

/** The verdict on a group: that of its rows which can be booked. */
export function verdictOf(file: PlannedFile, { rows }: PlannedGroup): RowVerdict | undefined {
  return rows
    .map((row) => file.verdicts[row])
    .find((verdict) => verdict !== undefined && verdict.verdict !== "skipped");
}

/** Names a transaction that an earlier file of the same import brings. */
export function plannedId(
  file: Pick<PlannedFile, "fingerprint">,
  group: number,
  transaction: number,
): string {
  return `${file.fingerprint} ${group} ${transaction}`;
}

/** Sources of the reviews that the vault has, or gets from earlier files. */
function knownReviews({ book, earlier }: PlanOptions): ReadonlySet<string> {
  const records = book?.tables.review.records ?? [];
  const held = records.map((record) =>
    record === null || record.deleted ? null : (record.snapshot?.source ?? null),
  );
  const planned = earlier.flatMap(
    ({ reviews }) => reviews?.snapshots.map(({ source }) => source) ?? [],
  );
  return new Set([...held, ...planned].filter((source) => source !== null));
}
