/**
 * The transactions that Mint exported as CSV. Its amounts have no sign: a column says "debit" or "credit".
 * Some programs write Mint's columns with signs that contradict that; the column holds. Descriptions of
 * banks may carry HTML entities, which are decoded once.
 */
import { sentence } from "../../sentence.ts";
import type { CsvRecord } from "../csv/tokenize.ts";
import { readDateCell } from "../date-cell.ts";
import { readAmountCell } from "../amount-cell.ts";
import { displayText } from "../display-text.ts";
import { negateExact, type ExactAmount } from "../exact-amount.ts";
import { decodeEntities } from "../entities.ts";
import { amountReader, dayReader } from "./app-cells.ts";
import type { AppRows } from "./app-rows.ts";
import { appTable, hasColumns, type AppTable } from "./app-table.ts";

const NAMES = [
  "date",
  "description",
  "original description",
  "amount",
  "transaction type",
  "category",
  "account name",
  "labels",
  "notes",
] as const;

/** Returns true for Mint's columns. */
export function isMint(table: AppTable): boolean {
  return hasColumns(table, [
    "date",
    "description",
    "original description",
    "amount",
    "transaction type",
    "account name",
  ]);
}

/** Returns the table of records without a header if each is one of Mint's, else null. */
export function headlessMint(records: readonly CsvRecord[]): AppTable | null {
  return records.length > 0 && records.every(isMintRecord) ? appTable(NAMES, records) : null;
}

function isMintRecord({ cells }: CsvRecord): boolean {
  const [date = "", , , amount = "", type = ""] = cells;
  return (
    cells.length === NAMES.length &&
    /^(?:debit|credit)$/iu.test(type) &&
    readDateCell(date) !== null &&
    readAmountCell(amount) !== null
  );
}

/** Reads the transactions. */
export function readMint(table: AppTable, rows: AppRows): void {
  const column = (name: string): string[] => table.records.map((each) => table.cell(each, name));
  const days = dayReader(column("date"), { order: "MDY" }, rows);
  const amounts = amountReader(column("amount"), ".", rows);
  let contradicting: CsvRecord | null = null;
  let taken = 0;
  for (const record of table.records) {
    const { line } = record;
    const text = textOf(table.cell(record, "description"));
    const type = table.text(record, "transaction type").toLowerCase();
    const amount = amounts(table.cell(record, "amount"));
    const day = days(table.cell(record, "date"));
    if (amount === null || (type !== "debit" && type !== "credit")) {
      rows.skip(
        line,
        text,
        sentence('"{amount}" and "{type}" are no amount with "debit" or "credit".', {
          amount: table.text(record, "amount"),
          type: table.text(record, "transaction type"),
        }),
      );
      continue;
    }
    if (amount.amount.units < 0n && contradicting === null) contradicting = record;
    const account = table.text(record, "account name") || null;
    const signed = signedAmount(amount.amount, type);
    if (typeof day !== "number") {
      rows.countOn(account, signed);
      rows.skip(line, text, day);
      continue;
    }
    taken += 1;
    const original = textOf(table.cell(record, "original description"));
    rows.add({
      line,
      day,
      amount: signed,
      currency: amount.currency,
      account,
      text,
      category: categoryOf(table, record),
      note: [
        original === text ? "" : original,
        table.text(record, "notes"),
        table.text(record, "labels"),
      ]
        .filter((part) => part !== "")
        .join(" · "),
    });
  }
  if (taken > 0) warnOfSigns(contradicting, rows);
}

function signedAmount(amount: ExactAmount, type: "debit" | "credit"): ExactAmount {
  const size = amount.units < 0n ? negateExact(amount) : amount;
  return type === "debit" ? negateExact(size) : size;
}

function warnOfSigns(contradicting: CsvRecord | null, rows: AppRows): void {
  rows.warn(
    contradicting?.line ?? null,
    contradicting === null
      ? sentence("The amounts have no sign: debit was read as money out, credit as money in.")
      : sentence(
          "The amounts have a sign and a type; the type was taken: debit is money out, credit is money in. Compare the balances.",
        ),
  );
}

function textOf(cell: string): string {
  return displayText(decodeEntities(cell));
}

/** Mint's way to say that a transaction has none. */
const NO_CATEGORY = "uncategorized";

function categoryOf(table: AppTable, record: CsvRecord): readonly string[] | null {
  const category = textOf(table.cell(record, "category"));
  return category === "" || category.toLowerCase() === NO_CATEGORY ? null : [category];
}
