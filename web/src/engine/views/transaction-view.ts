/** One transaction with everything that can be changed in it. */
import { isFromOwnSide, recordOf, type Book, type TransactionRecord } from "@coffer/ledger";
import type { TransactionDetails } from "../transaction-models.ts";
import { transactionModel } from "./list-view.ts";

export function transactionDetails(
  book: Book,
  row: number,
  transaction: TransactionRecord,
): TransactionDetails {
  const { account, transferAccount, transferMinor, minor, kind, splits, bankText } = transaction;
  const isOwn = isFromOwnSide(transaction);
  const [fromId, toId] = isOwn ? [account, transferAccount] : [transferAccount, account];
  const currencyOf = (id: typeof account) => recordOf(book.tables.account, id)?.currency;
  const model = transactionModel(book, row);
  const arrived = currencyOf(toId);
  const isExchange = kind === "transfer" && arrived !== undefined && arrived !== currencyOf(fromId);
  return {
    ...model,
    fromId,
    toId,
    received: isExchange ? { minor: isOwn ? transferMinor : minor, currency: arrived } : null,
    partModels:
      splits?.map((part) => ({
        minor: kind === "income" ? part.minor : -part.minor,
        categoryId: part.category,
        bucket: part.bucket,
        note: part.note,
      })) ?? [],
    bankText,
  };
}
