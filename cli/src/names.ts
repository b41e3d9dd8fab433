/** Accounts, categories and transactions by what a person typed; what is not clear ends the command. */
import {
  findAccount,
  findCategory,
  findTransaction,
  transactionInRow,
  usualAccount,
  type Book,
  type FindError,
  type RecordOf,
  type TransactionRecord,
} from "@coffer/ledger";
import { refuse } from "./terminal/terminal.ts";

/** The account of a name. */
export function accountNamed(book: Book, name: string): RecordOf<"account"> {
  const found = findAccount(book, name);
  return found.ok ? found.value : refuse(notFound("account", name, found.error));
}

/** The account of a name, to record something on. */
export function openAccountNamed(book: Book, name: string): RecordOf<"account"> {
  const account = accountNamed(book, name);
  return account.closed
    ? refuse(`${account.name} is closed. coffer accounts set NAME --reopen opens it again.`)
    : account;
}

/** The account that is meant when none is named; ends the command if there is no open one. */
export function usualAccountOf(book: Book): RecordOf<"account"> {
  return (
    usualAccount(book) ?? refuse("There is no open account. coffer accounts add NAME makes one.")
  );
}

/** The category of a name, or of "Parent:Child". */
export function categoryNamed(book: Book, name: string): RecordOf<"category"> {
  const found = findCategory(book, name);
  return found.ok ? found.value : refuse(notFound("category", name, found.error));
}

/** The transaction of an id, or of the beginning of one. */
export function transactionNamed(book: Book, id: string): TransactionRecord {
  const found = findTransaction(book, id);
  if (found.ok) {
    const transaction = transactionInRow(book, found.value);
    return transaction.deleted ? refuse(`${id} was deleted. coffer undo may help.`) : transaction;
  }
  switch (found.error.code) {
    case "unknown-id":
      return refuse(`There is no transaction ${id}. coffer list shows them.`);
    case "ambiguous-id":
      return refuse(`Several transactions begin with ${id}: give more of it.`);
    case "id-too-short":
      return refuse(`Give at least ${found.error.charactersMin} characters of the id.`);
  }
}

function notFound(what: string, name: string, error: FindError): string {
  const plural = what === "account" ? "accounts" : "categories";
  return error.code === "ambiguous-name"
    ? `${name} may be ${error.names.join(", ")}: give more of it.`
    : `There is no ${what} ${name}. coffer ${plural} lists them.`;
}
