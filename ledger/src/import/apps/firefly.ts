/**
 * The transactions that Firefly III exports as CSV, with few columns or all of them. The type of a record and
 * the types of its two accounts say where money went, not the sign of the amount: older versions write
 * transfers negative, newer ones positive. Accounts of money are accounts here; those that Firefly keeps of
 * shops and employers are the text of a transaction. What was on an account before is no income.
 */
import type { Day } from "../../calendar/day.ts";
import { sentence } from "../../sentence.ts";
import type { CsvRecord } from "../csv/tokenize.ts";
import { negateExact, type ExactAmount } from "../exact-amount.ts";
import type { SourceAccountKind } from "../imported-file.ts";
import { amountReader, dayReader, type AmountReader, type DayReader } from "./app-cells.ts";
import { OPENING_TEXT, type AppRows } from "./app-rows.ts";
import { hasColumns, type AppTable } from "./app-table.ts";

/** Returns true for the transactions of Firefly III. */
export function isFirefly(table: AppTable): boolean {
  return hasColumns(table, [
    "type",
    "amount",
    "currency code",
    "description",
    "date",
    "source name",
    "destination name",
  ]);
}

/** Accounts of money; the others are who paid or was paid, or what a balance began with. */
const OWN_KINDS: ReadonlyMap<string, SourceAccountKind> = new Map([
  ["asset account", "spending"],
  ["asset", "spending"],
  ["default account", "spending"],
  ["default asset account", "spending"],
  ["loan", "loan"],
  ["debt", "loan"],
  ["mortgage", "loan"],
  ["liability credit account", "loan"],
]);

const OTHER_TYPES: ReadonlySet<string> = new Set([
  "expense account",
  "expense",
  "beneficiary account",
  "revenue account",
  "revenue",
  "cash account",
  "initial balance account",
  "initial balance",
  "reconciliation account",
  "reconciliation",
  "import account",
]);

const TYPES: ReadonlySet<string> = new Set([
  "withdrawal",
  "deposit",
  "transfer",
  "opening balance",
  "reconciliation",
  "liability credit",
]);

/** Reads the transactions. */
export function readFirefly(table: AppTable, rows: AppRows): void {
  const days = dayReader(
    table.records.map((record) => table.cell(record, "date")),
    { order: "YMD" },
    rows,
  );
  const amounts = amountReader([], ".", rows);
  for (const record of table.records) readRecord(table, record, { days, amounts }, rows);
}

interface Readers {
  readonly days: DayReader;
  readonly amounts: AmountReader;
}

/** One of the two accounts of a record; `kind` is null if it is none of money. */
interface Place {
  readonly name: string;
  readonly kind: SourceAccountKind | null;
}

function readRecord(table: AppTable, record: CsvRecord, readers: Readers, rows: AppRows): void {
  const { line } = record;
  const text = table.text(record, "description");
  const type = table.text(record, "type").toLowerCase();
  if (!TYPES.has(type)) {
    const name = table.text(record, "type");
    rows.skip(
      line,
      text,
      sentence('"{name}" is no type of transaction that Coffer knows.', { name }),
    );
    return;
  }
  const places = readPlaces(table, record, type, rows);
  if (places === null) return;
  const written = readers.amounts(table.cell(record, "amount"));
  if (written === null) {
    const amount = table.text(record, "amount");
    rows.skip(line, text, sentence('"{amount}" is not an amount.', { amount }));
    return;
  }
  const day = readers.days(table.cell(record, "date"));
  if (typeof day !== "number") {
    rows.skip(line, text, day);
    return;
  }
  addLegs(
    table,
    record,
    { ...places, type, day, size: sizeOf(written.amount) },
    {
      amounts: readers.amounts,
      rows,
    },
  );
}

interface Places {
  readonly source: Place;
  readonly destination: Place;
}

function readPlaces(
  table: AppTable,
  record: CsvRecord,
  type: string,
  rows: AppRows,
): Places | null {
  const places: Place[] = [];
  for (const side of ["source", "destination"]) {
    const name = table.text(record, `${side} name`);
    const written = table.text(record, `${side} type`);
    const kind = kindOf(written.toLowerCase(), side, type);
    if (kind === undefined) {
      rows.skip(
        record.line,
        table.text(record, "description"),
        sentence('"{name}" is no type of account that Coffer knows ({account}).', {
          name: written,
          account: name,
        }),
      );
      return null;
    }
    places.push({ name, kind });
  }
  const [source, destination] = places;
  if (source === undefined || destination === undefined) return null;
  if (type === "opening balance" && (source.kind === null) === (destination.kind === null)) {
    // Firefly writes it with a minus only if it takes money from the person's account.
    const isTaken = table.cell(record, "amount").startsWith("-");
    return {
      source: { ...source, kind: isTaken ? "spending" : null },
      destination: { ...destination, kind: isTaken ? null : "spending" },
    };
  }
  if (source.kind !== null || destination.kind !== null) return { source, destination };
  rows.skip(
    record.line,
    table.text(record, "description"),
    sentence("Neither of the two accounts is one of money."),
  );
  return null;
}

/** Without a type the kind of transaction tells which side is the person's own. */
function kindOf(
  type: string,
  side: string,
  transaction: string,
): SourceAccountKind | null | undefined {
  // Firefly's "cash account" is where money goes that nobody keeps: no account of the person's.
  if (OTHER_TYPES.has(type)) return null;
  if (type !== "") return OWN_KINDS.get(type);
  const own = { withdrawal: "source", deposit: "destination", transfer: side }[transaction];
  return own === side ? "spending" : null;
}

function sizeOf(amount: ExactAmount): ExactAmount {
  return amount.units < 0n ? negateExact(amount) : amount;
}

interface Movement extends Places {
  readonly type: string;
  readonly day: Day;
  readonly size: ExactAmount;
}

function addLegs(
  table: AppTable,
  record: CsvRecord,
  { source, destination, type, day, size }: Movement,
  { amounts, rows }: { readonly amounts: AmountReader; readonly rows: AppRows },
): void {
  const { line } = record;
  const currency = table.text(record, "currency code") || null;
  const foreignCurrency = table.text(record, "foreign currency code") || null;
  const foreign = amounts(table.cell(record, "foreign amount"));
  const isTransfer = source.kind !== null && destination.kind !== null;
  const description = table.text(record, "description");
  const counterpart = (source.kind === null ? source : destination).name;
  const isPayee = !isTransfer && (type === "withdrawal" || type === "deposit");
  const text =
    type === "opening balance" ? OPENING_TEXT : isPayee ? counterpart || description : description;
  const foreignNote =
    foreign === null || foreignCurrency === null || isTransfer
      ? ""
      : `${table.text(record, "foreign amount").replace(/^-/u, "")} ${foreignCurrency}`;
  const category = categoryOf(table, record);
  const note = noteOf([
    text === description ? "" : description,
    // A transfer has no category here.
    isTransfer ? (category?.[0] ?? "") : "",
    table.text(record, "notes"),
    tagsOf(table.text(record, "tags")),
    foreignNote,
  ]);
  const id = table.text(record, "journal id");
  const shared = {
    line,
    day,
    text,
    note,
    category: isTransfer || type === "opening balance" ? null : category,
    transaction: id === "" ? `line ${line}` : id,
  };
  if (source.kind !== null) {
    rows.account({ name: source.name, kind: source.kind, currency });
    rows.add({ ...shared, account: source.name, currency, amount: negateExact(size) });
  }
  if (destination.kind === null) return;
  // Between accounts of two currencies the foreign amount is what arrived.
  const isExchange = isTransfer && foreign !== null && foreignCurrency !== null;
  const arrived = isExchange
    ? { amount: sizeOf(foreign.amount), currency: foreignCurrency }
    : { amount: size, currency };
  rows.account({ name: destination.name, kind: destination.kind, currency: arrived.currency });
  rows.add({ ...shared, account: destination.name, ...arrived });
}

function categoryOf(table: AppTable, record: CsvRecord): readonly string[] | null {
  const category = table.text(record, "category");
  return category === "" ? null : [category];
}

function tagsOf(tags: string): string {
  return tags
    .split(",")
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "")
    .map((tag) => `#${tag}`)
    .join(" ");
}

function noteOf(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" · ");
}
