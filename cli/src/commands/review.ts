/** coffer review: recommended against actual, over or under, by how much. */
import { _, ownName, translated } from "@coffer/client/texts";
import { buildCommand, type Command } from "@stricli/core";
import type { Engine } from "@coffer/client";
import {
  formatPeriod,
  reviewAmounts,
  reviewPeriod,
  settingsOf,
  snapshotOf,
  type Book,
  type CurrencyCode,
  type Period,
  type PeriodReview,
  type Rule,
} from "@coffer/ledger";
import { amountFrom, currencyFrom } from "../amounts.ts";
import { newId } from "../change-set.ts";
import { commit } from "../commit.ts";
import type { CliContext } from "../context.ts";
import { jsonFlag, passwordFileFlag, switchFlag, textFlag, type CommonFlags } from "../flags.ts";
import { periodFrom, ruleFrom } from "../plan-text.ts";
import { paceText, reviewJson, reviewText } from "../review/review-output.ts";
import { misuse, refuse } from "../terminal/terminal.ts";
import { today } from "../today.ts";

interface ReviewFlags extends CommonFlags {
  readonly period?: string;
  readonly income?: string;
  readonly needs?: string;
  readonly wants?: string;
  readonly savings?: string;
  readonly rule?: string;
  readonly currency?: string;
  readonly save?: boolean;
}

export const review: Command<CliContext> = buildCommand<ReviewFlags, [], CliContext>({
  docs: translated({
    brief: "Compare a period with what the rule recommends",
    fullDescription:
      "Compares what a period's transactions came to with what the rule recommends for its income. With " +
      "--income, --needs, --wants and --savings it compares these amounts, and needs no account.\n\n" +
      "Example: coffer review --period 2026-11\n" +
      "         coffer review --income 4200 --needs 2200 --wants 900 --savings 500",
  }),
  parameters: {
    flags: {
      period: textFlag("2026-11, or a day in the period (default: today's)", "PERIOD"),
      income: textFlag("Income (default: what came in)", "X"),
      needs: textFlag("What was spent on needs", "X"),
      wants: textFlag("What was spent on wants", "X"),
      savings: textFlag("What was saved", "X"),
      rule: textFlag(
        "Percent for needs/wants/savings (default: the vault's, else 50/30/20)",
        "RULE",
      ),
      currency: textFlag("Currency of typed amounts (default: the vault's, else USD)", "CODE"),
      save: switchFlag("Keep the review as it is now"),
      passwordFile: passwordFileFlag,
      json: jsonFlag,
    },
  },
  async func(flags) {
    const { terminal, account } = this;
    const isTyped = [flags.needs, flags.wants, flags.savings].some((text) => text !== undefined);
    const needsAccount = !isTyped || flags.save === true;
    const engine = needsAccount ? await account.openFresh(terminal, flags) : account.engine;
    const settings = engine === undefined ? undefined : settingsOf(engine.book);
    const currency =
      flags.currency === undefined
        ? (settings?.currency ?? currencyFrom("USD"))
        : currencyFrom(flags.currency);
    if (!isTyped && settings !== undefined && currency !== settings.currency) {
      misuse(
        _("What was spent is in {currency}: --currency is for typed amounts.", {
          currency: settings.currency,
        }),
      );
    }
    const rule = ruleFrom(flags.rule, settings?.rule);
    const cycle = settings?.cycle ?? { kind: "calendar-month" };
    const period = periodFrom(flags.period, cycle);
    const income =
      flags.income === undefined ? undefined : amountFrom(flags.income, currency, terminal);
    const facts = isTyped
      ? typedFacts(this, flags, { rule, currency, income })
      : reviewPeriod(bookOf(engine), rule, period, income);
    const output = { ...facts, period: formatPeriod(cycle, period), currency };
    const saved =
      flags.save === true && engine !== undefined
        ? await save(this, engine, { facts, period, currency })
        : undefined;
    if (flags.json === true) {
      terminal.out(
        `${JSON.stringify({ ...reviewJson(output), ...(saved !== undefined && { id: saved }) })}\n`,
      );
    } else {
      terminal.out(reviewText(output, terminal));
      const isRunning = period.first <= today() && today() <= period.last;
      if (isRunning && !isTyped) {
        terminal.out(paceText(output, { period, today: today() }, terminal));
      }
      if (saved !== undefined) terminal.out(`\n${_("Saved. coffer reviews lists all of them.")}\n`);
    }
  },
});

function typedFacts(
  { terminal }: CliContext,
  flags: ReviewFlags,
  given: {
    readonly rule: Rule;
    readonly currency: CurrencyCode;
    readonly income: bigint | undefined;
  },
): PeriodReview {
  const { rule, currency, income } = given;
  if (income === undefined) misuse(_("With --needs, --wants or --savings also give --income."));
  const typed: Readonly<Record<string, string | undefined>> = {
    needs: flags.needs,
    wants: flags.wants,
    savings: flags.savings,
  };
  if (!rule.buckets.every(({ id }) => Object.hasOwn(typed, id))) {
    const names = rule.buckets.map(({ name }) => ownName(name)).join(", ");
    misuse(
      _("The rule has {names}. To compare needs, wants and savings: --rule 50/30/20.", { names }),
    );
  }
  const amounts = rule.buckets.map(({ id }) => {
    const text = typed[id];
    return text === undefined ? 0n : amountFrom(text, currency, terminal);
  });
  return reviewAmounts(rule, income, amounts);
}

async function save(
  context: CliContext,
  engine: Engine,
  reviewed: {
    readonly facts: PeriodReview;
    readonly period: Period;
    readonly currency: CurrencyCode;
  },
): Promise<string> {
  const { facts, period, currency } = reviewed;
  const snapshot = snapshotOf(facts, { period, currency, notes: "" });
  if (!snapshot.ok)
    refuse(_("This review cannot be kept ({field}).", { field: snapshot.error.field }));
  const id = newId();
  await commit(context, engine, "review", [
    { table: "review", id, fields: { snapshot: snapshot.value } },
  ]);
  return id;
}

function bookOf(engine: Engine | undefined): Book {
  return engine?.book ?? refuse(_("There is no account on this device."));
}
