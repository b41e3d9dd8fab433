/** The table of an app that simple-apps.ts describes, as rows; the sides of its transfers are paired. */
import { sentence } from "../../sentence.ts";
import type { CsvRecord } from "../csv/tokenize.ts";
import { addExact, negateExact, ZERO_AMOUNT } from "../exact-amount.ts";
import { amountReader, dayReader, type AmountReader, type ReadAmount } from "./app-cells.ts";
import { OPENING_TEXT, type AppRecord, type AppRows } from "./app-rows.ts";
import type { AppTable } from "./app-table.ts";
import { pairTransfers, type TransferSide } from "./pair-transfers.ts";
import type { RecordKind, SimpleApp } from "./simple-apps.ts";

/** A record with what it is. */
interface Entry extends TransferSide {
  readonly record: AppRecord;
  readonly isTransfer: boolean;
}

/** Reads the table of an app. */
export function readSimpleApp(app: SimpleApp, table: AppTable, rows: AppRows): void {
  const days = dayReader(
    table.records.map((record) => table.cell(record, ...app.date)),
    app.dateOrder === null ? { habit: "unknown" } : { order: app.dateOrder },
    rows,
  );
  const amounts = amountReader(amountCells(app, table), app.decimal, rows);
  const isTurned = isSpentPositive(app, table, rows, amounts);
  const entries: Entry[] = [];
  for (const record of table.records) {
    const { line } = record;
    const cells = (column: string): string => table.text(record, column);
    const kind = app.kindOf(cells);
    const text = textsOf(app, table, record)[0] ?? "";
    const read = readAmount(app, table, record, { amounts, kind });
    const account = table.text(record, ...app.account) || null;
    if (read === null) {
      rows.skip(
        line,
        text,
        sentence("The record has no amount that can be read as spent or earned."),
      );
      continue;
    }
    const amount = isTurned ? negateExact(read.amount) : read.amount;
    const day = days(table.cell(record, ...app.date));
    if (typeof day !== "number") {
      rows.countOn(account, amount);
      rows.skip(line, text, day);
      continue;
    }
    const made = { ...makeRecord(app, table, record, kind), day, amount, account };
    const currency = made.currency ?? read.currency;
    entries.push({
      record: { ...made, currency },
      isTransfer: kind.kind === "transfer",
      day,
      amount,
      account,
      other: kind.kind === "transfer" ? kind.other : null,
      currency,
    });
  }
  const owners = ownersOf(entries, rows);
  for (const entry of entries) {
    const owner = owners.get(entry) ?? entry;
    rows.add({ ...entry.record, transaction: String(owner.record.line) });
  }
  if (entries.length > 0) explainSigns(app, isTurned, rows);
}

function* amountCells({ amount }: SimpleApp, table: AppTable): Generator<string> {
  for (const record of table.records) {
    if (amount.sign !== "columns") yield table.cell(record, amount.column);
    else {
      yield table.cell(record, amount.out);
      yield table.cell(record, amount.in);
    }
  }
}

interface AmountContext {
  readonly amounts: AmountReader;
  readonly kind: RecordKind;
}

/** Returns what came to the account as the app's columns say, or null. */
function readAmount(
  { amount: how }: SimpleApp,
  table: AppTable,
  record: CsvRecord,
  { amounts, kind }: AmountContext,
): ReadAmount | null {
  if (how.sign === "columns") {
    const came = columnAmount(table.cell(record, how.in), amounts);
    const went = columnAmount(table.cell(record, how.out), amounts);
    if (came === null || went === null) return null;
    const amount = addExact(came.amount, negateExact(went.amount));
    return { amount, currency: came.currency ?? went.currency };
  }
  const read = amounts(table.cell(record, how.column));
  if (read === null || how.sign !== "type") return read;
  const isOut =
    kind.kind === "transfer" ? kind.isOut : how.isOut((name) => table.text(record, name));
  if (isOut === null) return null;
  return isOut ? { ...read, amount: negateExact(read.amount) } : read;
}

function columnAmount(cell: string, amounts: AmountReader): ReadAmount | null {
  return cell === "" ? { amount: ZERO_AMOUNT, currency: null } : amounts(cell);
}

/** Income that is written with a plus shows that the person's file has ordinary signs. */
function isSpentPositive(
  { amount: how }: SimpleApp,
  table: AppTable,
  { options }: AppRows,
  amounts: AmountReader,
): boolean {
  if (how.sign !== "spent-positive") return false;
  if (options.sign !== undefined) return options.sign === "inverted";
  let plus = 0;
  let minus = 0;
  for (const record of table.records) {
    if (table.text(record, "type").toLowerCase() !== "income") continue;
    const units = amounts(table.cell(record, how.column))?.amount.units ?? 0n;
    if (units > 0n) plus += 1;
    if (units < 0n) minus += 1;
  }
  return plus <= minus;
}

function explainSigns({ amount: how }: SimpleApp, isTurned: boolean, rows: AppRows): void {
  if (how.sign === "type") {
    rows.warn(
      null,
      sentence("The amounts have no sign: a column says what was spent and what came in."),
    );
  }
  if (isTurned) {
    rows.warn(
      null,
      sentence("The file writes what was spent with a plus; all signs were turned round."),
    );
  }
}

function makeRecord(
  app: SimpleApp,
  table: AppTable,
  record: CsvRecord,
  { kind }: RecordKind,
): Omit<AppRecord, "day" | "amount" | "account"> {
  const texts = textsOf(app, table, record);
  const isOpening = kind === "opening";
  const [text = "", ...notes] = isOpening ? [OPENING_TEXT, ...texts] : texts;
  const path = app.category.map((name) => table.text(record, name)).filter((name) => name !== "");
  return {
    line: record.line,
    currency: app.currency === null ? null : table.text(record, app.currency).toUpperCase() || null,
    text,
    note: notes.join(" · "),
    category: kind === "normal" && path.length > 0 ? path : null,
    pending: app.isPending?.((name) => table.text(record, name)) ?? false,
  };
}

function textsOf({ texts }: SimpleApp, table: AppTable, record: CsvRecord): readonly string[] {
  const filled = texts.map((name) => table.text(record, name)).filter((text) => text !== "");
  return [...new Set(filled)];
}

/** Returns the side of each transfer that names the transaction. */
function ownersOf(entries: readonly Entry[], rows: AppRows): ReadonlyMap<Entry, Entry> {
  const sides = entries.filter(({ isTransfer }) => isTransfer);
  const owners = new Map<Entry, Entry>();
  for (const [first, second] of pairTransfers(sides)) {
    owners.set(first, first);
    owners.set(second, first);
  }
  for (const side of sides) {
    if (owners.has(side)) continue;
    rows.warn(
      side.record.line,
      side.other === null
        ? sentence("The other side of this transfer is not in the file.")
        : sentence("The other side of this transfer, in {account}, is not in the file.", {
            account: side.other,
          }),
    );
  }
  return owners;
}
