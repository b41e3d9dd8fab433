/** coffer list: what came in and what went out, the newest first. */
import { buildCommand, type Command } from "@stricli/core";
import { listTransactions } from "@coffer/ledger";
import type { CliContext } from "../context.ts";
import { jsonFlag, passwordFileFlag, textFlag, type CommonFlags } from "../flags.ts";
import { rowJson, rowsTable } from "../listed-rows.ts";
import { accountNamed, categoryNamed } from "../names.ts";
import { misuse } from "../terminal/terminal.ts";
import { dayFromText } from "../today.ts";

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
      passwordFile: passwordFileFlag,
      json: jsonFlag,
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

function limitFrom(text: string): number {
  return /^[1-9]\d{0,6}$/.test(text)
    ? Number(text)
    : misuse(`--limit ${text}: a number from 1 on.`);
}
