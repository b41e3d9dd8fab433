/**
 * The register that YNAB exports as CSV, of today's YNAB and of YNAB 4, and the short form that YNAB takes
 * from banks. Every split stands in several records, "Split (1/3)", and every transfer in one record of each
 * of its accounts: both come back as one transaction. The first record of an account, "Starting Balance", is
 * neither earned nor spent.
 */
import type { Day } from "../../calendar/day.ts";
import { sentence, type Sentence } from "../../sentence.ts";
import type { CsvRecord } from "../csv/tokenize.ts";
import { addExact, negateExact, type ExactAmount } from "../exact-amount.ts";
import type { LegPart } from "../imported-file.ts";
import { amountReader, dayReader, type AmountReader, type DayReader } from "./app-cells.ts";
import type { AppRecord, AppRows } from "./app-rows.ts";
import { hasColumns, type AppTable } from "./app-table.ts";
import { pairTransfers } from "./pair-transfers.ts";

/** Returns true for a register; the short form has no accounts and no columns beside these. */
export function isYnabRegister(table: AppTable): boolean {
  if (!hasColumns(table, ["date", "payee", "memo", "outflow", "inflow"])) return false;
  if (hasColumns(table, ["account", ["cleared", "flag", "category group"]])) return true;
  const short = new Set(["date", "payee", "category", "memo", "outflow", "inflow"]);
  return [...table.names].every((name) => short.has(name));
}

/** What a plan of YNAB, which is in the same archive, is refused with; null if the table is none. */
export function refusalOfYnabPlan(table: AppTable): Sentence | null {
  const isPlan =
    hasColumns(table, ["month", "category", ["activity", "outflows"], ["assigned", "budgeted"]]) &&
    !table.names.has("date");
  return isPlan
    ? sentence(
        "This is the plan of a YNAB budget, which has no transactions; import the register of the same export (Register.csv).",
      )
    : null;
}

/** One record of the register. */
interface Entry {
  readonly line: number;
  readonly day: Day;
  readonly account: string | null;
  readonly text: string;
  readonly note: string;
  readonly category: readonly string[] | null;
  readonly amount: ExactAmount;
  readonly currency: string | null;
  /** The account on the other side of a transfer. */
  readonly other: string | null;
  /** Its place in a split, from 1, and how many parts there are. */
  readonly split: { readonly index: number; readonly count: number } | null;
}

/** Reads a register. */
export function readYnabRegister(table: AppTable, rows: AppRows): void {
  const days = dayReader(
    table.records.map((record) => table.cell(record, "date")),
    { habit: isEuropean(table) ? "european" : "american" },
    rows,
  );
  const amounts = amountReader(amountCells(table), null, rows);
  const entries: Entry[] = [];
  for (const record of table.records) {
    const entry = readEntry(table, record, { days, amounts }, rows);
    if (entry !== null) entries.push(entry);
  }
  const groups = splitsOf(entries, rows);
  const transactions = transactionsOf(groups, rows);
  for (const group of groups) rows.add(recordOf(group, transactions));
}

/** YNAB writes dates and amounts as the person has set both; a decimal comma is rare in America. */
function isEuropean(table: AppTable): boolean {
  for (const cell of amountCells(table)) if (/€|,\d{2}(?!\d)/u.test(cell)) return true;
  return false;
}

function* amountCells(table: AppTable): Generator<string> {
  for (const record of table.records) {
    yield table.cell(record, "outflow");
    yield table.cell(record, "inflow");
  }
}

interface Readers {
  readonly days: DayReader;
  readonly amounts: AmountReader;
}

const SPLIT = /^(?:Split ?\((\d{1,4})\/(\d{1,4})\)|\(Split ?(\d{1,4})\/(\d{1,4})\)) ?/iu;
const TRANSFER = /^Transfer ?: ?(.+)$/iu;

function readEntry(
  table: AppTable,
  record: CsvRecord,
  { days, amounts }: Readers,
  rows: AppRows,
): Entry | null {
  const { line } = record;
  const text = table.text(record, "payee");
  const account = table.text(record, "account") || null;
  const money = readMoney(table, record, amounts);
  if (money === null) {
    rows.skip(
      line,
      text,
      sentence('"{outflow}" and "{inflow}" are not one amount, of money out or in.', {
        outflow: table.text(record, "outflow"),
        inflow: table.text(record, "inflow"),
      }),
    );
    return null;
  }
  const day = days(table.cell(record, "date"));
  if (typeof day !== "number") {
    rows.countOn(account, money.amount);
    rows.skip(line, text, day);
    return null;
  }
  const memo = table.text(record, "memo");
  const split = SPLIT.exec(memo);
  const other = account === null ? null : (TRANSFER.exec(text)?.[1] ?? null);
  return {
    line,
    day,
    account,
    text,
    note: split === null ? memo : memo.slice(split[0].length),
    category: isOpening(text) ? null : categoryOf(table, record, rows),
    ...money,
    other,
    split:
      split === null
        ? null
        : { index: Number(split[1] ?? split[3]), count: Number(split[2] ?? split[4]) },
  };
}

/** Returns what came in or went out; YNAB never writes both. */
function readMoney(
  table: AppTable,
  record: CsvRecord,
  amounts: AmountReader,
): { readonly amount: ExactAmount; readonly currency: string | null } | null {
  const [came, went] = ["inflow", "outflow"].map((name) => {
    const cell = table.cell(record, name);
    return cell === "" ? undefined : amounts(cell);
  });
  if (came === null || went === null) return null;
  if (came !== undefined && (went === undefined || went.amount.units === 0n)) return came;
  const isOne = went !== undefined && (came === undefined || came.amount.units === 0n);
  return isOne ? { ...went, amount: negateExact(went.amount) } : null;
}

function isOpening(payee: string): boolean {
  return payee.toLowerCase() === "starting balance";
}

/** Where money that comes in goes before it is assigned; YNAB has no other categories of income. */
const INCOME_GROUPS: ReadonlySet<string> = new Set(["inflow", "income"]);

function categoryOf(table: AppTable, record: CsvRecord, rows: AppRows): readonly string[] | null {
  const group = table.text(record, "category group", "master category");
  const name = table.names.has("sub category")
    ? table.text(record, "sub category")
    : table.text(record, "category");
  const joined = table.text(record, "category group/category");
  const path = name === "" ? pathOf(joined) : [group, name].filter((part) => part !== "");
  if (path.length === 0) return null;
  if (INCOME_GROUPS.has((path[0] ?? "").toLowerCase())) rows.category(path, "income");
  return path;
}

function pathOf(joined: string): readonly string[] {
  const at = joined.indexOf(": ");
  const parts = at < 0 ? [joined] : [joined.slice(0, at), joined.slice(at + 2)];
  return parts.filter((part) => part !== "");
}

/** Returns the records as they belong together: the parts of a split, everything else alone. */
function splitsOf(entries: readonly Entry[], rows: AppRows): readonly (readonly Entry[])[] {
  const groups: Entry[][] = [];
  for (let at = 0; at < entries.length;) {
    const first = entries[at];
    if (first === undefined) break;
    const group = [first];
    const indexes = new Set([first.split?.index]);
    for (at += 1; at < entries.length; at += 1) {
      const next = entries[at];
      if (next === undefined || !isPartOf(first, next) || indexes.has(next.split?.index)) break;
      group.push(next);
      indexes.add(next.split?.index);
    }
    if (first.split !== null && group.length !== first.split.count) {
      rows.warn(
        first.line,
        sentence("{found} of the {count} parts of this split are in the file.", {
          count: first.split.count,
          found: group.length,
        }),
        true,
      );
    }
    groups.push(group);
  }
  return groups;
}

function isPartOf(first: Entry, next: Entry): boolean {
  return (
    first.split !== null &&
    next.split?.count === first.split.count &&
    next.account === first.account &&
    next.day === first.day
  );
}

/** Returns the transaction of each record: that of its split, and of both sides of a transfer the same. */
function transactionsOf(
  groups: readonly (readonly Entry[])[],
  rows: AppRows,
): ReadonlyMap<Entry, string> {
  const transactions = new Map<Entry, string>();
  for (const group of groups) {
    for (const entry of group) transactions.set(entry, String(group[0]?.line ?? entry.line));
  }
  const sides = groups.flat().filter(({ other }) => other !== null);
  const alone = new Set(sides);
  for (const [a, b] of pairTransfers(sides)) {
    alone.delete(a);
    alone.delete(b);
    const [owner, joining] = b.split === null ? [a, b] : [b, a];
    transactions.set(joining, transactions.get(owner) ?? String(owner.line));
  }
  for (const { line, other } of alone) {
    rows.warn(
      line,
      sentence("The other side of this transfer, in {account}, is not in the file.", {
        account: other ?? "",
      }),
    );
  }
  return transactions;
}

function recordOf(group: readonly Entry[], transactions: ReadonlyMap<Entry, string>): AppRecord {
  const [first] = group as readonly [Entry, ...Entry[]];
  const isSplit = group.length > 1;
  const named = group.find(({ other }) => other === null) ?? first;
  return {
    line: first.line,
    day: first.day,
    account: first.account,
    currency: first.currency,
    text: named.text,
    amount: group.map(({ amount }) => amount).reduce(addExact),
    note: isSplit ? "" : first.note,
    category: isSplit ? null : first.category,
    parts: isSplit ? group.map(partOf) : [],
    transaction: transactions.get(first) ?? String(first.line),
  };
}

function partOf({ amount, category, note }: Entry): LegPart {
  return { amount, category, note };
}
