/** coffer add, transfer, edit, delete, list: what came in and what went out. */
import { buildCommand, type Command } from "@stricli/core";
import {
  listTransactions,
  listedRowsOf,
  suggestCategory,
  findTransaction,
  type Book,
  type Id,
  type Suggestion,
  type TransactionFields,
} from "@coffer/ledger";
import { amountFrom } from "../amounts.ts";
import { newId } from "../change-set.ts";
import { commit } from "../commit.ts";
import type { CliContext } from "../context.ts";
import {
  argument,
  jsonFlag,
  passwordFileFlag,
  switchFlag,
  textFlag,
  type CommonFlags,
} from "../flags.ts";
import { rowJson, rowsTable } from "../listed-rows.ts";
import { accountNamed, categoryNamed, transactionNamed, usualAccount } from "../names.ts";
import { misuse, type Terminal } from "../terminal.ts";
import { dayFromText, today } from "../today.ts";

const common = { passwordFile: passwordFileFlag, json: jsonFlag };

interface AddFlags extends CommonFlags {
  readonly date?: string;
  readonly category?: string;
  readonly account?: string;
  readonly income?: boolean;
}

export const add: Command<CliContext> = buildCommand<AddFlags, [string, ...string[]], CliContext>({
  docs: {
    brief: "Add an expense, or income",
    fullDescription:
      "Adds an expense; with --income, what came in. A negative amount is a refund. Without --category the " +
      "category is the one that the same text had before, or one that fits.\n\n" +
      "Example: coffer add 12.50 lunch with Tom --date yesterday",
  },
  parameters: {
    flags: {
      date: textFlag("Day: 2026-11-24, today, yesterday (default today)", "D"),
      category: textFlag("Category: its name, the beginning of it, or Parent:Child", "C"),
      account: textFlag("Account (default: the first one to spend from)", "A"),
      income: switchFlag("It came in"),
      ...common,
    },
    positional: {
      kind: "array",
      minimum: 2,
      parameter: argument("Amount, then what it was: 12.50 lunch", "AMOUNT TEXT"),
    },
  },
  async func(flags, amountText, ...words) {
    const { terminal } = this;
    const engine = await this.account.open(terminal, flags);
    const { book } = engine;
    const account =
      flags.account === undefined ? usualAccount(book) : accountNamed(book, flags.account);
    const typed = amountFrom(amountText, account.currency, terminal);
    if (typed === 0n) misuse("An amount of nothing is not added.");
    const text = words.join(" ").trim();
    if (text === "") misuse("What was it? coffer add 12.50 lunch");
    const isIncome = flags.income === true;
    const suggestion = suggestCategory(book, text, isIncome ? "income" : "expense");
    const category =
      flags.category === undefined
        ? (suggestion?.category ?? null)
        : categoryNamed(book, flags.category).id;
    const id = newId();
    const fields = {
      day: flags.date === undefined ? today() : dayFromText(flags.date),
      account: account.id,
      kind: kindOf(isIncome, typed),
      minor: isIncome ? typed : -typed,
      text,
      category,
    };
    await commit(this, engine, "add", [{ table: "transaction", id, fields }]);
    const reason = flags.category === undefined ? suggestion : undefined;
    show(terminal, engine.book, id, flags, `Added${reasonText(reason)}:`);
  },
});

interface TransferFlags extends CommonFlags {
  readonly from: string;
  readonly to: string;
  readonly date?: string;
  readonly text?: string;
  readonly received?: string;
  readonly category?: string;
}

export const transfer: Command<CliContext> = buildCommand<TransferFlags, [string], CliContext>({
  docs: {
    brief: "Move money between two of your accounts",
    fullDescription:
      "Moves money between two accounts. Into a savings or investment account it counts as saved.\n\n" +
      "Example: coffer transfer 200 --from current --to savings",
  },
  parameters: {
    flags: {
      from: { ...textFlag("Account that it leaves", "A"), optional: false },
      to: { ...textFlag("Account that it reaches", "B"), optional: false },
      date: textFlag("Day: 2026-11-24, today, yesterday (default today)", "D"),
      text: textFlag("What it was (default Transfer)", "TEXT"),
      received: textFlag("What arrived, between accounts of two currencies", "AMOUNT"),
      category: textFlag("Category, where the transfer counts as spending (to a loan)", "C"),
      ...common,
    },
    positional: { kind: "tuple", parameters: [argument("Amount", "AMOUNT")] },
  },
  async func(flags, amountText) {
    const { terminal } = this;
    const engine = await this.account.open(terminal, flags);
    const { book } = engine;
    const from = accountNamed(book, flags.from);
    const to = accountNamed(book, flags.to);
    if (from.id === to.id) misuse("From and to are the same account.");
    const sent = amountFrom(amountText, from.currency, terminal);
    if (sent <= 0n) misuse("A transfer moves more than nothing; turn --from and --to around.");
    if (flags.received === undefined && from.currency !== to.currency) {
      misuse(`What arrived in ${to.currency}? --received AMOUNT`);
    }
    const received =
      flags.received === undefined ? sent : amountFrom(flags.received, to.currency, terminal);
    const id = newId();
    const fields = {
      day: flags.date === undefined ? today() : dayFromText(flags.date),
      account: from.id,
      kind: "transfer" as const,
      minor: -sent,
      text: flags.text ?? "Transfer",
      transferAccount: to.id,
      transferMinor: received,
      category: flags.category === undefined ? null : categoryNamed(book, flags.category).id,
    };
    await commit(this, engine, "transfer", [{ table: "transaction", id, fields }]);
    show(terminal, engine.book, id, flags, "Moved:");
  },
});

interface EditFlags extends CommonFlags {
  readonly amount?: string;
  readonly text?: string;
  readonly date?: string;
  readonly category?: string;
  readonly account?: string;
}

export const edit: Command<CliContext> = buildCommand<EditFlags, [string], CliContext>({
  docs: {
    brief: "Change a transaction",
    fullDescription:
      "Changes what is named, and nothing else.\n\nExample: coffer edit 3f9a --category groceries",
  },
  parameters: {
    flags: {
      amount: textFlag("New amount", "AMOUNT"),
      text: textFlag("New text", "TEXT"),
      date: textFlag("New day", "D"),
      category: textFlag("New category (-: none)", "C"),
      account: textFlag("New account", "A"),
      ...common,
    },
    positional: { kind: "tuple", parameters: [argument("Its id, or the beginning of it", "ID")] },
  },
  async func(flags, idText) {
    const { terminal } = this;
    const engine = await this.account.open(terminal, flags);
    const { book } = engine;
    const transaction = transactionNamed(book, idText);
    const fields = editedFields(book, transaction, flags, terminal);
    if (Object.keys(fields).length === 0) misuse("What is to change? coffer edit --help");
    const { id } = transaction;
    await commit(this, engine, "edit", [{ table: "transaction", id, fields }]);
    show(terminal, engine.book, id, flags, "Changed:");
  },
});

export const remove: Command<CliContext> = buildCommand<CommonFlags, [string], CliContext>({
  docs: {
    brief: "Delete a transaction",
    fullDescription:
      "Deletes a transaction; coffer undo brings it back.\n\nExample: coffer delete 3f9a",
  },
  parameters: {
    flags: common,
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
        : `Deleted ${text}. coffer undo brings it back.\n`,
    );
  },
});

interface ListFlags extends CommonFlags {
  readonly from?: string;
  readonly to?: string;
  readonly category?: string;
  readonly account?: string;
  readonly limit?: string;
}

const limitDefault = 50;
const limitMax = 10_000_000;

export const list: Command<CliContext> = buildCommand<ListFlags, [], CliContext>({
  docs: {
    brief: "List transactions, the newest first",
    fullDescription:
      "Lists transactions, the newest first. A split one has a row for each part, a transfer one for each " +
      "account.\n\nExample: coffer list --from 2026-11-01 --category groceries",
  },
  parameters: {
    flags: {
      from: textFlag("From this day on", "D"),
      to: textFlag("Up to this day", "D"),
      category: textFlag("In this category, or one of its own", "C"),
      account: textFlag("On this account", "A"),
      limit: textFlag(`At most so many rows (default ${limitDefault}; with --json: all)`, "N"),
      ...common,
    },
  },
  async func(flags) {
    const { terminal } = this;
    const engine = await this.account.openFresh(terminal, flags);
    const { book } = engine;
    const filter = {
      ...(flags.from !== undefined && { from: dayFromText(flags.from) }),
      ...(flags.to !== undefined && { to: dayFromText(flags.to) }),
      ...(flags.category !== undefined && { category: categoryNamed(book, flags.category).id }),
      ...(flags.account !== undefined && { account: accountNamed(book, flags.account).id }),
    };
    const limit =
      flags.limit === undefined
        ? flags.json === true
          ? limitMax
          : limitDefault
        : limitFrom(flags.limit);
    const rows = listTransactions(book, filter, limit);
    if (flags.json === true) terminal.out(`${JSON.stringify(rows.map(rowJson))}\n`);
    else if (rows.length === 0) terminal.out("Nothing here yet. coffer add 12.50 lunch\n");
    else terminal.out(rowsTable(book, rows, terminal));
  },
});

function kindOf(isIncome: boolean, typed: bigint): TransactionFields["kind"] {
  if (isIncome) return "income";
  return typed < 0n ? "refund" : "expense";
}

/** The fields that an edit sets. An amount keeps its direction: 5 for an expense is 5 spent. */
function editedFields(
  book: Book,
  transaction: TransactionFields,
  flags: EditFlags,
  terminal: Terminal,
): Partial<TransactionFields> {
  const account = flags.account === undefined ? undefined : accountNamed(book, flags.account);
  return {
    ...(flags.amount !== undefined && amountFields(book, transaction, flags.amount, terminal)),
    ...(flags.text !== undefined && textFields(transaction, flags.text.trim())),
    ...(flags.date !== undefined && { day: dayFromText(flags.date) }),
    ...(flags.category !== undefined && {
      category: flags.category === "-" ? null : categoryNamed(book, flags.category).id,
    }),
    ...(account !== undefined && { account: account.id }),
  };
}

/** A new text; of an imported transaction the bank's own stays beside it. */
function textFields(transaction: TransactionFields, text: string): Partial<TransactionFields> {
  const { batch, bankText } = transaction;
  const isBanks = batch !== null && bankText === null && transaction.text !== "";
  return isBanks ? { text, bankText: transaction.text } : { text };
}

function amountFields(
  book: Book,
  transaction: TransactionFields,
  text: string,
  terminal: Terminal,
): Partial<TransactionFields> {
  const account = book.tables.account.records.find((record) => record?.id === transaction.account);
  const currency = account?.currency ?? usualAccount(book).currency;
  const typed = amountFrom(text, currency, terminal);
  if (typed === 0n) misuse("An amount of nothing is not kept: coffer delete.");
  switch (transaction.kind) {
    case "income":
      return { minor: typed };
    case "transfer":
      return { minor: -typed, transferMinor: typed };
    case "expense":
    case "refund":
      return { minor: -typed, kind: kindOf(false, typed) };
  }
}

function limitFrom(text: string): number {
  return /^[1-9]\d{0,6}$/.test(text)
    ? Number(text)
    : misuse(`--limit ${text}: a number from 1 on.`);
}

/** Prints the rows of one transaction. */
function show(terminal: Terminal, book: Book, id: Id, flags: CommonFlags, head: string): void {
  const found = findTransaction(book, id);
  const rows = found.ok ? listedRowsOf(book, found.value) : [];
  if (flags.json === true) {
    const all = rows.map(rowJson);
    terminal.out(`${JSON.stringify(all.length === 1 ? all[0] : all)}\n`);
  } else {
    terminal.out(`${head}\n${rowsTable(book, rows, terminal)}`);
  }
}

function reasonText(suggestion: Suggestion | undefined): string {
  if (suggestion === undefined) return "";
  const { reason } = suggestion;
  return reason.by === "history"
    ? ` (category as ${reason.count === 1 ? "once" : `${reason.count} times`} before)`
    : ` (category because of “${reason.word}”)`;
}
