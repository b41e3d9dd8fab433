/**
 * A GnuCash book as rows: for each transaction one row for each account that it touches, in what is
 * counted on that account. A transaction that cannot be read whole is left out whole, because half
 * of it would be a wrong balance.
 */

import { sentence, type Sentence } from "../../sentence.ts";
import type { Day } from "../../calendar/day.ts";
import { displayText } from "../display-text.ts";
import { addExact, ZERO_AMOUNT } from "../exact-amount.ts";
import type { ExactAmount } from "../exact-amount.ts";
import { finishFile } from "../finish-file.ts";
import { rejectedFile } from "../imported-file.ts";
import type {
  ImportedAccount,
  ImportedFile,
  ImportedRow,
  ImportOptions,
  ImportWarning,
} from "../imported-file.ts";
import { RECORDS_MAX } from "../limits.ts";
import { nameAccounts, type NamedAccount } from "./account-tree.ts";
import { readFraction } from "./fraction.ts";
import type { GnuCashBook, GnuCashSplit, GnuCashTransaction } from "./gnucash-book.ts";
import { readPostedDay } from "./posted-day.ts";

/** Returns the file that holds a book; `remark` is what was guessed about its letters, or null. */
export function fileOfBook(
  book: GnuCashBook,
  encoding: string,
  remark: Sentence | null,
  options: ImportOptions,
): ImportedFile {
  const accounts = nameAccounts(book.accounts);
  if ("message" in accounts) return rejectedFile("gnucash", encoding, accounts);
  const rows = new BookRows(accounts);
  if (remark !== null) rows.warnings.push({ line: null, text: remark, isRecord: false });
  for (const transaction of book.transactions) {
    rows.add(transaction);
    if (rows.rows.length > RECORDS_MAX) {
      return rejectedFile(
        "gnucash",
        encoding,
        sentence("The file has more than {most} transactions.", { most: RECORDS_MAX }),
      );
    }
  }
  return finishFile({
    format: "gnucash",
    encoding,
    rows: rows.rows,
    warnings: rows.warnings,
    questions: [],
    balances: new Map(),
    emptyReason: sentence("The GnuCash file holds no transactions: there is nothing to import."),
    options,
    accounts: rows.accounts(),
  });
}

/** A split whose texts could be read. */
interface ReadSplit {
  readonly split: GnuCashSplit;
  readonly account: NamedAccount;
  readonly value: ExactAmount;
  readonly quantity: ExactAmount;
}

class BookRows {
  readonly rows: ImportedRow[] = [];
  readonly warnings: ImportWarning[] = [];
  readonly #accounts: ReadonlyMap<string, NamedAccount>;
  /** What the splits come to, by the account's id. */
  readonly #balances = new Map<string, ExactAmount>();

  constructor(accounts: ReadonlyMap<string, NamedAccount>) {
    this.#accounts = accounts;
  }

  add(transaction: GnuCashTransaction): void {
    const { line, posted } = transaction;
    const problems: Sentence[] = [];
    const splits = transaction.splits.flatMap(
      (split) => this.#readSplit(split, line, problems) ?? [],
    );
    const day = readPostedDay(transaction.chosenDay, posted);
    const [problem] = problems;
    if (day === null) {
      const text = displayText(posted);
      this.#leaveOut(
        transaction,
        day,
        sentence('"{text}" is not a date; the transaction was left out.', { text }),
      );
      return;
    }
    if (problem !== undefined) {
      this.#leaveOut(transaction, day, problem);
      return;
    }
    if (splits.length === 0) {
      const text = sentence("The transaction is on no account and was left out.");
      this.#leaveOut(transaction, day, text);
      return;
    }
    this.#warnOfImbalance(splits, line);
    for (const group of Map.groupBy(splits, ({ account }) => account).values()) {
      this.rows.push(rowOf(transaction, day, group));
    }
  }

  /** The accounts as the rows call them; of several with one name the balances are added. */
  accounts(): readonly ImportedAccount[] {
    const byKey = new Map<string, ImportedAccount>();
    for (const [id, { name, kind, commodity, isHidden }] of this.#accounts) {
      const key = JSON.stringify([name, commodity]);
      const before = byKey.get(key);
      const balance = this.#balances.get(id) ?? ZERO_AMOUNT;
      byKey.set(key, {
        name,
        kind,
        currency: commodity === "" ? null : commodity,
        isClosed: isHidden && (before?.isClosed ?? true),
        balance: addExact(before?.balance ?? ZERO_AMOUNT, balance),
      });
    }
    return [...byKey.values()];
  }

  #readSplit(split: GnuCashSplit, line: number, problems: Sentence[]): ReadSplit | null {
    const account = this.#accounts.get(split.account);
    if (account === undefined) {
      problems.push(
        sentence("The transaction is on an account that the file does not have; it was left out."),
      );
      return null;
    }
    const value = readFraction(split.value);
    const quantity = readFraction(split.quantity);
    if (value === null || quantity === null) {
      const text = displayText(value === null ? split.value : split.quantity);
      problems.push(sentence('"{text}" is not an amount; the transaction was left out.', { text }));
      return null;
    }
    if (!quantity.isExact) {
      const text = split.quantity;
      this.warnings.push({
        line,
        text: sentence("{text} has no end as a decimal number; it was rounded.", { text }),
        isRecord: false,
      });
    }
    const before = this.#balances.get(split.account) ?? ZERO_AMOUNT;
    this.#balances.set(split.account, addExact(before, quantity.amount));
    return { split, account, value: value.amount, quantity: quantity.amount };
  }

  #warnOfImbalance(splits: readonly ReadSplit[], line: number): void {
    const sum = splits.reduce((total, { value }) => addExact(total, value), ZERO_AMOUNT);
    if (sum.units === 0n) return;
    this.warnings.push({
      line,
      text: sentence("The parts of the transaction do not add up to zero."),
      isRecord: false,
    });
  }

  #leaveOut({ line, description }: GnuCashTransaction, day: Day | null, problem: Sentence): void {
    this.warnings.push({ line, text: problem, isRecord: true });
    this.rows.push({
      line,
      day,
      amount: null,
      currency: null,
      text: displayText(description),
      bankId: null,
      account: null,
      pending: false,
      skipped: problem,
    });
  }
}

/** One row of the splits of a transaction that are on one account. */
function rowOf(
  { id, line, description, notes }: GnuCashTransaction,
  day: Day,
  splits: readonly ReadSplit[],
): ImportedRow {
  const account = splits[0]?.account;
  const memos = splits.map(({ split }) => displayText(split.memo));
  const isMoney =
    account?.kind !== "expense" && account?.kind !== "income" && account?.kind !== "equity";
  const text = displayText(description);
  const onlineId = splits.length === 1 ? displayText(splits[0]?.split.onlineId ?? "") : "";
  return {
    line,
    day,
    amount: splits.reduce((sum, { quantity }) => addExact(sum, quantity), ZERO_AMOUNT),
    currency: account === undefined || account.commodity === "" ? null : account.commodity,
    text: text === "" ? (memos.find((memo) => memo !== "") ?? "") : text,
    bankId: onlineId === "" ? null : onlineId,
    account: account?.name ?? null,
    pending: false,
    skipped: null,
    leg: {
      transaction: id === "" ? `line ${line}` : id,
      category: null,
      parts: [],
      note: joined([isMoney ? displayText(notes) : "", ...memos], text),
    },
  };
}

/** Notes after each other, each once and none that is the text itself. */
function joined(notes: readonly string[], text: string): string {
  return [...new Set(notes)].filter((note) => note !== "" && note !== text).join("; ");
}
