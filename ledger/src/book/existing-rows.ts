/**
 * What an account already holds, in the form in which an import compares it (import/verdict.ts): its own side of
 * every transaction that is shown, transfers from other accounts included.
 */
import type { ExistingRow } from "../import/known-rows.ts";
import type { Book } from "./book.ts";
import type { Id } from "./id.ts";
import { transactionKinds } from "./records.ts";
import { HIDDEN_FLAGS, idOfRow, KIND_BITS, rowFlags } from "./transaction-columns.ts";
import { textOrEmpty, textOrNull } from "./transaction-fields.ts";

/** The text as the bank gave it, so that a file is recognised after a person has changed the text. */
function bankTextOf(book: Book, row: number): string {
  const { bankText, text } = book.transactions;
  return textOrNull(book, bankText[row] ?? -1) ?? textOrEmpty(book, text[row] ?? -1);
}

function nameOf(book: Book, slot: number): string {
  return book.tables.account.records[slot]?.name ?? "";
}

/** The rows of an account, in the order of the log. */
export function* existingRowsOf(book: Book, account: Id): Generator<ExistingRow> {
  const { transactions } = book;
  const slot = book.tables.account.slots.get(account);
  if (slot === undefined) return;
  for (let row = 0; row < transactions.count; row++) {
    const state = transactions.state[row] ?? 0;
    if ((state & HIDDEN_FLAGS) !== 0) continue;
    const isOwn = transactions.account[row] === slot;
    const isTransfer = transactionKinds[state & KIND_BITS] === "transfer";
    const isOther = isTransfer && transactions.transferAccount[row] === slot;
    if (!isOwn && !isOther) continue;
    const minor = isOwn ? transactions.minor[row] : transactions.transferMinor[row];
    yield {
      id: idOfRow(transactions, row),
      day: transactions.day[row] ?? 0,
      amountMinor: BigInt(minor ?? 0),
      text: bankTextOf(book, row),
      bankId: isOwn ? textOrNull(book, transactions.bankId[row] ?? -1) : null,
      pending: (state & rowFlags.pending) !== 0,
      imported: isOwn && (transactions.batch[row] ?? -1) >= 0,
      ...(!isOwn && { transferWith: nameOf(book, transactions.account[row] ?? -1) }),
    };
  }
}
