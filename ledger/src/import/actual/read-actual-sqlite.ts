/**
 * The database of an Actual budget as rows: one for each transaction of an account. A split
 * transaction is one row with parts; the two sides of a transfer are one transaction. What was on
 * an account before has no category, so that it is no income.
 */

import { ok, type Result } from "../../result.ts";
import { sentence } from "../../sentence.ts";
import { dayFromCivil, type Day } from "../../calendar/day.ts";
import { displayText } from "../display-text.ts";
import { addExact, ZERO_AMOUNT } from "../exact-amount.ts";
import type { ExactAmount } from "../exact-amount.ts";
import { finishFile } from "../finish-file.ts";
import type {
  ImportedAccount,
  ImportedFile,
  ImportedRow,
  ImportOptions,
  ImportWarning,
  LegPart,
} from "../imported-file.ts";
import { AMOUNT_WHOLE_DIGITS_MAX } from "../limits.ts";
import type { SqliteFailure, SqliteFile } from "../sqlite/sqlite-file.ts";
import { readBudget } from "./actual-budget.ts";
import type { ActualBudget, ActualTransaction } from "./actual-budget.ts";
import { withRemainder } from "./split-remainder.ts";
import { transactionNames } from "./transfers.ts";

/** The tables that every version has. */
export const actualTables = [
  "accounts",
  "categories",
  "category_groups",
  "messages_crdt",
  "transactions",
] as const;

/** Returns what the database of an Actual budget holds; `tables` are the names of its tables. */
export function readActualSqlite(
  file: SqliteFile,
  tables: ReadonlySet<string>,
  options: ImportOptions,
): Result<ImportedFile, SqliteFailure> {
  const budget = readBudget(file, tables);
  if (!budget.ok) return budget;
  const rows = new BudgetRows(budget.value);
  return ok(
    finishFile({
      format: "actual",
      encoding: "utf-8",
      rows: rows.inOrder(),
      warnings: rows.warnings,
      questions: [],
      balances: new Map(),
      emptyReason: sentence("The Actual budget holds no transactions: there is nothing to import."),
      options,
      accounts: rows.accounts(),
      categories: [...new Set(budget.value.categories.values())],
    }),
  );
}

class BudgetRows {
  readonly warnings: ImportWarning[] = [];
  readonly #budget: ActualBudget;
  readonly #parts: ReadonlyMap<string | null, readonly ActualTransaction[]>;
  readonly #names: ReadonlyMap<string, string>;
  /** By the account's id, over transactions without parts and parts: as Actual adds up a budget. */
  readonly #balances = new Map<string, ExactAmount>();

  constructor(budget: ActualBudget) {
    this.#budget = budget;
    this.#parts = Map.groupBy(budget.transactions, ({ parent }) => parent);
    this.#names = transactionNames(budget.transactions);
  }

  /** The rows by day, those of one transaction after each other. */
  inOrder(): readonly ImportedRow[] {
    const wholes = this.#budget.transactions.filter(({ parent }) => parent === null);
    const rows = wholes.map((transaction) => this.#rowOf(transaction));
    const byDay = rows.toSorted((a, b) => (a.day ?? 0) - (b.day ?? 0));
    return [...Map.groupBy(byDay, ({ leg, line }) => leg?.transaction ?? line).values()].flat();
  }

  /** Only after the rows. */
  accounts(): readonly ImportedAccount[] {
    return [...this.#budget.accounts].map(([id, account]) => ({
      ...account,
      currency: this.#budget.currency,
      balance: this.#balances.get(id) ?? ZERO_AMOUNT,
    }));
  }

  #rowOf(transaction: ActualTransaction): ImportedRow {
    const { id, line, account, isParent, notes, bankId } = transaction;
    const day = dayOf(transaction.date);
    const amount = amountOf(transaction.amount);
    const owner = this.#budget.accounts.get(account);
    const parts = isParent ? this.#partsOf(transaction, amount) : [];
    if (!isParent) this.#addBalance(account, amount);
    const payee = this.#budget.payees.get(transaction.payee) ?? "";
    const skipped =
      owner === undefined
        ? sentence("The account of the transaction was deleted in Actual.")
        : day === null
          ? sentence('"{text}" is not a date; the transaction was left out.', {
              text: displayText(transaction.date),
            })
          : amount === null
            ? sentence('"{text}" is not an amount; the transaction was left out.', {
                text: displayText(transaction.amount),
              })
            : null;
    if (skipped !== null) {
      this.warnings.push({ line, text: skipped, isRecord: owner !== undefined });
    }
    return {
      line,
      day,
      amount,
      currency: this.#budget.currency,
      text: payee === "" && transaction.isStart ? "Starting Balance" : payee || displayText(notes),
      bankId: displayText(bankId) || null,
      account: owner?.name ?? null,
      pending: false,
      skipped,
      leg: {
        transaction: this.#names.get(id) ?? id,
        category: parts.length > 0 ? null : this.#categoryOf(transaction),
        parts,
        note: payee === "" ? "" : displayText(notes),
      },
    };
  }

  /** The parts of a split, with what they leave over. */
  #partsOf(whole: ActualTransaction, amount: ExactAmount | null): readonly LegPart[] {
    const parts: LegPart[] = [];
    for (const part of this.#parts.get(whole.id) ?? []) {
      const partAmount = amountOf(part.amount);
      if (partAmount === null) continue;
      this.#addBalance(whole.account, partAmount);
      parts.push({
        amount: partAmount,
        category: this.#categoryOf(part),
        note: displayText(part.notes),
      });
    }
    if (amount === null) return parts;
    const { all, warning } = withRemainder(parts, amount);
    if (warning !== null) {
      this.warnings.push({ line: whole.line, text: warning, isRecord: false });
    }
    return all;
  }

  #categoryOf({ category, isStart }: ActualTransaction): readonly string[] | null {
    if (isStart) return null;
    return this.#budget.categories.get(category)?.path ?? null;
  }

  #addBalance(account: string, amount: ExactAmount | null): void {
    if (amount === null) return;
    this.#balances.set(account, addExact(this.#balances.get(account) ?? ZERO_AMOUNT, amount));
  }
}

/** Hundredths, whichever the currency. A number that was stored as one with decimals has none. */
function amountOf(text: string): ExactAmount | null {
  const digits = /^(-?\d+)(?:\.0)?$/u.exec(text)?.[1];
  if (digits === undefined || digits.length > AMOUNT_WHOLE_DIGITS_MAX + 3) return null;
  return { units: BigInt(digits), digits: 2 };
}

function dayOf(date: string): Day | null {
  const [, year, month, dayOfMonth] = /^(\d{4})-?(\d\d)-?(\d\d)$/u.exec(date) ?? [];
  return dayFromCivil(Number(year), Number(month), Number(dayOfMonth)) ?? null;
}
