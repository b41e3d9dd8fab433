/**
 * The transactions that ezBookkeeping exports as CSV or TSV. Amounts have no sign, the type says where money
 * went; a transfer is one record with the second account and what arrived there, maybe in another currency.
 * A "Balance Modification" is what was on an account before, or a correction of it: no income.
 */
import type { Day } from "../../calendar/day.ts";
import { sentence } from "../../sentence.ts";
import type { CsvRecord } from "../csv/tokenize.ts";
import { negateExact } from "../exact-amount.ts";
import { amountReader, dayReader, type AmountReader, type ReadAmount } from "./app-cells.ts";
import { OPENING_TEXT, type AppRows } from "./app-rows.ts";
import { hasColumns, type AppTable } from "./app-table.ts";

/** Returns true for the columns of ezBookkeeping. */
export function isEzbookkeeping(table: AppTable): boolean {
  return hasColumns(table, [
    "time",
    "type",
    "category",
    "sub category",
    "account",
    "amount",
    "account2",
    "account2 amount",
  ]);
}

/** Reads the transactions. */
export function readEzbookkeeping(table: AppTable, rows: AppRows): void {
  const days = dayReader(
    table.records.map((record) => table.cell(record, "time")),
    { order: "YMD" },
    rows,
  );
  const amounts = amountReader([], ".", rows);
  for (const record of table.records) {
    const text = textOf(table, record);
    const day = days(table.cell(record, "time"));
    const amount = amounts(table.cell(record, "amount"));
    if (typeof day !== "number") rows.skip(record.line, text, day);
    else if (amount === null) {
      const written = table.text(record, "amount");
      rows.skip(record.line, text, sentence('"{amount}" is not an amount.', { amount: written }));
    } else addRecord(table, record, { day, amount, amounts, rows });
  }
}

interface Reading {
  readonly day: Day;
  readonly amount: ReadAmount;
  readonly amounts: AmountReader;
  readonly rows: AppRows;
}

function addRecord(
  table: AppTable,
  record: CsvRecord,
  { day, amount: { amount }, amounts, rows }: Reading,
): void {
  const { line } = record;
  const type = table.text(record, "type").toLowerCase();
  const currency = table.text(record, "account currency") || null;
  const text = textOf(table, record);
  const account = table.text(record, "account") || null;
  const note = tagsOf(table.text(record, "tags"));
  const shared = { line, day, account, currency, text, note };
  if (type === "income" || type === "refund") {
    rows.add({ ...shared, amount, category: categoryOf(table, record) });
  } else if (type === "expense") {
    rows.add({ ...shared, amount: negateExact(amount), category: categoryOf(table, record) });
  } else if (type === "balance modification") {
    rows.add({ ...shared, amount, category: null, text: OPENING_TEXT });
  } else if (type === "transfer") {
    const other = table.text(record, "account2");
    const arrived = amounts(table.cell(record, "account2 amount"));
    const otherCurrency = table.text(record, "account2 currency") || currency;
    rows.add({ ...shared, amount: negateExact(amount), category: null });
    if (other === "") {
      rows.warn(line, sentence("The transfer names no second account."));
      return;
    }
    rows.add({
      ...shared,
      account: other,
      amount: arrived?.amount ?? amount,
      currency: otherCurrency,
      category: null,
    });
  } else {
    const name = table.text(record, "type");
    rows.skip(
      line,
      text,
      sentence('"{name}" is no type of transaction that Coffer knows.', { name }),
    );
  }
}

function textOf(table: AppTable, record: CsvRecord): string {
  return table.text(record, "description", "comment") || table.text(record, "sub category");
}

function categoryOf(table: AppTable, record: CsvRecord): readonly string[] | null {
  const path = [table.text(record, "category"), table.text(record, "sub category")].filter(
    (part) => part !== "",
  );
  return path.length === 0 ? null : path;
}

function tagsOf(tags: string): string {
  return tags
    .split(";")
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "")
    .map((tag) => `#${tag}`)
    .join(" ");
}
