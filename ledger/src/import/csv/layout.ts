/**
 * The columns of a table, understood: which one dates, which one counts and with what sign, which
 * ones tell. Everything is decided before the first row is read, from all rows together, so that
 * one strange row cannot turn a file.
 */

import { sentence, type Sentence } from "../../sentence.ts";
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
import { commonWidth, makeTable } from "./make-table.ts";
import { originHints } from "./origin.ts";
import { accountOfPreamble, onlyAccount } from "./own-account.ts";
import { decideSign } from "./sign.ts";
import type { SignChoice, SignRule } from "./sign.ts";
import { scaledAmount, speaksFor } from "./table.ts";
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
  readonly questions: readonly ImportQuestion[];
}

/**
 * Why a table cannot be read, as a sentence; `no-records`: it is a sound table without
 * transactions.
 */
export interface LayoutFailure {
  readonly code: "no-date" | "no-amount" | "no-records";
  readonly reason: Sentence;
}

/** Returns the layout of a table. */
export function understandTable(raw: RawTable): Result<Layout, LayoutFailure> {
  const { data, names, options } = raw;
  const undated = makeTable(names, data);
  if (data.length === 0) {
    const reason = sentence("The file has column names and no rows: there is nothing to import.");
    return fail({ code: "no-records", reason });
  }
  const dates = findDateColumns(undated);
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
  const choice = findAmountColumns(withoutColumns(table, dates.columns), decimalSign);
  if (choice === null) return fail({ code: "no-amount", reason: noAmountReason(table) });
  const doubt = doubtOfShape(table, choice, decimalSign);
  if (doubt !== null) return fail({ code: "no-amount", reason: doubt });
  const decided = { dates, dateOrder, decimalSign, choice };
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
}

/** With the dates and the amounts known: their sign, and the columns around them. */
function layoutOf(
  raw: RawTable,
  table: Table,
  { dates, dateOrder, decimalSign, choice }: Decided,
  questions: readonly ImportQuestion[],
): Layout {
  const { names, preamble, options } = raw;
  const preambleText = preamble.map(({ cells }) => cells.join(" ")).join("\n");
  const signs = decideSign({ table, choice, decimalSign, preamble: preambleText });
  const sign = answeredSign(signs, options);
  const [amountColumn = 0] = usedBy(choice.amounts);
  const texts = findTextColumns(table, usedColumns(dates, choice, sign.rule), amountColumn);
  const account = accountOfPreamble(preamble);
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
    sign: sign.rule,
    balance: choice.balance,
    balanceOrder: isFitting ? (choice.fit?.order ?? null) : null,
    texts: account === null ? texts : { ...texts, account: null },
    currency: currency.code,
    account: account ?? onlyAccount(table, texts.account) ?? raw.accountName,
    questions: [...questions, ...signQuestion(sign, options), ...currency.questions],
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

const ACCOUNT_KINDS =
  /^(?:checking|savings|credit card|investment|loan|mortgage|cash|depository|property)$/iu;

function noDateFailure(table: Table): LayoutFailure {
  const isAccountList = table.columns.some(({ index }) =>
    table.sample.every(({ cells }) => ACCOUNT_KINDS.test(cells[index] ?? "")),
  );
  return isAccountList
    ? {
        code: "no-records",
        reason: sentence(
          "The file is a list of accounts with their balances, not of transactions: there is nothing to import.",
        ),
      }
    : {
        code: "no-date",
        reason: sentence("No column of the file holds dates, so its rows cannot be booked."),
      };
}

function usedColumns(dates: DateColumns, choice: AmountChoice, sign: SignRule): Set<number> {
  const used = new Set([...dates.columns, ...usedBy(choice.amounts)]);
  if (choice.balance !== null) used.add(choice.balance);
  if (sign.by === "column") used.add(sign.column);
  return used;
}

function noAmountReason(table: Table): Sentence {
  const [first] = table.sample;
  return first === undefined
    ? sentence("No column of the file holds amounts.")
    : sentence("No column of the file holds amounts. Line {line} is the first row.", {
        line: first.line,
      });
}

/**
 * Whole numbers in several columns without names: any of them may be the amount, and guessing is no
 * answer.
 */
function doubtOfShape(
  table: Table,
  choice: AmountChoice,
  decimalSign: DecimalSign,
): Sentence | null {
  if (choice.amounts.kind === "pair") return null;
  // One step between small numbers fits by chance.
  if (choice.fit !== null && isVerified(choice.fit) && choice.fit.matches > 1) return null;
  const { column } = choice.amounts;
  const profile = table.columns[column]?.profile;
  if (table.columns[column]?.name.roles.has("amount") === true) return null;
  if (profile === undefined || profile.withSeparator + profile.negatives + profile.withCurrency > 0)
    return null;
  for (const other of table.columns) {
    if (other.index === column || other.profile.amounts * 2 < other.profile.filled) continue;
    const both = table.sample.find(
      ({ cells }) =>
        (scaledAmount(cells[column] ?? "", decimalSign) ?? 0n) !== 0n &&
        (scaledAmount(cells[other.index] ?? "", decimalSign) ?? 0n) !== 0n,
    );
    if (both !== undefined) {
      return sentence(
        "Line {line} has two numbers that may be the amount, and no column name tells which.",
        { line: both.line },
      );
    }
  }
  return null;
}

function decimalQuestion(
  { isGuess, sign }: DecimalChoice,
  { decimal }: ImportOptions,
): ImportQuestion[] {
  return isGuess && decimal === undefined
    ? [{ about: "decimal", choices: [".", ","], taken: sign }]
    : [];
}

function answeredSign(signs: SignChoice, { sign }: ImportOptions): SignChoice {
  return sign === undefined ? signs : { rule: { by: sign }, isGuess: false };
}

function signQuestion({ rule, isGuess }: SignChoice, { sign }: ImportOptions): ImportQuestion[] {
  if (!isGuess || sign !== undefined) return [];
  const taken = rule.by === "inverted" || rule.by === "as-written" ? rule.by : null;
  return [{ about: "sign", choices: ["as-written", "inverted"], taken }];
}

function dateQuestion(
  choices: readonly DateOrder[],
  taken: DateOrder,
  { dateOrder }: ImportOptions,
): ImportQuestion[] {
  if (choices.length < 2 || dateOrder !== undefined) return [];
  return [{ about: "date-order", choices, taken }];
}
