/** What an edit does to the text of a transaction. */
import type { TransactionFields } from "../book/records.ts";

/** A new text; of an imported transaction the bank's own stays beside it. */
export function editedText(
  transaction: TransactionFields,
  text: string,
): Partial<TransactionFields> {
  const { batch, bankText } = transaction;
  const isBanks = batch !== null && bankText === null && transaction.text !== "";
  return isBanks ? { text, bankText: transaction.text } : { text };
}
