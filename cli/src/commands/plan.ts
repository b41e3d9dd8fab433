/** coffer plan: the rule, the period, and where the income comes from. */
import { _, ownName } from "@coffer/client/texts";
import { buildCommand, type Command } from "@stricli/core";
import { presets, SETTINGS_ID, settingsOf, type Book } from "@coffer/ledger";
import { amountFrom, decimal, money } from "../amounts.ts";
import { commit } from "../commit.ts";
import type { CliContext } from "../context.ts";
import { jsonFlag, passwordFileFlag, textFlag, type CommonFlags } from "../flags.ts";
import {
  cycleFrom,
  cycleText,
  incomeModeFrom,
  incomeModeText,
  ruleFrom,
  ruleText,
} from "../plan-text.ts";
import { line, type Terminal } from "../terminal/terminal.ts";

interface PlanFlags extends CommonFlags {
  readonly rule?: string;
  readonly cycle?: string;
  readonly incomeMode?: string;
  readonly income?: string;
  readonly floor?: string;
}

export const plan: Command<CliContext> = buildCommand<PlanFlags, [], CliContext>({
  docs: {
    get brief() {
      return _("Show or set the rule, the period, and the income it counts on");
    },
    get fullDescription() {
      const rules = presets.map(
        ({ id, name, forWhom }) => `  ${id.padEnd(22)}${ownName(name)}: ${ownName(forWhom)}\n`,
      );
      return _(
        "Shows the plan, or sets what is named. Presets of the rule:\n{rules}\n" +
          "Example: coffer plan --cycle day:25:previous --income-mode average:3",
        { rules: rules.join("") },
      );
    },
  },
  parameters: {
    flags: {
      rule: textFlag("Percent for needs/wants/savings, or a preset", "RULE"),
      cycle: textFlag(
        "month, weekly:DATE, biweekly:DATE, four-weekly:DATE, semi-monthly:1,15, day:25, " +
          "day:25:previous, last-working-day",
        "CYCLE",
      ),
      incomeMode: textFlag("actual, planned, average:3 or floor", "MODE"),
      income: textFlag("Planned income of a period", "X"),
      floor: textFlag("The least income that is certain", "X"),
      passwordFile: passwordFileFlag,
      json: jsonFlag,
    },
  },
  async func(flags) {
    const { terminal } = this;
    const engine = await this.account.openFresh(terminal, flags);
    const { currency } = settingsOf(engine.book);
    const fields = {
      ...(flags.rule !== undefined && { rule: ruleFrom(flags.rule, undefined) }),
      ...(flags.cycle !== undefined && { cycle: cycleFrom(flags.cycle) }),
      ...(flags.incomeMode !== undefined && { incomeMode: incomeModeFrom(flags.incomeMode) }),
      ...(flags.income !== undefined && {
        plannedIncomeMinor: amountFrom(flags.income, currency, terminal),
      }),
      ...(flags.floor !== undefined && {
        floorIncomeMinor: amountFrom(flags.floor, currency, terminal),
      }),
    };
    if (Object.keys(fields).length > 0) {
      await commit(this, engine, "plan", [{ table: "settings", id: SETTINGS_ID, fields }]);
    }
    print(terminal, engine.book, flags);
  },
});

function print(terminal: Terminal, book: Book, flags: CommonFlags): void {
  const { rule, cycle, incomeMode, plannedIncomeMinor, floorIncomeMinor, currency } =
    settingsOf(book);
  if (flags.json === true) {
    const facts = {
      rule: ruleText(rule),
      buckets: rule.buckets,
      cycle: cycleText(cycle),
      incomeMode: incomeModeText(incomeMode),
      income: plannedIncomeMinor === null ? null : decimal(plannedIncomeMinor, currency),
      floor: floorIncomeMinor === null ? null : decimal(floorIncomeMinor, currency),
      currency,
    };
    terminal.out(`${JSON.stringify(facts)}\n`);
    return;
  }
  const amount = (minor: bigint): string => money(minor, currency, terminal);
  const income = [
    incomeModeText(incomeMode),
    plannedIncomeMinor !== null && _("planned {amount}", { amount: amount(plannedIncomeMinor) }),
    floorIncomeMinor !== null && _("at least {amount}", { amount: amount(floorIncomeMinor) }),
  ].filter((part) => part !== false);
  terminal.out(
    line(
      _("Rule     {rule}\nPeriod   {cycle}\nIncome   {income}", {
        rule: ruleText(rule, ownName),
        cycle: cycleText(cycle),
        income: income.join(", "),
      }),
    ),
  );
}
