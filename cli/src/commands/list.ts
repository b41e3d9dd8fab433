/** coffer list: what came in and what went out, the newest first. */
import { _, translated } from "@coffer/client/texts";
import { buildCommand, type Command } from "@stricli/core";
import { listTransactions } from "@coffer/ledger";
import type { CliContext } from "../context.ts";
import { argument, jsonFlag, passwordFileFlag, textFlag, type CommonFlags } from "../flags.ts";
import { rowJson, rowsTable } from "../listed-rows.ts";
import { accountNamed, categoryNamed } from "../names.ts";
import { queryFrom } from "../query-text.ts";
import { line, misuse } from "../terminal/terminal.ts";
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

export const list: Command<CliContext> = buildCommand<ListFlags, string[], CliContext>({
  docs: translated({
    brief: "List transactions, the newest first",
    fullDescription:
      "Lists transactions, the newest first. A split one has a row for each part, a transfer one for each " +
      "account.\n\nA query finds some of them: words of the text or a note, cat: acct: bucket: tag: note:, " +
      "amt:>50 or amt:10..20, date:2026-11 or date:>=2026-11-05, and is: with pending, transfer, income, " +
      "expense, refund, split or uncategorised; - before any of these means “not”, and a phrase stands in " +
      "double quotes. In single quotes the shell leaves it as it is.\n\n" +
      "Example: coffer list 'cat:food amt:>50 -tag:trip'",
  }),
  parameters: {
    flags: {
      from: textFlag("From this day on", "D"),
      to: textFlag("Up to this day", "D"),
      category: textFlag("In this category, or one of its own", "C"),
      account: textFlag("On this account", "A"),
      limit: textFlag("At most so many rows (default {limit}; with --json: all)", "N", {
        limit: limitDefault,
      }),
      passwordFile: passwordFileFlag,
      json: jsonFlag,
    },
    positional: { kind: "array", parameter: argument("What to look for", "QUERY") },
  },
  async func(flags, ...words) {
    const { terminal } = this;
    const engine = await this.account.openFresh(terminal, flags);
    const { book } = engine;
    const filter = {
      ...(flags.from !== undefined && { from: dayFromText(flags.from) }),
      ...(flags.to !== undefined && { to: dayFromText(flags.to) }),
      ...(flags.category !== undefined && { category: categoryNamed(book, flags.category).id }),
      ...(flags.account !== undefined && { account: accountNamed(book, flags.account).id }),
      ...(words.length > 0 && { fits: queryFrom(book, words, terminal) }),
    };
    const limit =
      flags.limit === undefined
        ? flags.json === true
          ? limitMax
          : limitDefault
        : limitFrom(flags.limit);
    const rows = listTransactions(book, filter, limit);
    if (flags.json === true) terminal.out(`${JSON.stringify(rows.map(rowJson))}\n`);
    else if (rows.length === 0 && words.length > 0) terminal.out(line(_("Nothing fits.")));
    else if (rows.length === 0) terminal.out(line(_("Nothing here yet. coffer add 12.50 lunch")));
    else terminal.out(rowsTable(book, rows, terminal));
  },
});

function limitFrom(text: string): number {
  return /^[1-9]\d{0,6}$/.test(text)
    ? Number(text)
    : misuse(_("--limit {text}: a number from 1 on.", { text }));
}
