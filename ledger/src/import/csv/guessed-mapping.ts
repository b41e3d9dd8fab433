/** A table as it was understood, as a value with its reasons (mapping.ts says what it is for). */

import { sentence } from "../../sentence.ts";
import type { DateOrder } from "../date-cell.ts";
import { columnsOf, columnWords } from "./corrections.ts";
import { fingerprintOf } from "./fingerprint.ts";
import type { Dialect } from "./delimiter.ts";
import type { Layout } from "./layout.ts";
import { makeTable } from "./make-table.ts";
import { FIXED_WIDTH, mappingRoles, NO_ROLES } from "./mapping.ts";
import type { CsvMapping, MappingExplanation, MappingRole } from "./mapping.ts";
import type { Section } from "./sections.ts";
import { speaksFor } from "./table.ts";
import type { Column } from "./table.ts";

/** Returns the mapping of a table; `layout` is null if it was not understood. */
export function mappingOf(
  section: Section,
  layout: Layout | null,
  { dialect, encoding }: { readonly dialect: Dialect; readonly encoding: string },
): CsvMapping {
  const { names, data, headerLine } = section;
  const table = layout?.table ?? makeTable(names, data);
  const roles = layout === null ? NO_ROLES : rolesOf(layout);
  return {
    fingerprint: fingerprintOf(names, data),
    encoding,
    delimiter: dialect.delimiter,
    quote: dialect.quote,
    headerLine,
    columns: columnsOf(table),
    roles,
    dateOrder: layout?.dateOrder ?? "DMY",
    decimal: layout?.decimalSign ?? ".",
    sign: layout?.sign.by ?? "as-written",
    currency: layout?.currency ?? null,
    explanations:
      layout === null
        ? []
        : [
            ...explainTable(section, dialect),
            ...explainRoles(table.columns, roles, layout.balanceOrder !== null),
            ...explainRules(layout),
          ],
  };
}

/** A column that only might have been a balance is none. */
function balanceOf({ balance, balanceOrder, table }: Layout): number | null {
  const column = table.columns.find(({ index }) => index === balance);
  const isNamed = column !== undefined && speaksFor(column, "balance");
  return isNamed || balanceOrder !== null ? balance : null;
}

function rolesOf(layout: Layout): CsvMapping["roles"] {
  const { dates, amounts, sign, texts } = layout;
  const [date, ...others] = dates.columns;
  const isPair = amounts.kind === "pair";
  return {
    date: numbers(date),
    "value-date": numbers(...others),
    amount: numbers(isPair ? null : amounts.column),
    debit: numbers(isPair ? amounts.debit : null),
    credit: numbers(isPair ? amounts.credit : null),
    direction: numbers(sign.by === "column" ? sign.column : null),
    balance: numbers(balanceOf(layout)),
    currency: numbers(texts.currency),
    payee: numbers(...texts.payees),
    memo: numbers(...texts.memos),
    kind: numbers(...texts.fallbacks),
    "bank-id": numbers(texts.bankId),
    account: numbers(texts.account),
    status: numbers(...texts.statuses),
  };
}

function numbers(...indexes: readonly (number | null | undefined)[]): number[] {
  return indexes.flatMap((index) => (index === null || index === undefined ? [] : [index + 1]));
}

function explainTable({ headerLine }: Section, { delimiter }: Dialect): MappingExplanation[] {
  const shown = delimiter === "\t" ? "⇥" : delimiter;
  return [
    {
      about: "delimiter",
      text:
        delimiter === FIXED_WIDTH
          ? sentence("The columns are aligned by spaces.")
          : sentence('The cells are separated by "{delimiter}".', { delimiter: shown }),
    },
    {
      about: "header",
      text:
        headerLine === null
          ? sentence("The columns have no names; what they hold decides.")
          : sentence("Line {line} has the names of the columns.", { line: headerLine }),
    },
  ];
}

function explainRoles(
  columns: readonly Column[],
  roles: CsvMapping["roles"],
  isFitting: boolean,
): MappingExplanation[] {
  return mappingRoles.flatMap((role) =>
    roles[role].flatMap((number) => {
      const column = columns[number - 1];
      return column === undefined ? [] : [{ about: role, text: explain(role, column, isFitting) }];
    }),
  );
}

function explain(
  role: MappingRole,
  column: Column,
  isFitting: boolean,
): MappingExplanation["text"] {
  const { filled, dates, amounts, flags, currencies } = column.profile;
  const facts = { column: columnWords(column), filled };
  switch (role) {
    case "date":
      return dates === 0
        ? sentence("{column} is the date, as a spreadsheet's day number.", facts)
        : sentence("{column} is the date: {count} of {filled} cells are dates.", {
            ...facts,
            count: dates,
          });
    case "value-date":
      return sentence("{column} is a second date, for rows without the first.", facts);
    case "amount":
      return sentence("{column} is the amount: {count} of {filled} cells are amounts.", {
        ...facts,
        count: amounts,
      });
    case "debit":
      return sentence("{column} is money out: {count} of {filled} cells are amounts.", {
        ...facts,
        count: amounts,
      });
    case "credit":
      return sentence("{column} is money in: {count} of {filled} cells are amounts.", {
        ...facts,
        count: amounts,
      });
    case "direction":
      return sentence(
        "{column} says whether money came in or went out: {count} of {filled} cells do.",
        { ...facts, count: flags },
      );
    case "balance":
      return isFitting
        ? sentence("{column} is the balance: it follows from the amounts.", facts)
        : sentence("{column} is the balance; it could not be checked.", facts);
    case "currency":
      return sentence("{column} is the currency: {count} of {filled} cells are currencies.", {
        ...facts,
        count: currencies,
      });
    case "payee":
      return sentence("{column} is the payee.", facts);
    case "memo":
      return sentence("{column} is text.", facts);
    case "kind":
      return sentence("{column} is the text of rows that have no other.", facts);
    case "bank-id":
      return sentence("{column} is the bank's own number of each row.", facts);
    case "account":
      return sentence("{column} is the account.", facts);
    case "status":
      return sentence("{column} says whether a row is booked.", facts);
  }
}

const ORDER_TEXTS = {
  DMY: sentence("Dates are day, month, year."),
  MDY: sentence("Dates are month, day, year."),
  YMD: sentence("Dates are year, month, day."),
} as const satisfies Record<DateOrder, MappingExplanation["text"]>;

function explainRules({ dateOrder, decimalSign, sign }: Layout): MappingExplanation[] {
  const rules: MappingExplanation[] = [
    { about: "date-order", text: ORDER_TEXTS[dateOrder] },
    {
      about: "decimal",
      text: sentence('The decimal sign is "{sign}".', { sign: decimalSign }),
    },
  ];
  switch (sign.by) {
    case "as-written":
      rules.push({ about: "sign", text: sentence("Amounts keep the sign that they have.") });
      break;
    case "inverted":
      rules.push({
        about: "sign",
        text: sentence("Amounts are turned around: what was spent stands without a minus."),
      });
      break;
    case "words":
      rules.push({
        about: "sign",
        text: sentence("The words of the text say whether money came in or went out."),
      });
      break;
    case "marks":
      rules.push({
        about: "sign",
        text: sentence("Marks beside the amounts (CR, DR) say whether money came in or went out."),
      });
      break;
    case "column":
      break;
  }
  return rules;
}
