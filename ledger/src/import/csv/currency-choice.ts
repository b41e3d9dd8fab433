/**
 * The currency of rows that name none: from the name of the amount column, a sign in its cells, the
 * lines before the table, or the person's answer. A sign that several currencies share is a
 * question, and until then the account's is meant.
 */

import { currencyChoices, currencyOfSymbol } from "../currency-symbols.ts";
import type { ImportOptions, ImportQuestion } from "../imported-file.ts";
import { usedBy } from "./amount-columns.ts";
import type { AmountColumns } from "./amount-columns.ts";
import type { ColumnName } from "./column-names.ts";
import { readMoneyCell } from "./column-profile.ts";
import type { Table } from "./table.ts";
import type { CsvRecord } from "./tokenize.ts";

/** The currency that rows without one have, or null for the account's; and what to ask. */
export interface CurrencyChoice {
  readonly code: string | null;
  readonly questions: readonly ImportQuestion[];
}

/** What a currency is decided from. */
export interface CurrencyContext {
  readonly table: Table;
  readonly names: readonly ColumnName[] | null;
  readonly preamble: readonly CsvRecord[];
  readonly amounts: AmountColumns;
  /** A column names the currency of each row. */
  readonly hasColumn: boolean;
  readonly options: ImportOptions;
}

/** Returns the currency of rows that name none. */
export function decideCurrency(context: CurrencyContext): CurrencyChoice {
  const { table, amounts, options } = context;
  const answer = options.currency ?? null;
  const columns = usedBy(amounts);
  const names = columns.map((column) => table.columns[column]?.name);
  const named =
    names.find((name) => name !== undefined && name.currency !== null)?.currency ?? null;
  if (named !== null) return { code: named, questions: [] };
  const sign =
    names.find((name) => name !== undefined && name.currencySign !== null)?.currencySign ??
    signInCells(table, columns);
  if (sign !== null) {
    const choices = localChoices(sign, context);
    if (choices.length === 1) return { code: choices[0] ?? null, questions: [] };
    if (answer !== null && choices.includes(answer)) return { code: answer, questions: [] };
    if (context.hasColumn) return { code: answer, questions: [] };
    return { code: answer, questions: [{ about: "currency", choices, taken: answer }] };
  }
  return { code: answer ?? currencyOfPreamble(context.preamble), questions: [] };
}

/** Japan and China share the sign "¥", and their letters tell them apart. */
function localChoices(
  sign: string,
  { preamble, names, table }: CurrencyContext,
): readonly string[] {
  const choices = currencyChoices(sign);
  if (!choices.includes("CNY")) return choices;
  const words = names?.map(({ plain }) => plain) ?? [];
  const rows = [...preamble, ...table.sample].flatMap(({ cells }) => cells);
  const text = [...words, ...rows].join(" ");
  if (/[\u3041-\u30FA]/u.test(text)) return ["JPY"];
  return /[\u4E00-\u9FFF]/u.test(text) ? ["CNY"] : choices;
}

function signInCells(table: Table, columns: readonly number[]): string | null {
  for (const { cells } of table.sample) {
    for (const column of columns) {
      const cell = readMoneyCell(cells[column] ?? "");
      if (cell !== null && currencyChoices(cell.currency).length > 0) return cell.currency;
    }
  }
  return null;
}

/**
 * A balance in the preamble ("1.234,50 €") tells the currency of the account, if all of them agree.
 */
function currencyOfPreamble(preamble: readonly CsvRecord[]): string | null {
  const found = new Set<string>();
  for (const { cells } of preamble) {
    for (const [index, cell] of cells.entries()) {
      const amount = readMoneyCell(cell);
      const own = amount === null ? null : currencyOfSymbol(amount.currency);
      const beside = amount === null ? null : currencyOfSymbol(cells[index + 1] ?? "");
      for (const code of [own, beside]) if (code !== null) found.add(code);
      if (/^[A-Z]{3}$/u.test(cell)) {
        const code = currencyOfSymbol(cell);
        if (code !== null) found.add(code);
      }
    }
  }
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}
