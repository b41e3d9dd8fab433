/**
 * What the readers of other apps' files put together: rows with their legs, the accounts and categories that
 * they name, what was skipped. In the end the legs of a transaction follow each other, and every account has
 * the balance that all its records add up to, those included that could not be taken, so that what is
 * missing shows.
 */
import type { CategoryKind } from "../../book/records.ts";
import type { Day } from "../../calendar/day.ts";
import { sentence, type Sentence } from "../../sentence.ts";
import { addExact, ZERO_AMOUNT, type ExactAmount } from "../exact-amount.ts";
import { finishFile } from "../finish-file.ts";
import { isTaken, rejectedFile } from "../imported-file.ts";
import type {
  FileFormat,
  ImportedAccount,
  ImportedCategory,
  ImportedFile,
  ImportedRow,
  ImportOptions,
  ImportQuestion,
  ImportWarning,
  LegPart,
} from "../imported-file.ts";

/** One record of an app: what it did to one account. */
export interface AppRecord {
  readonly line: number;
  readonly day: Day;
  readonly amount: ExactAmount;
  readonly currency: string | null;
  readonly account: string | null;
  readonly text: string;
  readonly note: string;
  readonly category: readonly string[] | null;
  readonly parts?: readonly LegPart[];
  readonly pending?: boolean;
  readonly bankId?: string | null;
  /** Names the transaction; its own line if the app does not say. */
  readonly transaction?: string;
}

/** The text of the row that says what was on an account before; it is neither earned nor spent. */
export const OPENING_TEXT = "Opening balance";

/** Collects the records of one file. */
export class AppRows {
  readonly options: ImportOptions;
  readonly questions: ImportQuestion[] = [];
  readonly warnings: ImportWarning[] = [];
  readonly #rows: ImportedRow[] = [];
  readonly #accounts = new Map<string, ImportedAccount>();
  readonly #categories = new Map<string, { path: readonly string[]; balance: number }>();
  readonly #kinds = new Map<string, CategoryKind>();
  readonly #sums = new Map<string, ExactAmount>();

  constructor(options: ImportOptions) {
    this.options = options;
  }

  /** Takes a record. */
  add(record: AppRecord): void {
    const { line, day, amount, account, category, parts = [] } = record;
    this.countOn(account, amount);
    if (account !== null) this.account({ name: account, currency: record.currency });
    for (const part of parts) this.#count(part.category, part.amount);
    this.#count(category, amount);
    this.#rows.push({
      line,
      day,
      amount,
      currency: record.currency ?? this.options.currency ?? null,
      text: record.text,
      bankId: record.bankId ?? null,
      account,
      pending: record.pending ?? false,
      skipped: null,
      leg: {
        transaction: record.transaction ?? String(line),
        category,
        parts,
        note: record.note,
      },
    });
  }

  /** Leaves a record out that should have been a transaction, and says why. */
  skip(line: number, text: string, reason: Sentence): void {
    this.leaveOut(line, text, reason, true);
  }

  /** Leaves a record out; `isBad`: it should have been a transaction. */
  leaveOut(line: number, text: string, reason: Sentence, isBad: boolean): void {
    this.#rows.push({
      line,
      day: null,
      amount: null,
      currency: null,
      text,
      bankId: null,
      account: null,
      pending: false,
      skipped: reason,
    });
    this.warnings.push({ line, text: reason, isRecord: isBad });
  }

  /** Says something about a record, or, without a line, about the file. */
  warn(line: number | null, text: Sentence, isRecord = false): void {
    this.warnings.push({ line, text, isRecord });
  }

  /** Counts an amount to the balance of an account, also one of a record that is left out. */
  countOn(account: string | null, amount: ExactAmount): void {
    if (account === null) return;
    this.#sums.set(account, addExact(this.#sums.get(account) ?? ZERO_AMOUNT, amount));
  }

  /** Makes an account known; what is known of it already stays. */
  account(known: Pick<ImportedAccount, "name"> & Partial<ImportedAccount>): void {
    const before = this.#accounts.get(known.name);
    this.#accounts.set(known.name, {
      name: known.name,
      kind: before?.kind ?? known.kind ?? "spending",
      currency: before?.currency ?? known.currency ?? this.options.currency ?? null,
      isClosed: before?.isClosed ?? known.isClosed ?? false,
      balance: before?.balance ?? known.balance ?? null,
    });
  }

  /** Makes a category known, also one that no record has. */
  category(path: readonly string[], kind: CategoryKind): void {
    const key = path.join("\n");
    if (!this.#categories.has(key)) this.#categories.set(key, { path, balance: 0 });
    this.#kinds.set(key, kind);
  }

  #count(path: readonly string[] | null, { units }: ExactAmount): void {
    if (path === null) return;
    const key = path.join("\n");
    const category = this.#categories.get(key) ?? { path, balance: 0 };
    this.#categories.set(key, category);
    category.balance += units > 0n ? 1 : -1;
  }

  /** Returns the file. */
  finish(format: FileFormat, encoding: string): ImportedFile {
    const categories = [...this.#categories].map(([key, { path, balance }]): ImportedCategory => ({
      path,
      kind: this.#kinds.get(key) ?? (balance > 0 ? "income" : "expense"),
    }));
    const accounts = [...this.#accounts.values()].map((account) => ({
      ...account,
      balance: account.balance ?? this.#sums.get(account.name) ?? ZERO_AMOUNT,
    }));
    const file = finishFile({
      format,
      encoding,
      rows: legsTogether(this.#rows),
      warnings: this.warnings,
      questions: this.questions,
      balances: new Map(),
      emptyReason: sentence("The file has no transactions: there is nothing to import."),
      options: this.options,
      accounts,
      categories,
    });
    return refusedIfUnread(file);
  }
}

/** The rows in their order, but each with the other legs of its transaction behind it. */
function legsTogether(rows: readonly ImportedRow[]): ImportedRow[] {
  const groups = new Map<string, ImportedRow[]>();
  for (const [index, row] of rows.entries()) {
    const key = isTaken(row) && row.leg !== undefined ? `t${row.leg.transaction}` : `r${index}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()].flat();
}

/** A file of which no record could be read is refused, with the first reason. */
function refusedIfUnread(file: ImportedFile): ImportedFile {
  const bad = file.warnings.find(({ isRecord }) => isRecord);
  if (bad === undefined || file.rows.some(isTaken)) return file;
  return rejectedFile(
    file.format,
    file.encoding,
    sentence("No row could be read. Line {line}: {text}", { line: bad.line ?? 1, text: bad.text }),
  );
}
