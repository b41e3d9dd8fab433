/** coffer transfer: money that moves between two accounts. */
import { _, translated } from "@coffer/client/texts";
import { buildCommand, type Command } from "@stricli/core";
import { transferAmounts } from "@coffer/ledger";
import { newId } from "../change-set.ts";
import { commit } from "../commit.ts";
import type { CliContext } from "../context.ts";
import { endByAmounts } from "../edited-amounts.ts";
import {
  argument,
  jsonFlag,
  neededFlag,
  passwordFileFlag,
  textFlag,
  type CommonFlags,
} from "../flags.ts";
import { categoryNamed, openAccountNamed } from "../names.ts";
import { dayFromText, today } from "../today.ts";
import { showTransaction } from "../transaction-output.ts";

interface TransferFlags extends CommonFlags {
  readonly from: string;
  readonly to: string;
  readonly date?: string;
  readonly text?: string;
  readonly received?: string;
  readonly category?: string;
}

export const transfer: Command<CliContext> = buildCommand<TransferFlags, [string], CliContext>({
  docs: translated({
    brief: "Move money between two of your accounts",
    fullDescription:
      "Moves money between two accounts. Into a savings or investment account it counts as saved.\n\n" +
      "Example: coffer transfer 200 --from current --to savings",
  }),
  parameters: {
    flags: {
      from: neededFlag("Account that it leaves", "A"),
      to: neededFlag("Account that it reaches", "B"),
      date: textFlag("Day: 2026-11-24, today, yesterday (default today)", "D"),
      text: textFlag("What it was (default Transfer)", "TEXT"),
      received: textFlag("What arrived, between accounts of two currencies", "AMOUNT"),
      category: textFlag("Category, where the transfer counts as spending (to a loan)", "C"),
      passwordFile: passwordFileFlag,
      json: jsonFlag,
    },
    positional: { kind: "tuple", parameters: [argument("Amount", "AMOUNT")] },
  },
  async func(flags, amountText) {
    const { terminal } = this;
    const engine = await this.account.open(terminal, flags);
    const { book } = engine;
    const from = openAccountNamed(book, flags.from);
    const to = openAccountNamed(book, flags.to);
    const typed = { from, to, amount: amountText, received: flags.received };
    const amounts = transferAmounts(typed, terminal.locale);
    if (!amounts.ok) endByAmounts(amounts.error, undefined);
    const id = newId();
    const fields = {
      day: flags.date === undefined ? today() : dayFromText(flags.date),
      account: from.id,
      kind: "transfer" as const,
      ...amounts.value,
      text: flags.text ?? _("Transfer"),
      transferAccount: to.id,
      category: flags.category === undefined ? null : categoryNamed(book, flags.category).id,
    };
    await commit(this, engine, "transfer", [{ table: "transaction", id, fields }]);
    showTransaction(terminal, engine.book, id, flags, _("Moved:"));
  },
});
