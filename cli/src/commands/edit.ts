/** coffer edit, delete: changing what was recorded. */
import { _, translated } from "@coffer/client/texts";
import { buildCommand, type Command } from "@stricli/core";
import {
  editedAmounts,
  editedText,
  type Book,
  type TransactionFields,
  type TransactionRecord,
} from "@coffer/ledger";
import { commit } from "../commit.ts";
import type { CliContext } from "../context.ts";
import { endByAmounts } from "../edited-amounts.ts";
import { argument, jsonFlag, passwordFileFlag, textFlag, type CommonFlags } from "../flags.ts";
import { categoryNamed, openAccountNamed, transactionNamed } from "../names.ts";
import { printable } from "../terminal/table.ts";
import { line, misuse, refuse, type Terminal } from "../terminal/terminal.ts";
import { dayFromText } from "../today.ts";
import { showTransaction } from "../transaction-output.ts";

interface EditFlags extends CommonFlags {
  readonly amount?: string;
  readonly received?: string;
  readonly text?: string;
  readonly date?: string;
  readonly category?: string;
  readonly account?: string;
}

export const edit: Command<CliContext> = buildCommand<EditFlags, [string], CliContext>({
  docs: translated({
    brief: "Change a transaction",
    fullDescription:
      "Changes what is named, and nothing else.\n\nExample: coffer edit 3f9a --category groceries",
  }),
  parameters: {
    flags: {
      amount: textFlag("New amount", "AMOUNT"),
      received: textFlag(
        "What arrived, of a transfer between accounts of two currencies",
        "AMOUNT",
      ),
      text: textFlag("New text", "TEXT"),
      date: textFlag("New day", "D"),
      category: textFlag("New category (-: none)", "C"),
      account: textFlag("New account", "A"),
      passwordFile: passwordFileFlag,
      json: jsonFlag,
    },
    positional: { kind: "tuple", parameters: [argument("Its id, or the beginning of it", "ID")] },
  },
  async func(flags, idText) {
    const { terminal } = this;
    const engine = await this.account.open(terminal, flags);
    const { book } = engine;
    const transaction = transactionNamed(book, idText);
    const fields = editedFields(book, transaction, flags, terminal);
    if (Object.keys(fields).length === 0) misuse(_("What is to change? coffer edit --help"));
    const { id } = transaction;
    await commit(this, engine, "edit", [{ table: "transaction", id, fields }]);
    showTransaction(terminal, engine.book, id, flags, _("Changed:"));
  },
});

export const remove: Command<CliContext> = buildCommand<CommonFlags, [string], CliContext>({
  docs: translated({
    brief: "Delete a transaction",
    fullDescription:
      "Deletes a transaction; coffer undo brings it back.\n\nExample: coffer delete 3f9a",
  }),
  parameters: {
    flags: { passwordFile: passwordFileFlag, json: jsonFlag },
    positional: { kind: "tuple", parameters: [argument("Its id, or the beginning of it", "ID")] },
  },
  async func(flags, idText) {
    const { terminal } = this;
    const engine = await this.account.open(terminal, flags);
    const { id, text } = transactionNamed(engine.book, idText);
    await commit(this, engine, "delete", [{ table: "transaction", id, fields: { deleted: true } }]);
    terminal.out(
      flags.json === true
        ? `${JSON.stringify({ deleted: id })}\n`
        : line(_("Deleted {text}. coffer undo brings it back.", { text: printable(text) })),
    );
  },
});

/** The fields that an edit sets. */
function editedFields(
  book: Book,
  transaction: TransactionRecord,
  flags: EditFlags,
  terminal: Terminal,
): Partial<TransactionFields> {
  const account = flags.account === undefined ? undefined : openAccountNamed(book, flags.account);
  const amounts = editedAmounts(book, transaction, { ...flags, account }, terminal.locale);
  if (!amounts.ok) endByAmounts(amounts.error, account?.name);
  return {
    ...amounts.value,
    ...(flags.text !== undefined && editedText(transaction, flags.text.trim())),
    ...(flags.date !== undefined && { day: dayFromText(flags.date) }),
    ...(flags.category !== undefined && categoryFields(book, transaction, flags.category)),
  };
}

function categoryFields(
  book: Book,
  transaction: TransactionFields,
  name: string,
): Partial<TransactionFields> {
  if (transaction.splits !== null) refuse(_("It is in parts, and each has its own category."));
  return { category: name === "-" ? null : categoryNamed(book, name).id };
}
