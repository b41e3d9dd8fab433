/** The fields of a transaction as people type them, and which of them an edit has changed. */
import { dayToText, formatPlainAmount } from "@coffer/ledger";
import type { EditedTransaction } from "../engine/transaction-models.ts";
import type { Money, TransactionModel } from "../engine/view-models.ts";
import { locale } from "../page/format.ts";

export interface Fields {
  readonly text: string;
  readonly amount: string;
  readonly date: string;
  readonly note: string;
  readonly accountId: string;
  readonly categoryId: string;
}

export function fieldsOf({ amount, kind, text, note, day, ...of }: TransactionModel): Fields {
  const { minor, currency } = amount;
  // As people say it: 5 spent is 5, and what was given back of an expense is less than nothing.
  return {
    text,
    amount: plainAmount({ minor: kind === "income" ? minor : -minor, currency }),
    date: dayToText(day),
    note,
    accountId: of.accountId ?? "",
    categoryId: of.categoryId ?? "",
  };
}

/** An amount as it stands in a field. */
export function plainAmount({ minor, currency }: Money): string {
  return formatPlainAmount(minor, { currency, locale });
}

/** Only what is different. */
export function changedFields(before: Fields, after: Fields): Omit<EditedTransaction, "id"> {
  const { text, amount, date, note, accountId, categoryId } = after;
  return {
    ...(text !== before.text && { text }),
    ...(amount !== before.amount && { amount }),
    ...(date !== before.date && { date }),
    ...(note !== before.note && { note }),
    ...(accountId !== before.accountId && { accountId }),
    ...(categoryId !== before.categoryId && {
      categoryId: categoryId === "" ? null : categoryId,
    }),
  };
}
