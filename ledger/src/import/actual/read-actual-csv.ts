/**
 * The transactions that Actual exports as CSV. A split is a record with its whole in a column of its
 * own, "(SPLIT INTO 2)" before its notes, and its parts in the records after it, "(SPLIT 1 OF 2)".
 * Both sides of a transfer are records; the payee of each is the other account.
 */
import { sentence } from "../../sentence.ts";
import type { Day } from "../../calendar/day.ts";
import { amountReader, dayReader } from "../apps/app-cells.ts";
import type { AppRows } from "../apps/app-rows.ts";
import { hasColumns, type AppTable } from "../apps/app-table.ts";
import { pairTransfers } from "../apps/pair-transfers.ts";
import type { CsvRecord } from "../csv/tokenize.ts";
import type { ExactAmount } from "../exact-amount.ts";
import type { LegPart } from "../imported-file.ts";
import { withRemainder } from "./split-remainder.ts";

/** Returns true for Actual's columns. */
export function isActual(table: AppTable): boolean {
  return hasColumns(table, [
    "account",
    "date",
    "payee",
    "notes",
    "category",
    "amount",
    "cleared",
    ["split amount", "reconciled"],
  ]);
}

/** A record, read. `split` is how many parts it has, or null. */
interface Read {
  readonly line: number;
  readonly day: Day;
  readonly amount: ExactAmount;
  readonly account: string | null;
  readonly payee: string;
  readonly note: string;
  readonly category: readonly string[] | null;
  readonly split: number | null;
  /** Whether it is a part of the split before it. */
  readonly isPart: boolean;
}

/** A transaction of an account, and the records that its parts are. */
interface Whole {
  readonly read: Read;
  readonly parts: Read[];
}

/** Reads the transactions. */
export function readActualCsv(table: AppTable, rows: AppRows): void {
  const wholes = wholesOf(recordsOf(table, rows));
  const names = transferNames(wholes);
  for (const whole of wholes) {
    const { line, day, amount, account, payee, note, category } = whole.read;
    const parts = partsOf(whole);
    const { all, warning } = withRemainder(parts, amount);
    if (warning !== null) rows.warn(line, warning);
    rows.add({
      line,
      day,
      amount,
      currency: null,
      account,
      text: payee === "" ? note : payee,
      note: payee === "" ? "" : note,
      category: all.length > 0 ? null : category,
      parts: all,
      transaction: String(names.get(whole) ?? line),
    });
  }
}

const NOTES = /^\(SPLIT (?:INTO (\d{1,4})|(\d{1,4}) OF \d{1,4})\) ?/u;
const START = "starting balance";

function recordsOf(table: AppTable, rows: AppRows): readonly Read[] {
  const column = (name: string): string[] => table.records.map((each) => table.cell(each, name));
  const days = dayReader(column("date"), { order: "YMD" }, rows);
  const amounts = amountReader([...column("amount"), ...column("split amount")], ".", rows);
  return table.records.flatMap((record): readonly Read[] => {
    const { line } = record;
    const notes = table.text(record, "notes");
    const [prefix = "", into, part] = NOTES.exec(notes) ?? [];
    const payee = table.text(record, "payee");
    const amountCell = into === undefined ? "amount" : "split amount";
    const amount = amounts(table.cell(record, amountCell))?.amount ?? null;
    const day = days(table.cell(record, "date"));
    const account = table.text(record, "account") || null;
    if (amount === null || typeof day !== "number") {
      const text = table.text(record, amountCell);
      if (amount !== null) rows.countOn(account, amount);
      const noAmount = sentence('"{text}" is not an amount; the transaction was left out.', {
        text,
      });
      rows.skip(line, payee, typeof day === "number" ? noAmount : day);
      return [];
    }
    const note = notes.slice(prefix.length);
    const category = payee.toLowerCase() === START ? null : categoryOf(table, record);
    const split = into === undefined ? null : Number(into);
    return [
      { line, day, amount, account, payee, note, category, split, isPart: part !== undefined },
    ];
  });
}

/** Older versions write the group before the category, in one cell. */
function categoryOf(table: AppTable, record: CsvRecord): readonly string[] | null {
  const category = table.text(record, "category");
  if (category === "") return null;
  const group = table.text(record, "category group");
  if (group !== "") return [group, category];
  if (table.names.has("split amount")) return [category];
  const end = category.indexOf(": ");
  return end > 0 ? [category.slice(0, end), category.slice(end + 2)] : [category];
}

/** A part without the whole before it is a transaction itself. */
function wholesOf(records: readonly Read[]): readonly Whole[] {
  const wholes: Whole[] = [];
  for (const read of records) {
    const last = wholes.at(-1);
    const isOpen =
      last !== undefined &&
      last.parts.length < (last.read.split ?? 0) &&
      last.read.account === read.account;
    if (read.isPart && isOpen) last.parts.push(read);
    else wholes.push({ read, parts: [] });
  }
  return wholes;
}

function partsOf({ parts }: Whole): readonly LegPart[] {
  return parts.map(({ amount, category, note }) => ({ amount, category, note }));
}

/** The line that names a transaction with several sides: that of one with parts, or of the first. */
function transferNames(wholes: readonly Whole[]): ReadonlyMap<Whole, number> {
  const accounts = new Set(wholes.map(({ read }) => read.account));
  const sides = wholes.flatMap((whole) => {
    const records = whole.parts.length > 0 ? whole.parts : [whole.read];
    return records
      .filter(({ payee }) => accounts.has(payee))
      .map(({ day, account, payee, amount }) => ({
        whole,
        day,
        account,
        other: payee,
        amount,
        currency: null,
      }));
  });
  const names = new Map<Whole, number>();
  for (const [a, b] of pairTransfers(sides)) {
    const main = b.whole.parts.length > 0 ? b.whole : a.whole;
    const name = names.get(main) ?? main.read.line;
    names.set(a.whole, name);
    names.set(b.whole, name);
  }
  return names;
}
