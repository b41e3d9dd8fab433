/**
 * The records of an understood table as rows. Every record becomes a row: a transaction, or one
 * that is skipped for a stated reason. A record that looks like a transaction and cannot be read is
 * bad, which changes the file's outcome; balances, totals, reservations and footers are expected,
 * and only mentioned.
 */

import { sentence, type Sentence } from "../../sentence.ts";
import type { Day } from "../../calendar/day.ts";
import { currencyOfSymbol } from "../currency-symbols.ts";
import { dayOf, readDateCell } from "../date-cell.ts";
import { displayText } from "../display-text.ts";
import { isTaken } from "../imported-file.ts";
import type {
  ImportedRow,
  ImportOptions,
  ImportWarning,
  StatedBalances,
} from "../imported-file.ts";
import { readMoneyCell } from "./column-profile.ts";
import type { Layout } from "./layout.ts";
import { readRowAmount } from "./row-amount.ts";
import type { ReadAmount } from "./row-amount.ts";
import { cellAt, cellText, rowText, wholeText } from "./row-text.ts";
import { readRowLabel } from "./row-words.ts";
import type { RowLabel } from "./row-words.ts";
import { balancesOf } from "./stated-balances.ts";
import type { CsvRecord } from "./tokenize.ts";

/** The rows of a table; `bad` counts records that could not be read. */
export interface ReadRows {
  readonly rows: readonly ImportedRow[];
  readonly warnings: readonly ImportWarning[];
  readonly balances: ReadonlyMap<string, StatedBalances>;
  readonly taken: number;
  readonly bad: number;
}

/** Returns the rows of some records. */
export function readRows(
  records: readonly CsvRecord[],
  layout: Layout,
  options: ImportOptions,
): ReadRows {
  const reader = new RowReader(layout, options);
  const lastData = records.findLastIndex((record) => reader.isDataRecord(record));
  const rows: ImportedRow[] = [];
  const warnings: ImportWarning[] = [];
  let taken = 0;
  let bad = 0;
  for (const [index, record] of records.entries()) {
    const { row, problem, remark } = reader.read(record, index > lastData);
    rows.push(row);
    if (isTaken(row)) taken += 1;
    else if (problem) bad += 1;
    if (row.skipped !== null)
      warnings.push({ line: row.line, text: row.skipped, isRecord: problem });
    if (remark !== null) warnings.push({ line: row.line, text: remark, isRecord: true });
  }
  const stated = balancesOf(records, rows, layout);
  warnings.push(...stated.warnings);
  return { rows, warnings, balances: stated.balances, taken, bad };
}

interface OneRow {
  readonly row: ImportedRow;
  /** The record looks like a transaction and could not be taken. */
  readonly problem: boolean;
  /** Something about a row that was taken all the same. */
  readonly remark: Sentence | null;
}

class RowReader {
  readonly #layout: Layout;
  readonly #options: ImportOptions;
  /** Days by cell: statements repeat their dates. */
  readonly #dayByCell = new Map<string, Day | null>();

  constructor(layout: Layout, options: ImportOptions) {
    this.#layout = layout;
    this.#options = options;
  }

  isDataRecord({ cells }: CsvRecord): boolean {
    return (
      this.#readDay(cells).day !== null && readRowAmount(cells, this.#layout).state !== "empty"
    );
  }

  read(record: CsvRecord, isFooter: boolean): OneRow {
    const { cells, line } = record;
    const { texts } = this.#layout;
    const dated = this.#readDay(cells);
    const amount = readRowAmount(cells, this.#layout);
    const skip = this.#reasonToSkip(record, dated, amount, isFooter);
    const isPending = skip?.isPending === true;
    const own = amount.state === "amount" ? amount.currency : null;
    const row: ImportedRow = {
      line,
      day: dated.day,
      amount: amount.state === "amount" ? amount.amount : null,
      currency: this.#currencyOf(cells, own),
      text: skip !== null && dated.day === null ? wholeText(cells) : rowText(cells, this.#layout),
      bankId: nonEmpty(cellText(cells, texts.bankId)),
      account: this.#accountOf(cells),
      pending: isPending,
      skipped: skip?.reason ?? null,
    };
    const remark = skip === null && amount.state === "amount" ? amount.remark : null;
    return { row, problem: skip?.isProblem === true, remark };
  }

  #readDay(cells: readonly string[]): {
    readonly day: Day | null;
    readonly cell: string;
    readonly isFirst: boolean;
  } {
    const { columns } = this.#layout.dates;
    const [first] = columns;
    const cell = cellAt(cells, first ?? null);
    const day = this.#dayOf(cell);
    if (day !== null || cell !== "") return { day, cell, isFirst: true };
    for (const column of columns.slice(1)) {
      const other = this.#dayOf(cellAt(cells, column));
      if (other !== null) return { day: other, cell: cellAt(cells, column), isFirst: false };
    }
    return { day: null, cell, isFirst: true };
  }

  #dayOf(cell: string): Day | null {
    const known = this.#dayByCell.get(cell);
    if (known !== undefined) return known;
    const day = this.#parseDay(cell);
    this.#dayByCell.set(cell, day);
    return day;
  }

  #parseDay(cell: string): Day | null {
    if (this.#layout.dates.isSerial)
      return /^\d{5}(?:\.\d{1,9})?$/u.test(cell) ? serialDay(cell) : null;
    const parts = readDateCell(cell);
    return parts === null ? null : dayOf(parts, this.#layout.dateOrder);
  }

  #reasonToSkip(
    record: CsvRecord,
    dated: { readonly day: Day | null; readonly cell: string; readonly isFirst: boolean },
    amount: ReadAmount,
    isFooter: boolean,
  ): {
    readonly reason: Sentence;
    readonly isProblem: boolean;
    readonly isPending?: boolean;
  } | null {
    const { cells } = record;
    if (amount.state === "neutral")
      return skipped(sentence("Neither income nor expense, says the file."));
    const label = this.#labelOf(cells, dated.isFirst);
    const isWhole = dated.day !== null && amount.state === "amount";
    if (label === "balance" || (label === "total" && !isWhole)) {
      return skipped(sentence("A balance or a total, not a transaction."));
    }
    if (isWhole) {
      if (label === "failed")
        return skipped(sentence("The payment did not happen, says its status."));
      if (label === null || label === "total") return null;
      return {
        ...skipped(sentence("Pending: it comes with a later file when it is booked.")),
        isPending: true,
      };
    }
    if (amount.state === "wrong" && dated.day !== null)
      return { reason: amount.reason, isProblem: true };
    if (dated.day !== null) return skipped(sentence("The row has no amount."));
    if (amount.state === "amount" && dated.cell !== "") {
      return {
        reason: sentence('"{cell}" is not a date.', { cell: displayText(dated.cell).slice(0, 40) }),
        isProblem: true,
      };
    }
    if (
      !this.#layout.hasHeader &&
      cells.some((cell) => readMoneyCell(cell) !== null && readDateCell(cell) === null)
    ) {
      return {
        reason: sentence(
          "The row has an amount where the others have none, and no column names tell what it is.",
        ),
        isProblem: true,
      };
    }
    if (isFooter) return skipped(sentence("After the transactions, not read as one."));
    if (amount.state === "amount")
      return { reason: sentence("The row has an amount and no date."), isProblem: true };
    const isShort = cells.length < this.#layout.width;
    return {
      reason: isShort
        ? sentence("The row is too short to be a transaction.")
        : sentence("The row has neither a date nor an amount."),
      isProblem: isShort && cells.length > 1,
    };
  }

  #labelOf(cells: readonly string[], isBooked: boolean): RowLabel | null {
    const { statuses } = this.#layout.texts;
    let found: RowLabel | null = null;
    for (const [column, cell] of cells.entries()) {
      const label = readRowLabel(cell);
      if (label === "balance" || label === "pending") return label;
      if (label === "total") found = label;
      else if (label !== null && statuses.includes(column)) return label;
    }
    return !isBooked && statuses.length === 0 ? "pending" : found;
  }

  #currencyOf(cells: readonly string[], own: string | null): string | null {
    const cell = cellAt(cells, this.#layout.texts.currency);
    const written =
      currencyOfSymbol(cell) ?? (/^[A-Za-z]{3,5}$/u.test(cell) ? cell.toUpperCase() : null);
    return written ?? own ?? this.#layout.currency ?? this.#options.currency ?? null;
  }

  #accountOf(cells: readonly string[]): string | null {
    const cell = cellText(cells, this.#layout.texts.account);
    return cell === "" ? this.#layout.account : cell;
  }
}

function skipped(reason: Sentence): { readonly reason: Sentence; readonly isProblem: boolean } {
  return { reason, isProblem: false };
}

function nonEmpty(text: string): string | null {
  return text === "" ? null : text;
}

/** Day 25569 of spreadsheets is 1970-01-01. */
function serialDay(cell: string): Day {
  return Number.parseInt(cell, 10) - 25_569;
}
