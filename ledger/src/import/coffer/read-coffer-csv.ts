/**
 * Coffer's own CSV (export/csv.ts), back as rows: what the parts of a split and the two sides of a
 * transfer were stands together again, by the id that they share. The file does not say what kind of
 * account each is; all are taken for current accounts.
 */
import { sentence, type Sentence } from "../../sentence.ts";
import { parseDay } from "../../calendar/day.ts";
import { splitRecords, type CsvRecord } from "../csv/tokenize.ts";
import { displayText } from "../display-text.ts";
import { addExact, negateExact, readExactAmount } from "../exact-amount.ts";
import { finishFile } from "../finish-file.ts";
import { rejectedFile } from "../imported-file.ts";
import type {
  ImportedAccount,
  ImportedCategory,
  ImportedFile,
  ImportedRow,
  ImportOptions,
  ImportWarning,
  TransactionLeg,
} from "../imported-file.ts";
import { RECORDS_MAX } from "../limits.ts";

/** The head line, and so the columns, of the export. */
const head = "id,date,kind,amount,currency,text,note,category,bucket,account,pending";

const opening = "Opening balances";

/** A record of the file, and what kind of transaction it says it is. */
interface Read {
  readonly row: ImportedRow & { readonly leg: TransactionLeg };
  readonly kind: string;
}

/** Returns true for the text of an export. */
export function isCofferCsv(text: string): boolean {
  return text.startsWith(head);
}

/** Returns what an export holds. */
export function readCofferCsv(text: string, options: ImportOptions): ImportedFile {
  const records = splitRecords(text.replaceAll("\r\n", "\n"), ",", '"').slice(1);
  if (records.length > RECORDS_MAX) {
    return rejectedFile(
      "coffer",
      "utf-8",
      sentence("The file has more than {most} transactions.", { most: RECORDS_MAX }),
    );
  }
  const warnings: ImportWarning[] = [];
  const read = records
    .filter(({ cells }) => cells.some((cell) => cell !== ""))
    .map((record) => readRecord(record, warnings));
  const rows = joined(read);
  return finishFile({
    format: "coffer",
    encoding: "utf-8",
    rows,
    warnings,
    questions: [],
    balances: new Map(),
    emptyReason: sentence("The file has no transactions: there is nothing to import."),
    options,
    accounts: accountsOf(rows),
    categories: categoriesOf(read),
  });
}

function readRecord({ line, cells }: CsvRecord, warnings: ImportWarning[]): Read {
  const [id = "", date = "", kind = "", amountText = "", currency = "", ...texts] = cells;
  const [text = "", note = "", category = "", , account = "", pending = ""] = texts.map(plainCell);
  const day = parseDay(date) ?? null;
  const amount = readExactAmount(amountText);
  const skipped = problemOf(day !== null, amount !== null, { date, amount: amountText });
  if (skipped !== null) warnings.push({ line, text: skipped, isRecord: true });
  const isCategorised = category !== "" && kind !== "transfer" && kind !== "opening";
  return {
    kind,
    row: {
      line,
      day,
      amount,
      currency: currency === "" ? null : currency,
      text,
      bankId: null,
      account: account === "" ? null : account,
      pending: pending === "pending",
      skipped,
      leg: {
        transaction: kind === "opening" ? `${id}-opening` : id,
        category: isCategorised ? [category] : null,
        parts: [],
        note,
      },
    },
  };
}

function problemOf(
  hasDay: boolean,
  hasAmount: boolean,
  { date, amount }: { readonly date: string; readonly amount: string },
): Sentence | null {
  if (!hasDay) return sentence('"{date}" is not a date.', { date: displayText(date) });
  return hasAmount
    ? null
    : sentence('"{amount}" is not an amount.', { amount: displayText(amount) });
}

/** Without the apostrophe that keeps a spreadsheet from calculating (export/csv.ts). */
function plainCell(cell: string): string {
  return displayText(/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);
}

/** The parts of a split as one row, and the counterpart of what was on an account before. */
function joined(all: readonly Read[]): readonly ImportedRow[] {
  const out: ImportedRow[] = [];
  for (let at = 0; at < all.length;) {
    const first = all[at];
    if (first === undefined) break;
    let end = at + 1;
    while (isPartOf(first, all[end])) end += 1;
    const parts = all.slice(at, end).map(({ row }) => row);
    out.push(parts.length === 1 ? first.row : ofParts(first.row, parts));
    if (first.kind === "opening" && first.row.amount !== null) {
      out.push({ ...first.row, account: opening, amount: negateExact(first.row.amount) });
    }
    at = end;
  }
  return out;
}

function isPartOf({ row: first }: Read, next: Read | undefined): boolean {
  return (
    next !== undefined &&
    next.kind !== "transfer" &&
    next.row.skipped === null &&
    first.skipped === null &&
    next.row.leg.transaction === first.leg.transaction &&
    next.row.account === first.account
  );
}

function ofParts(first: Read["row"], parts: readonly Read["row"][]): ImportedRow {
  const legs = parts.flatMap(({ amount, leg }) =>
    amount === null ? [] : [{ amount, category: leg.category, note: leg.note }],
  );
  const amount = legs.map((leg) => leg.amount).reduce(addExact);
  return { ...first, amount, leg: { ...first.leg, category: null, note: "", parts: legs } };
}

function accountsOf(rows: readonly ImportedRow[]): readonly ImportedAccount[] {
  const accounts = new Map<string, ImportedAccount>();
  for (const { account, currency } of rows) {
    if (account === null || accounts.has(account)) continue;
    const kind = account === opening ? "equity" : "spending";
    accounts.set(account, { name: account, kind, currency, isClosed: false, balance: null });
  }
  return [...accounts.values()];
}

function categoriesOf(all: readonly Read[]): readonly ImportedCategory[] {
  const categories = new Map<string, ImportedCategory>();
  for (const { row, kind } of all) {
    const [name] = row.leg.category ?? [];
    if (name === undefined || categories.has(name)) continue;
    categories.set(name, { path: [name], kind: kind === "income" ? "income" : "expense" });
  }
  return [...categories.values()];
}
