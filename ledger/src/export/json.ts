/**
 * A whole book as JSON, without loss: every record with all its fields, ids included. Money is decimal text in the
 * currency of its account, dates ISO 8601. `format` and `version` say what it is.
 */
import { settingsOf, type Book } from "../book/book.ts";
import { transactionInRow, type TransactionRecord } from "../book/listing.ts";
import { recordOf } from "../book/record-table.ts";
import { dayToText } from "../calendar/day.ts";
import { minorDigits, type CurrencyCode } from "../money/currency.ts";
import { formatDecimal } from "../money/decimal.ts";

/** Raised whenever the shape changes. */
const version = 1;

/** The JSON text. */
export function exportJson(book: Book): string {
  const { tables, transactions } = book;
  const { currency } = settingsOf(book);
  const all = Array.from({ length: transactions.count }, (_, row) => transactionInRow(book, row));
  const exported = {
    format: "coffer",
    version,
    settings: withTexts(settingsOf(book), currency),
    accounts: present(tables.account.records).map((account) =>
      withTexts(account, account.currency),
    ),
    categories: present(tables.category.records).map((category) => withTexts(category, currency)),
    transactions: all.filter(({ deleted }) => !deleted).map((each) => transactionOf(book, each)),
    reviews: present(tables.review.records).map((review) =>
      withTexts(review, review.snapshot?.currency ?? currency),
    ),
    imports: present(tables.batch.records),
    dismissals: present(tables.dismissal.records).map((each) =>
      withTexts(each, settingsOf(book).currency),
    ),
    rules: present(tables.rule.records),
    mappings: present(tables.mapping.records),
  };
  return `${JSON.stringify(exported, null, 2)}\n`;
}

function transactionOf(book: Book, transaction: TransactionRecord): object {
  const currencyOf = (account: TransactionRecord["account"]): CurrencyCode =>
    recordOf(book.tables.account, account)?.currency ?? settingsOf(book).currency;
  const { transferMinor, ...own } = transaction;
  const received = decimal(transferMinor, currencyOf(transaction.transferAccount));
  return { ...withTexts(own, currencyOf(transaction.account)), transferAmount: received };
}

function present<Value extends { readonly deleted: boolean }>(
  records: readonly (Value | null)[],
): readonly Value[] {
  return records.filter((record): record is Value => record !== null && !record.deleted);
}

/**
 * A record whose amounts and days are texts: `minor` becomes `amount`, `…Minor` becomes `…`, and `day`, `…Day`,
 * `first`, `last` become dates; likewise in the objects and lists that it holds.
 */
function withTexts(record: object, currency: CurrencyCode): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => {
      if (typeof value === "bigint") return [amountName(name), decimal(value, currency)];
      if (typeof value === "number" && isDayName(name)) return [name, dayToText(value)];
      return [amountName(name), nested(value, currency)];
    }),
  );
}

function nested(value: unknown, currency: CurrencyCode): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => nested(item, currency));
  return typeof value === "object" && value !== null ? withTexts(value, currency) : value;
}

function amountName(name: string): string {
  return name === "minor" ? "amount" : name.replace(/Minor$/, "");
}

function isDayName(name: string): boolean {
  return name === "day" || name === "first" || name === "last" || name.endsWith("Day");
}

function decimal(minor: bigint, currency: CurrencyCode): string {
  return formatDecimal(minor, minorDigits(currency));
}
