/** Accounts, categories and transactions by what a person typed; what is not clear ends the command. */
import { _ } from "@coffer/client/texts";
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
  return found.ok
    ? found.value
    : refuse(
        ambiguous(name, found.error) ??
          _("There is no account {name}. coffer accounts lists them.", { name }),
      );
}

/** The account of a name, to record something on. */
export function openAccountNamed(book: Book, name: string): RecordOf<"account"> {
  const account = accountNamed(book, name);
  return account.closed
    ? refuse(
        _("{name} is closed. coffer accounts set NAME --reopen opens it again.", {
          name: account.name,
        }),
      )
    : account;
}

/** The account that is meant when none is named; ends the command if there is no open one. */
export function usualAccountOf(book: Book): RecordOf<"account"> {
  return (
    usualAccount(book) ?? refuse(_("There is no open account. coffer accounts add NAME makes one."))
  );
}

/** The category of a name, or of "Parent:Child". */
export function categoryNamed(book: Book, name: string): RecordOf<"category"> {
  const found = findCategory(book, name);
  return found.ok
    ? found.value
    : refuse(
        ambiguous(name, found.error) ??
          _("There is no category {name}. coffer categories lists them.", { name }),
      );
}

/** The transaction of an id, or of the beginning of one. */
export function transactionNamed(book: Book, id: string): TransactionRecord {
  const found = findTransaction(book, id);
  if (found.ok) {
    const transaction = transactionInRow(book, found.value);
    return transaction.deleted
      ? refuse(_("{id} was deleted. coffer undo may help.", { id }))
      : transaction;
  }
  switch (found.error.code) {
    case "unknown-id":
      return refuse(_("There is no transaction {id}. coffer list shows them.", { id }));
    case "ambiguous-id":
      return refuse(_("Several transactions begin with {id}: give more of it.", { id }));
    case "id-too-short":
      return refuse(
        _("Give at least {count} characters of the id.", {
          count: found.error.charactersMin,
        }),
      );
  }
}

function ambiguous(name: string, error: FindError): string | undefined {
  return error.code === "ambiguous-name"
    ? _("{name} may be {names}: give more of it.", { name, names: error.names.join(", ") })
    : undefined;
}
