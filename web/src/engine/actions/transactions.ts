/** Adding, changing and deleting transactions; undo and redo. The words are those of the terminal. */
import {
  liveAccounts,
  parseAmount,
  parseDay,
  parseId,
  recordOf,
  redoTarget,
  spendingKindOf,
  suggestCategory,
  transactionById,
  undoOf,
  undoTarget,
  type Book,
  type CurrencyCode,
  type RecordOf,
  type TransactionFields,
  type TransactionRecord,
} from "@coffer/ledger";
import { newId } from "../browser-environment.ts";
import type { Host } from "../host.ts";
import type { Ask, EditedTransaction, NewTransaction, Understood } from "../messages.ts";
import { answer, problemOf, refuse, type Answer, type Problem } from "../problems.ts";

const locale = navigator.language;

/** The account that is meant when none is named: the first open one to spend from. */
export function usualAccount(book: Book): RecordOf<"account"> | undefined {
  const open = liveAccounts(book).filter((account) => !account.closed);
  return open.find((account) => account.role === "spending") ?? open[0];
}

/** What a line would add, without adding it. */
export function understand(host: Host, typed: NewTransaction): Answer<Understood> {
  const { engine } = host;
  if (engine === undefined) return refuse({ code: "not-open" });
  const read = readLine(engine.book, typed);
  return read.ok ? answer(read.value.understood) : read;
}

export async function add(
  host: Host,
  typed: NewTransaction,
): Promise<Answer<{ readonly id: string }>> {
  const { engine } = host;
  if (engine === undefined) return refuse({ code: "not-open" });
  const read = readLine(engine.book, typed);
  if (!read.ok) return read;
  const id = newId();
  const committed = await host.commit("add", [
    { table: "transaction", id, fields: read.value.fields },
  ]);
  return committed.ok ? answer({ id }) : committed;
}

/** Reads "12.50 lunch with Tom": the amount, with + before it if it came in, then what it was. */
function readLine(
  book: Book,
  typed: NewTransaction,
): Answer<{ readonly understood: Understood; readonly fields: Partial<TransactionFields> }> {
  const account = accountOf(book, typed.accountId);
  if (account === undefined) return refuse({ code: "account-missing" });
  const day = parseDay(typed.date);
  if (day === undefined) return refuse({ code: "date-wrong" });
  const [amountText = "", ...words] = typed.line.trim().split(/\s+/);
  const amount = amountFrom(amountText, account.currency);
  if (!amount.ok) return amount;
  const text = words.join(" ");
  if (text === "") return refuse({ code: "text-missing" });
  const { categoryId } = typed;
  const isIncome = typed.isIncome || amountText.startsWith("+");
  const suggestion = suggestCategory(book, text, isIncome ? "income" : "expense");
  const chosen = categoryId === null ? undefined : parseId(categoryId);
  const category = chosen ?? suggestion?.category ?? null;
  const minor = isIncome ? amount.value : -amount.value;
  const kind = isIncome ? "income" : spendingKindOf(amount.value);
  const reason = chosen === undefined ? (suggestion?.reason.by ?? "none") : "chosen";
  return answer({
    fields: { day, account: account.id, kind, minor, text, category },
    understood: {
      amount: { minor, currency: account.currency },
      text,
      category: recordOf(book.tables.category, category)?.name ?? null,
      categoryId: category,
      why: reason,
    },
  });
}

/** Changes what is named of a transaction, and nothing else. */
export async function edit(host: Host, edited: EditedTransaction): Promise<Answer<null>> {
  const found = transactionOf(host, edited.id);
  if (!found.ok) return found;
  const { book, transaction } = found.value;
  const account = edited.accountId === undefined ? undefined : accountOf(book, edited.accountId);
  if (edited.accountId !== undefined && account === undefined) {
    return refuse({ code: "account-missing" });
  }
  const amounts = editedAmounts(book, transaction, edited, account);
  if (!amounts.ok) return amounts;
  const day = edited.date === undefined ? undefined : parseDay(edited.date);
  if (edited.date !== undefined && day === undefined) return refuse({ code: "date-wrong" });
  if (edited.text?.trim() === "") return refuse({ code: "text-missing" });
  if (edited.categoryId !== undefined && transaction.splits !== null) {
    return refuse({ code: "in-parts" });
  }
  const fields = {
    ...amounts.value,
    ...(account !== undefined && { account: account.id }),
    ...(edited.text !== undefined && textFields(transaction, edited.text.trim())),
    ...(edited.note !== undefined && { note: edited.note.trim() }),
    ...(day !== undefined && { day }),
    ...(edited.categoryId !== undefined && {
      category: edited.categoryId === null ? null : (parseId(edited.categoryId) ?? null),
    }),
  };
  return host.commit("edit", [{ table: "transaction", id: transaction.id, fields }]);
}

export async function remove(host: Host, { id }: Ask<"remove">): Promise<Answer<null>> {
  const found = transactionOf(host, id);
  if (!found.ok) return found;
  const { transaction } = found.value;
  const fields = { deleted: true };
  return host.commit("delete", [{ table: "transaction", id: transaction.id, fields }]);
}

/** Moves money between two accounts of one currency. */
export async function transfer(host: Host, ask: Ask<"transfer">): Promise<Answer<null>> {
  const { engine } = host;
  if (engine === undefined) return refuse({ code: "not-open" });
  const from = accountOf(engine.book, ask.fromId);
  const to = accountOf(engine.book, ask.toId);
  if (from === undefined || to === undefined || from.id === to.id) {
    return refuse({ code: "account-missing" });
  }
  if (from.currency !== to.currency) return refuse({ code: "currency-differs" });
  const day = parseDay(ask.date);
  if (day === undefined) return refuse({ code: "date-wrong" });
  const amount = amountFrom(ask.amount, from.currency);
  if (!amount.ok) return amount;
  if (amount.value < 0n) return refuse({ code: "amount", amount: "not-an-amount" });
  const fields = {
    day,
    account: from.id,
    kind: "transfer" as const,
    minor: -amount.value,
    text: "Transfer",
    transferAccount: to.id,
    transferMinor: amount.value,
  };
  return host.commit("transfer", [{ table: "transaction", id: newId(), fields }]);
}

/** Takes this device's last action back, or does again what was taken back. */
export async function takeBack(
  host: Host,
  which: "undo" | "redo",
): Promise<Answer<{ readonly kept: number }>> {
  const { engine } = host;
  if (engine === undefined) return refuse({ code: "not-open" });
  const { book, author } = engine;
  const target = which === "undo" ? undoTarget(book, author) : redoTarget(book, author);
  if (target === undefined || target.label === "start") return refuse({ code: "nothing-to-undo" });
  const taken = undoOf(book, target.id, { force: false });
  if (!taken.ok) return refuse(problemOf(taken.error));
  const committed = await host.commit(which, taken.value.changes, { undoes: target.id });
  return committed.ok ? answer({ kept: taken.value.kept.length }) : committed;
}

function transactionOf(
  host: Host,
  id: string,
): Answer<{ readonly book: Book; readonly transaction: TransactionRecord }> {
  const { engine } = host;
  if (engine === undefined) return refuse({ code: "not-open" });
  const { book } = engine;
  const parsed = parseId(id);
  const transaction = parsed === undefined ? undefined : transactionById(book, parsed);
  if (transaction === undefined || transaction.hidden) return refuse({ code: "gone" });
  return answer({ book, transaction });
}

/** An amount keeps its direction: 5 for an expense is 5 spent. It is not carried over into another currency. */
function editedAmounts(
  book: Book,
  transaction: TransactionRecord,
  { amount: typed }: EditedTransaction,
  account: RecordOf<"account"> | undefined,
): Answer<Partial<TransactionFields>> {
  const before = recordOf(book.tables.account, transaction.account)?.currency;
  const other = recordOf(book.tables.account, transaction.transferAccount);
  const isTransfer = transaction.kind === "transfer";
  const currency = account?.currency ?? before;
  if (currency === undefined) return refuse({ code: "account-missing" });
  if (currency !== before || (isTransfer && other?.currency !== currency)) {
    return refuse({ code: "currency-differs" });
  }
  if (isTransfer && account?.id === other?.id && account !== undefined) {
    return refuse({ code: "account-missing" });
  }
  if (typed === undefined) return answer({});
  if (transaction.splits !== null) return refuse({ code: "in-parts" });
  const amount = amountFrom(typed, currency);
  if (!amount.ok) return amount;
  if (transaction.kind === "income") return answer({ minor: amount.value });
  if (!isTransfer) return answer({ minor: -amount.value, kind: spendingKindOf(amount.value) });
  if (amount.value < 0n) return refuse({ code: "amount", amount: "not-an-amount" });
  // Recorded from the side that it left, or from the one that it reached.
  const direction = transaction.minor < 0n ? -1n : 1n;
  return answer({
    minor: direction * amount.value,
    transferMinor: -direction * amount.value,
  });
}

/** A new text; of an imported transaction the bank's own stays beside it. */
function textFields(transaction: TransactionRecord, text: string): Partial<TransactionFields> {
  const { batch, bankText } = transaction;
  const isBanks = batch !== null && bankText === null && transaction.text !== "";
  return isBanks ? { text, bankText: transaction.text } : { text };
}

function accountOf(book: Book, id: string | null): RecordOf<"account"> | undefined {
  if (id === null) return usualAccount(book);
  return liveAccounts(book).find((account) => account.id === id && !account.closed);
}

function amountFrom(
  typed: string,
  currency: CurrencyCode,
):
  | { readonly ok: true; readonly value: bigint }
  | { readonly ok: false; readonly problem: Problem } {
  const amount = parseAmount(typed, { currency, locale });
  if (!amount.ok) return refuse({ code: "amount", amount: amount.error.code });
  return amount.value === 0n ? refuse({ code: "amount", amount: "empty" }) : amount;
}
