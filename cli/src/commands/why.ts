/** coffer why: over or under, by how much, and what changed against the period before. */
import { _, inContext, ownName, translated } from "@coffer/client/texts";
import { buildCommand, type Command } from "@stricli/core";
import {
  explainPeriod,
  formatPeriod,
  settingsOf,
  type CurrencyCode,
  type Rule,
  type Variance,
} from "@coffer/ledger";
import { decimal, money } from "../amounts.ts";
import type { CliContext } from "../context.ts";
import { jsonFlag, passwordFileFlag, textFlag, type CommonFlags } from "../flags.ts";
import { periodFrom } from "../plan-text.ts";
import { formatTable, printable } from "../terminal/table.ts";
import type { Terminal } from "../terminal/terminal.ts";

interface WhyFlags extends CommonFlags {
  readonly period?: string;
}

export const why: Command<CliContext> = buildCommand<WhyFlags, [], CliContext>({
  docs: translated({
    brief: "Say why a period is over or under",
    fullDescription:
      "For each bucket: how far it is from the rule in this period and since the year began, the change against " +
      "the period before, and what it comes from: new payees, prices, how often, and bills that moved.\n\n" +
      "Example: coffer why --period 2026-11",
  }),
  parameters: {
    flags: {
      period: textFlag("2026-11, or a day in the period (default: today's)", "PERIOD"),
      passwordFile: passwordFileFlag,
      json: jsonFlag,
    },
  },
  async func(flags) {
    const { terminal } = this;
    const { book } = await this.account.openFresh(terminal, flags);
    const { rule, cycle, currency } = settingsOf(book);
    const period = periodFrom(flags.period, cycle);
    const { variances } = explainPeriod(book, rule, period);
    const shown = { rule, currency, variances, period: formatPeriod(cycle, period) };
    terminal.out(flags.json === true ? `${JSON.stringify(json(shown))}\n` : text(shown, terminal));
  },
});

interface Shown {
  readonly period: string;
  readonly rule: Rule;
  readonly currency: CurrencyCode;
  readonly variances: readonly Variance<string>[];
}

function json({ period, rule, currency, variances }: Shown): object {
  const amount = (minor: bigint): string => decimal(minor, currency);
  const buckets = rule.buckets.map(({ id }, place) => {
    const variance = variances[place];
    if (variance === undefined) return [id, null] as const;
    const { varianceMinor, cumulatedMinor, changeMinor, causes, contributors } = variance;
    const facts = {
      variance: amount(varianceMinor),
      thisYear: amount(cumulatedMinor),
      change: changeMinor === null ? null : amount(changeMinor),
      causes: {
        new: amount(causes.newMinor),
        price: amount(causes.priceMinor),
        volume: amount(causes.volumeMinor),
        timing: amount(causes.timingMinor),
      },
      contributors: contributors.map(({ name, amountMinor }) => ({
        text: name,
        amount: amount(amountMinor),
      })),
    };
    return [id, facts] as const;
  });
  return { period, currency, ...Object.fromEntries(buckets) };
}

function text({ period, rule, currency, variances }: Shown, terminal: Terminal): string {
  const amount = (minor: bigint): string => money(minor, currency, terminal);
  const table = formatTable(
    [
      { title: period, align: "left" },
      { title: _("Against the rule"), align: "right" },
      { title: _("This year"), align: "right" },
      { title: _("Change"), align: "right" },
    ],
    rule.buckets.map((bucket, place) => {
      const name = ownName(bucket.name);
      const variance = variances[place];
      if (variance === undefined) return [name];
      const { varianceMinor, cumulatedMinor, changeMinor } = variance;
      const change = changeMinor === null ? "" : signed(changeMinor, amount);
      return [name, signed(varianceMinor, amount), signed(cumulatedMinor, amount), change];
    }),
  );
  const lines = rule.buckets.map(({ name }, place) =>
    causesLine(ownName(name), variances[place], amount),
  );
  return table + (lines.join("") === "" ? "" : `\n${lines.join("")}`);
}

const causeWords = translated({
  new: inContext("cause", "new"),
  price: inContext("cause", "price"),
  volume: "more or less often",
  timing: "moved bills",
});

function causesLine(
  name: string,
  variance: Variance<string> | undefined,
  amount: (minor: bigint) => string,
): string {
  if (variance === undefined || variance.changeMinor === null) return "";
  const { newMinor, priceMinor, volumeMinor, timingMinor } = variance.causes;
  const causes = [
    [causeWords.new, newMinor],
    [causeWords.price, priceMinor],
    [causeWords.volume, volumeMinor],
    [causeWords.timing, timingMinor],
  ] as const;
  const told = causes
    .filter(([, minor]) => minor !== 0n)
    .map(([word, minor]) => `${word} ${signed(minor, amount)}`);
  const most = variance.contributors.map(
    ({ name: payee, amountMinor }) => `${printable(payee)} ${signed(amountMinor, amount)}`,
  );
  if (told.length === 0) return "";
  const payees = most.length === 0 ? "" : `  ${_("most: {payees}", { payees: most.join(", ") })}\n`;
  return `${name}: ${told.join(", ")}\n${payees}`;
}

function signed(minor: bigint, amount: (minor: bigint) => string): string {
  return minor > 0n ? `+${amount(minor)}` : amount(minor);
}
