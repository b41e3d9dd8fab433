/** coffer budget: what the rule recommends for an income. Needs no account. */
import { _, ownName, translated } from "@coffer/client/texts";
import { buildCommand, type Command } from "@stricli/core";
import { formatRule, recommend, settingsOf, type CurrencyCode, type Rule } from "@coffer/ledger";
import { amountFrom, currencyFrom, decimal, money } from "../amounts.ts";
import type { CliContext } from "../context.ts";
import { argument, jsonFlag, textFlag } from "../flags.ts";
import { formatTable } from "../terminal/table.ts";
import { ruleFrom } from "../plan-text.ts";
import { line, type Terminal } from "../terminal/terminal.ts";

interface BudgetFlags {
  readonly rule?: string;
  readonly currency?: string;
  readonly json?: boolean;
}

export const budget: Command<CliContext> = buildCommand<BudgetFlags, [string], CliContext>({
  docs: translated({
    brief: "Split an income by 50/30/20",
    fullDescription:
      "Says what the rule recommends for an income: needs and wants at most, savings at least. Needs no " +
      "account.\n\nExample: coffer budget 4200",
  }),
  parameters: {
    flags: {
      rule: textFlag("Percent for needs/wants/savings, or a preset (default 50/30/20)", "RULE"),
      currency: textFlag("Currency (default: the open vault's, else USD)", "CODE"),
      json: jsonFlag,
    },
    positional: { kind: "tuple", parameters: [argument("Take-home income", "INCOME")] },
  },
  func(flags, incomeText) {
    const { terminal, account } = this;
    const open = account.engine === undefined ? undefined : settingsOf(account.engine.book);
    const currency =
      flags.currency === undefined
        ? (open?.currency ?? currencyFrom("USD"))
        : currencyFrom(flags.currency);
    const rule = ruleFrom(flags.rule, open?.rule);
    const incomeMinor = amountFrom(incomeText, currency, terminal);
    const shares = recommend(rule, incomeMinor);
    if (flags.json === true) {
      const amounts = rule.buckets.map(
        (bucket, place) => [bucket.id, decimal(shares[place] ?? 0n, currency)] as const,
      );
      const head = { income: decimal(incomeMinor, currency), currency, rule: formatRule(rule) };
      terminal.out(`${JSON.stringify({ ...head, ...Object.fromEntries(amounts) })}\n`);
      return;
    }
    terminal.out(budgetTable({ rule, shares, incomeMinor, currency }, terminal));
    if (incomeMinor <= 0n) terminal.out(line(_("Without income there is nothing to split.")));
  },
});

/** The recommendation as a table. */
function budgetTable(
  budgeted: {
    readonly rule: Rule;
    readonly shares: readonly bigint[];
    readonly incomeMinor: bigint;
    readonly currency: CurrencyCode;
  },
  terminal: Terminal,
): string {
  const { rule, shares, incomeMinor, currency } = budgeted;
  const rows = rule.buckets.map((bucket, place) => [
    ownName(bucket.name),
    bucket.kind === "ceiling"
      ? _("at most {percent} %", { percent: bucket.basisPoints / 100 })
      : _("at least {percent} %", { percent: bucket.basisPoints / 100 }),
    money(shares[place] ?? 0n, currency, terminal),
  ]);
  return formatTable(
    [
      { title: formatRule(rule), align: "left" },
      { title: "", align: "right" },
      { title: money(incomeMinor, currency, terminal), align: "right" },
    ],
    rows,
  );
}
