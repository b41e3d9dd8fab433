/** coffer add: an expense, or income. */
import { _, translated } from "@coffer/client/texts";
import { buildCommand, type Command } from "@stricli/core";
import { spendingKindOf, suggestCategory, type Suggestion } from "@coffer/ledger";
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
import { categoryNamed, openAccountNamed, usualAccountOf } from "../names.ts";
import { misuse } from "../terminal/terminal.ts";
import { dayFromText, today } from "../today.ts";
import { showTransaction } from "../transaction-output.ts";

interface AddFlags extends CommonFlags {
  readonly date?: string;
  readonly category?: string;
  readonly account?: string;
  readonly income?: boolean;
}

export const add: Command<CliContext> = buildCommand<AddFlags, [string, ...string[]], CliContext>({
  docs: translated({
    brief: "Add an expense, or income",
    fullDescription:
      "Adds an expense; with --income, or with + before the amount, what came in. A negative amount is a " +
      "refund. Without --category the category is the one that the same text had before, or one that " +
      "fits.\n\n" +
      "Example: coffer add 12.50 lunch with Tom --date yesterday",
  }),
  parameters: {
    flags: {
      date: textFlag("Day: 2026-11-24, today, yesterday (default today)", "D"),
      category: textFlag("Category: its name, the beginning of it, or Parent:Child", "C"),
      account: textFlag("Account (default: the first one to spend from)", "A"),
      income: switchFlag("It came in"),
      passwordFile: passwordFileFlag,
      json: jsonFlag,
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
      flags.account === undefined ? usualAccountOf(book) : openAccountNamed(book, flags.account);
    const typed = amountFrom(amountText, account.currency, terminal);
    if (typed === 0n) misuse(_("An amount of nothing is not added."));
    const text = words.join(" ").trim();
    if (text === "") misuse(_("What was it? coffer add 12.50 lunch"));
    const isIncome = flags.income === true || amountText.startsWith("+");
    const suggestion = suggestCategory(book, text, isIncome ? "income" : "expense");
    const category =
      flags.category === undefined
        ? (suggestion?.category ?? null)
        : categoryNamed(book, flags.category).id;
    const id = newId();
    const fields = {
      day: flags.date === undefined ? today() : dayFromText(flags.date),
      account: account.id,
      kind: isIncome ? "income" : spendingKindOf(typed),
      minor: isIncome ? typed : -typed,
      text,
      category,
    };
    await commit(this, engine, "add", [{ table: "transaction", id, fields }]);
    showTransaction(
      terminal,
      engine.book,
      id,
      flags,
      addedText(flags.category === undefined ? suggestion : undefined),
    );
  },
});

function addedText(suggestion: Suggestion | undefined): string {
  if (suggestion === undefined) return _("Added:");
  const { reason } = suggestion;
  return reason.by === "history"
    ? _("Added (category as {count, plural, one {once} other {# times}} before):", {
        count: reason.count,
      })
    : _("Added (category because of “{word}”):", { word: reason.word });
}
