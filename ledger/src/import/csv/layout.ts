/**
 * The columns of a table, understood: which one dates, which one counts and with what sign, which
 * ones tell. Everything is decided before the first row is read, from all rows together, so that
 * one strange row cannot turn a file.
 */

import { sentence } from "../../sentence.ts";
import { fail, ok } from "../../result.ts";
import type { Result } from "../../result.ts";
import type { DecimalSign } from "../amount-cell.ts";
import type { DateOrder } from "../date-cell.ts";
import type { ImportOptions, ImportQuestion } from "../imported-file.ts";
import { findAmountColumns, usedBy } from "./amount-columns.ts";
import type { AmountChoice, AmountColumns } from "./amount-columns.ts";
import { isVerified } from "./balance-check.ts";
import type { BalanceOrder } from "./balance-check.ts";
import type { ColumnName } from "./column-names.ts";
import { PROFILE_RECORDS_MAX } from "./column-profile.ts";
import { decideCurrency } from "./currency-choice.ts";
import { findDateColumns } from "./date-column.ts";
import type { DateColumns } from "./date-column.ts";
import { decideDateOrder, isNewestFirst } from "./date-order.ts";
import { decideDecimalSign } from "./decimal-sign.ts";
import type { DecimalChoice } from "./decimal-sign.ts";
import type { Dialect } from "./delimiter.ts";
import { correctedRoles, holdsSerialDays } from "./corrections.ts";
import type { CorrectedRoles } from "./corrections.ts";
import { correctedTexts } from "./corrected-texts.ts";
import type { CsvCorrections } from "./mapping.ts";
import { doubtOfShape, noAmountReason, noDateFailure } from "./layout-doubts.ts";
import type { LayoutFailure } from "./layout-doubts.ts";
import { dateQuestion, decimalQuestion, signQuestion } from "./layout-questions.ts";
import { commonWidth, makeTable } from "./make-table.ts";
import { originHints } from "./origin.ts";
import { accountOfPreamble, onlyAccount } from "./own-account.ts";
import { decideSign } from "./sign.ts";
import type { SignRule } from "./sign.ts";
import { speaksFor } from "./table.ts";
import type { Table } from "./table.ts";
import { findTextColumns } from "./text-columns.ts";
import type { TextColumns } from "./text-columns.ts";
import type { CsvRecord } from "./tokenize.ts";

/** A table before it is understood; `names` is null without a header. */
export interface RawTable {
  readonly names: readonly ColumnName[] | null;
  readonly preamble: readonly CsvRecord[];
  readonly data: readonly CsvRecord[];
  readonly dialect: Dialect;
  readonly options: ImportOptions;
  /** What to call the account if nothing names it, or null. */
  readonly accountName: string | null;
  /** What a person says of this table. */
  readonly corrections: CsvCorrections;
}

/** How the rows of a table are read. */
export interface Layout {
  readonly hasHeader: boolean;
  readonly width: number;
  readonly dates: DateColumns;
  readonly dateOrder: DateOrder;
  readonly decimalSign: DecimalSign;
  readonly amounts: AmountColumns;
  readonly sign: SignRule;
  readonly balance: number | null;
  readonly balanceOrder: BalanceOrder | null;
  readonly texts: TextColumns;
  /** The currency of a row that names none, or null for the account's. */
  readonly currency: string | null;
  readonly account: string | null;
  /** The columns, with what they are called and hold. */
  readonly table: Table;
  readonly questions: readonly ImportQuestion[];
}

/** Returns the layout of a table. */
export function understandTable(raw: RawTable): Result<Layout, LayoutFailure> {
  const { data, names, options, corrections } = raw;
  const undated = makeTable(names, data);
  if (data.length === 0) {
    const reason = sentence("The file has column names and no rows: there is nothing to import.");
    return fail({ code: "no-records", reason });
  }
  const corrected = correctedRoles(undated, corrections.roles ?? {});
  if (!corrected.ok) return corrected;
  const roles = corrected.value;
  const dates = givenDates(undated, roles) ?? findDateColumns(undated);
  if (dates === null) return fail(noDateFailure(undated));
  const decimal = decimalOf(undated, data);
  const decimalSign = options.decimal ?? decimal.sign;
  const dateCells = data.map(({ cells }) => cells[dates.columns[0] ?? 0] ?? "");
  const order = decideDateOrder(dateCells, originHints(undated, decimalSign, raw.dialect));
  const dateOrder = options.dateOrder ?? order.taken;
  const table = {
    ...undated,
    isNewestFirst: isNewestFirst(dateCells.slice(0, PROFILE_RECORDS_MAX), dateOrder),
  };
  const { amount, debit, credit, balance, ...others } = roles;
  const given = {
    amounts: amount ?? [],
    debits: debit ?? [],
    credits: credit ?? [],
    balances: balance,
  };
  const free = withoutColumns(table, [...dates.columns, ...Object.values(others).flat()]);
  const choice = findAmountColumns(free, decimalSign, given);
  if (choice === null) return fail({ code: "no-amount", reason: noAmountReason(table) });
  const isGiven = given.amounts.length + given.debits.length + given.credits.length > 0;
  const doubt = isGiven ? null : doubtOfShape(table, choice, decimalSign);
  if (doubt !== null) return fail({ code: "no-amount", reason: doubt });
  const decided = { dates, dateOrder, decimalSign, choice, roles };
  return ok(
    layoutOf(raw, table, decided, [
      ...dateQuestion(order.choices, order.taken, options),
      ...decimalQuestion(decimal, options),
    ]),
  );
}

interface Decided {
  readonly dates: DateColumns;
  readonly dateOrder: DateOrder;
  readonly decimalSign: DecimalSign;
  readonly choice: AmountChoice;
  readonly roles: CorrectedRoles;
}

/** The columns of dates that a person names, with what is guessed of the others. */
function givenDates(table: Table, roles: CorrectedRoles): DateColumns | null {
  const { date = [], "value-date": values } = roles;
  if (date.length === 0 && values === undefined) return null;
  const guessed = findDateColumns(table)?.columns ?? [];
  const first = date.length > 0 ? date : guessed.slice(0, 1);
  const others = values ?? guessed.filter((column) => !first.includes(column));
  const columns = [...first, ...others];
  const [main] = columns;
  return main === undefined ? null : { columns, isSerial: holdsSerialDays(table, main) };
}

/** With the dates and the amounts known: their sign, and the columns around them. */
function layoutOf(
  raw: RawTable,
  table: Table,
  { dates, dateOrder, decimalSign, choice, roles }: Decided,
  questions: readonly ImportQuestion[],
): Layout {
  const { names, preamble, options, corrections } = raw;
  const preambleText = preamble.map(({ cells }) => cells.join(" ")).join("\n");
  const signs = decideSign({
    table,
    choice,
    decimalSign,
    preamble: preambleText,
    given: options.sign ?? corrections.sign,
    direction: roles.direction === undefined ? undefined : (roles.direction[0] ?? null),
  });
  const [amountColumn = 0] = usedBy(choice.amounts);
  const guessed = findTextColumns(table, usedColumns(dates, choice, signs.rule), amountColumn);
  const texts = correctedTexts(guessed, roles);
  const account = roles.account?.[0] !== undefined ? null : accountOfPreamble(preamble);
  const currency = decideCurrency({
    table,
    names,
    preamble,
    amounts: choice.amounts,
    hasColumn: texts.currency !== null,
    options,
  });
  const isFitting = choice.fit !== null && isVerified(choice.fit);
  return {
    hasHeader: names !== null,
    width: names?.length ?? commonWidth(raw.data),
    dates,
    dateOrder,
    decimalSign,
    amounts: choice.amounts,
    sign: signs.rule,
    balance: choice.balance,
    balanceOrder: isFitting ? (choice.fit?.order ?? null) : null,
    texts: account === null ? texts : { ...texts, account: null },
    currency: currency.code,
    account: account ?? onlyAccount(table, texts.account) ?? raw.accountName,
    table,
    questions: [...questions, ...signQuestion(signs), ...currency.questions],
  };
}

/**
 * Columns that are named as amounts decide; rates and prices help only where those are all
 * ambiguous.
 */
function decimalOf(table: Table, data: readonly CsvRecord[]): DecimalChoice {
  const money = table.columns.filter(
    ({ profile }) => profile.amounts > 0 && profile.amounts * 2 >= profile.filled,
  );
  const named = money.filter((column) => speaksFor(column, "amount", "debit", "credit", "balance"));
  const choice = decideDecimalSign(data, named.length > 0 ? named : money);
  if (!choice.isGuess) return choice;
  const other = decideDecimalSign(data, money);
  return other.isGuess ? choice : other;
}

function withoutColumns(table: Table, columns: readonly number[]): Table {
  return { ...table, columns: table.columns.filter(({ index }) => !columns.includes(index)) };
}

function usedColumns(dates: DateColumns, choice: AmountChoice, sign: SignRule): Set<number> {
  const used = new Set([...dates.columns, ...usedBy(choice.amounts)]);
  if (choice.balance !== null) used.add(choice.balance);
  if (sign.by === "column") used.add(sign.column);
  return used;
}
