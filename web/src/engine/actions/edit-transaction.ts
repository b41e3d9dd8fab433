/** Changing, copying and deleting one transaction, its parts, and transfers. */
import {
  copiedFields,
  editedAmounts,
  editedParts,
  editedText,
  isFromOwnSide,
  parseDay,
  parseId,
  readParts,
  rowOfTransaction,
  transactionInRow,
  transferAmounts,
  type AmountEditError,
  type Book,
  type Id,
  type PartsError,
  type TransactionFields,
  type TransactionRecord,
  type TypedPart,
} from "@coffer/ledger";
import { newId } from "../browser-environment.ts";
import type { Host } from "../host.ts";
import type { Ask } from "../messages.ts";
import { answer, refuse, type Answer, type Problem } from "../problems.ts";
import { today } from "../today.ts";
import type {
  EditedTransaction,
  PartsModel,
  TransactionDetails,
  TypedPartModel,
} from "../transaction-models.ts";
import { typedLocale } from "../typed-locale.ts";
import { transactionDetails } from "../views/transaction-view.ts";
import { openAccountOf } from "./transactions.ts";

/** Changes what is named of a transaction, and nothing else. */
export async function edit(host: Host, edited: EditedTransaction): Promise<Answer<null>> {
  const found = transactionOf(host, edited.id);
  if (!found.ok) return found;
  const { book, transaction } = found.value;
  const fields = editedFields(book, transaction, edited);
  if (!fields.ok) return fields;
  if (Object.keys(fields.value).length === 0) return answer(null);
  const { id } = transaction;
  return host.commit("edit", [{ table: "transaction", id, fields: fields.value }]);
}

function editedFields(
  book: Book,
  transaction: TransactionRecord,
  edited: EditedTransaction,
): Answer<Partial<TransactionFields>> {
  const { text, note, date, categoryId, isPending } = edited;
  const amounts = amountFields(book, transaction, edited);
  if (!amounts.ok) return amounts;
  const day = date === undefined ? undefined : parseDay(date);
  if (date !== undefined && day === undefined) return refuse({ code: "date-wrong" });
  if (text?.trim() === "") return refuse({ code: "text-missing" });
  const isSplit = transaction.splits !== null && edited.parts !== null;
  if (categoryId !== undefined && isSplit) return refuse({ code: "in-parts" });
  return answer({
    ...amounts.value,
    ...(text !== undefined && editedText(transaction, text.trim())),
    ...(note !== undefined && { note: note.trim() }),
    ...(day !== undefined && { day }),
    ...(isPending !== undefined && { pending: isPending }),
    ...(categoryId !== undefined && { category: idOrNull(categoryId) }),
  });
}

/** Amounts, accounts and parts. */
function amountFields(
  book: Book,
  transaction: TransactionRecord,
  { amount, received, accountId, toAccountId, parts }: EditedTransaction,
): Answer<Partial<TransactionFields>> {
  const account = accountId === undefined ? undefined : openAccountOf(book, accountId);
  const toAccount = toAccountId === undefined ? undefined : openAccountOf(book, toAccountId);
  const isMissing =
    (accountId !== undefined && account === undefined) ||
    (toAccountId !== undefined && toAccount === undefined);
  if (isMissing) return refuse({ code: "account-missing" });
  // A transfer may be recorded from the side that it reached; a form always names both as they moved.
  const isOther = transaction.kind === "transfer" && !isFromOwnSide(transaction);
  const sides = isOther
    ? { account: toAccount, transferAccount: account, ...swapped(amount, received) }
    : { account, transferAccount: toAccount, amount, received };
  if (parts === undefined || parts === null) {
    const whole = parts === null ? { ...transaction, splits: null } : transaction;
    const fields = editedAmounts(book, whole, sides, typedLocale());
    if (!fields.ok) return refuse(amountProblem(fields.error));
    return answer({ ...fields.value, ...(parts === null && { splits: null }) });
  }
  const moved = editedAmounts(book, { ...transaction, splits: null }, sides, typedLocale());
  if (!moved.ok) return refuse(amountProblem(moved.error));
  const typed = { amount: amount ?? "", parts: parts.map(typedPart) };
  const after = { ...transaction, ...moved.value };
  const split = editedParts(book, after, typed, typedLocale());
  if (!split.ok) return refuse(partsProblem(split.error));
  return answer({ ...moved.value, ...split.value });
}

/** What left and what arrived, for a transfer on the account that it reached. */
function swapped(
  amount: string | undefined,
  received: string | undefined,
): { amount: string | undefined; received: string | undefined } {
  return received === undefined
    ? { amount, received: undefined }
    : { amount: received, received: amount };
}

function typedPart({ amount, categoryId, bucket, note }: TypedPartModel): TypedPart {
  return { amount, category: idOrNull(categoryId), bucket, note };
}

function idOrNull(id: string | null): Id | null {
  return id === null ? null : (parseId(id) ?? null);
}

export async function remove(host: Host, { id }: Ask<"remove">): Promise<Answer<null>> {
  const found = transactionOf(host, id);
  if (!found.ok) return found;
  const { transaction } = found.value;
  const fields = { deleted: true };
  return host.commit("delete", [{ table: "transaction", id: transaction.id, fields }]);
}

/** The same again, today. */
export async function duplicate(
  host: Host,
  ask: Ask<"duplicate">,
): Promise<Answer<{ readonly id: string }>> {
  const found = transactionOf(host, ask.id);
  if (!found.ok) return found;
  const id = newId();
  const fields = copiedFields(found.value.transaction, today());
  const committed = await host.commit("add", [{ table: "transaction", id, fields }]);
  return committed.ok ? answer({ id }) : committed;
}

/** One transaction with everything that can be changed in it. */
export function details(host: Host, { id }: Ask<"transaction">): Answer<TransactionDetails> {
  const found = transactionOf(host, id);
  if (!found.ok) return found;
  const { book, row, transaction } = found.value;
  return answer(transactionDetails(book, row, transaction));
}

/** What typed parts come to, while they are typed. */
export function partsModel(
  host: Host,
  { id, amount, parts }: Ask<"readParts">,
): Answer<PartsModel> {
  const found = transactionOf(host, id);
  if (!found.ok) return found;
  const { book, transaction } = found.value;
  const read = readParts(book, transaction, { amount, parts }, typedLocale());
  return answer({
    rest: { minor: read.rest, currency: read.currency },
    areWrong: read.problems.map((problem) => problem !== null),
    withRest: read.withRest,
  });
}

/** Moves money between two accounts. */
export async function transfer(host: Host, ask: Ask<"transfer">): Promise<Answer<null>> {
  const { engine } = host;
  if (engine === undefined) return refuse({ code: "not-open" });
  const from = openAccountOf(engine.book, ask.fromId);
  const to = openAccountOf(engine.book, ask.toId);
  if (from === undefined || to === undefined) return refuse({ code: "account-missing" });
  const day = parseDay(ask.date);
  if (day === undefined) return refuse({ code: "date-wrong" });
  const typed = { from, to, amount: ask.amount, received: ask.received ?? undefined };
  const amounts = transferAmounts(typed, typedLocale());
  if (!amounts.ok) return refuse(amountProblem(amounts.error));
  const fields = {
    day,
    account: from.id,
    kind: "transfer" as const,
    text: "Transfer",
    transferAccount: to.id,
    ...amounts.value,
  };
  return host.commit("transfer", [{ table: "transaction", id: newId(), fields }]);
}

function transactionOf(
  host: Host,
  id: string,
): Answer<{
  readonly book: Book;
  readonly row: number;
  readonly transaction: TransactionRecord;
}> {
  const { engine } = host;
  if (engine === undefined) return refuse({ code: "not-open" });
  const { book } = engine;
  const parsed = parseId(id);
  const row = parsed === undefined ? undefined : rowOfTransaction(book, parsed);
  if (row === undefined) return refuse({ code: "gone" });
  return answer({ book, row, transaction: transactionInRow(book, row) });
}

function amountProblem(error: AmountEditError): Problem {
  switch (error.code) {
    case "amount":
      return { code: "amount", amount: error.amount.code };
    case "amount-of-nothing":
      return { code: "amount", amount: "empty" };
    case "amount-needed":
    case "moved-needed":
      return { code: "amount-needed", currency: error.currency };
    case "received-needed":
      return { code: "received-needed", currency: error.currency };
    case "same-account":
    case "moves-less-than-nothing":
    case "in-parts":
      return { code: error.code };
    case "received-of-one-currency":
    case "received-without-transfer":
      // The page asks for it only between two currencies: the accounts have changed meanwhile.
      return { code: "gone" };
  }
}

function partsProblem(error: PartsError): Problem {
  switch (error.code) {
    case "amount":
      return { code: "amount", amount: error.amount.code };
    case "parts-differ":
    case "too-few-parts":
    case "too-many-parts":
      return { code: error.code };
    case "transfer-in-parts":
      return { code: "gone" };
  }
}
