/** Advice in the terminal's words: a fact, one action and its effect; three lines a piece. */
import { _, languageCode, ownName } from "@coffer/client/texts";
import {
  formatRule,
  payeeText,
  recordOf,
  categoryPath,
  settingsOf,
  type AdviceEffect,
  type Book,
  type BookAdvice,
} from "@coffer/ledger";
import { printable } from "./terminal/table.ts";

/** The lines of a piece; the effect is empty where there is nothing to gain but to know it. */
export interface AdviceLines {
  readonly fact: string;
  readonly action: string;
  readonly effect: string;
}

/** Writes the lines of a piece. */
export function adviceLines(
  book: Book,
  advice: BookAdvice,
  amount: (minor: bigint) => string,
): AdviceLines {
  const bucketId = "bucket" in advice ? advice.bucket : "";
  const found = settingsOf(book).rule.buckets.find(({ id }) => id === bucketId);
  const bucket = found === undefined ? bucketId : ownName(found.name);
  const effect = effectText(advice.effect, amount);
  const [fact, action, whatFor] = sentences(book, advice, { bucket, amount, effect });
  return { fact, action, effect: effect === "" ? "" : whatFor };
}

type Sentences = readonly [fact: string, action: string, effect: string];
type PieceOf<Code extends BookAdvice["code"]> = Extract<BookAdvice, { readonly code: Code }>;
interface Words {
  readonly bucket: string;
  readonly amount: (minor: bigint) => string;
  readonly effect: string;
}

function sentences(book: Book, advice: BookAdvice, words: Words): Sentences {
  switch (advice.code) {
    case "too-early":
    case "income-dropped":
    case "rule-out-of-reach":
    case "floor-ahead":
      return planSentences(advice, words);
    case "one-large-item":
    case "large-bills":
    case "ceiling-passed":
      return passedSentences(book, advice, words);
    case "floor-not-reached":
      return floorSentences(advice, words);
    case "no-emergency-fund":
      return fundSentences(advice, words);
    case "price-rise":
      return [
        _("{payee} went up from {before} to {now}.", {
          payee: payeeName(book, advice.payee),
          before: words.amount(advice.beforeMinor),
          now: words.amount(advice.nowMinor),
        }),
        _("Check the contract: ask for the old price, change, or cancel."),
        _("At the old price: {effect}", { effect: words.effect }),
      ];
  }
}

function planSentences(
  advice: PieceOf<"too-early" | "income-dropped" | "rule-out-of-reach" | "floor-ahead">,
  { bucket, amount, effect }: Words,
): Sentences {
  switch (advice.code) {
    case "too-early": {
      const { plannedMinor } = advice;
      return [
        plannedMinor === null
          ? _("There is less than one full period yet, so everything counts on the plan.")
          : _(
              "There is less than one full period yet, so everything counts on the planned {amount}.",
              { amount: amount(plannedMinor) },
            ),
        _("Import the last three months from your bank: coffer import FILE"),
        effect,
      ];
    }
    case "income-dropped":
      return [
        _("The last period brought {now}; the budget counts on {before}.", {
          now: amount(advice.nowMinor),
          before: amount(advice.beforeMinor),
        }),
        _("Compute the budget anew with what comes in now: coffer plan"),
        _("Less to plan with: {effect}", { effect }),
      ];
    case "rule-out-of-reach":
      return [
        _(
          "{bucket} took {percent} % of the income in the last periods: this rule is out of reach for now.",
          { bucket, percent: percent(advice.actualBasisPoints) },
        ),
        _("Plan with what is within reach: coffer plan --rule {rule}", {
          rule: formatRule(advice.rule),
        }),
        _("Room for {bucket}: {effect}", { bucket, effect }),
      ];
    case "floor-ahead":
      return [
        _("Above the goal for {bucket} in each of the last three periods.", { bucket }),
        _("Make it the plan: coffer plan --rule {rule}", { rule: formatRule(advice.rule) }),
        _("More saved: {effect}", { effect }),
      ];
  }
}

function passedSentences(
  book: Book,
  advice: PieceOf<"one-large-item" | "large-bills" | "ceiling-passed">,
  { bucket, amount, effect }: Words,
): Sentences {
  const over = amount(advice.overMinor);
  switch (advice.code) {
    case "one-large-item":
      return [
        _("{bucket}: {over} over the rule. {category} alone is {percent} % of the income.", {
          bucket,
          over,
          category: categoryName(book, advice.category, bucket),
          percent: percent(advice.shareBasisPoints),
        }),
        _("Look for a lasting change of it: another contract, sharing it, a smaller one."),
        _("Back within the rule: {effect}", { effect }),
      ];
    case "large-bills": {
      const bills = advice.bills.map(
        ({ payee, latestMinor }) => `${payeeName(book, payee)} ${amount(latestMinor)}`,
      );
      return [
        _("{bucket}: {over} over the rule. The largest bills are {bills}.", {
          bucket,
          over,
          bills: bills.join(", "),
        }),
        _("Compare or renegotiate them: often a tenth is to be had."),
        _("A tenth less: {effect}", { effect }),
      ];
    }
    case "ceiling-passed": {
      const category = categoryName(book, advice.category, bucket);
      const values = { bucket, over, category };
      return [
        advice.isSlight
          ? _("{bucket}: just {over} over the rule. Most of it went to {category}.", values)
          : _("{bucket}: {over} over the rule. Most of it went to {category}.", values),
        _(
          "{days, plural, one {Let {category} wait for a day.} other {Let {category} wait for # days.}}",
          { days: advice.daysLeft, category },
        ),
        _("Not spent at the same rate: {effect}", { effect }),
      ];
    }
  }
}

function floorSentences(
  advice: PieceOf<"floor-not-reached">,
  { bucket, amount, effect }: Words,
): Sentences {
  const below = amount(advice.belowMinor);
  const saved = _("Saved: {effect}", { effect });
  return advice.isMoneyThere
    ? [
        _("{bucket}: {below} short of the goal.", { bucket, below }),
        _("Move it there now, it is not needed for anything else: coffer transfer"),
        saved,
      ]
    : [
        _("{bucket}: {below} short of the goal, and nothing is left in this period.", {
          bucket,
          below,
        }),
        _("Save first: move it on the day when the next pay comes in."),
        saved,
      ];
}

function fundSentences(advice: PieceOf<"no-emergency-fund">, { amount, effect }: Words): Sentences {
  const target = amount(advice.targetMinor);
  const aside = _("Put aside: {effect}", { effect });
  if (!advice.hasAccount) {
    return [
      _("No savings account is tracked; a month of needs is {target}.", { target }),
      _("Add one, with that as its first goal: coffer accounts add Savings --role savings"),
      aside,
    ];
  }
  return [
    _("Savings accounts hold {saved}; a month of needs is {target}.", {
      saved: amount(advice.savedMinor),
      target,
    }),
    _(
      "{periods, plural, one {Make one month of needs the first goal: it takes one period.} other {Make one month of needs the first goal: it takes # periods.}}",
      { periods: advice.periods },
    ),
    aside,
  ];
}

function payeeName(book: Book, payee: string): string {
  return printable(payeeText(book, payee));
}

function categoryName(book: Book, id: Parameters<typeof recordOf>[1], otherwise: string): string {
  const category = recordOf(book.tables.category, id);
  return category === undefined ? otherwise : printable(categoryPath(book, category));
}

function effectText(effect: AdviceEffect | null, format: (minor: bigint) => string): string {
  if (effect === null) return "";
  const amount = format(effect.minor);
  const { per, basisPoints } = effect;
  if (basisPoints === null) return withoutShare(per, amount);
  const values = { amount, percent: percent(basisPoints) };
  switch (per) {
    case "once":
      return _("{amount}, {percent} % of the income", values);
    case "period":
      return _("{amount} a period, {percent} % of the income", values);
    case "year":
      return _("{amount} a year, {percent} % of the income", values);
  }
}

function withoutShare(per: AdviceEffect["per"], amount: string): string {
  switch (per) {
    case "once":
      return amount;
    case "period":
      return _("{amount} a period", { amount });
    case "year":
      return _("{amount} a year", { amount });
  }
}

function percent(basisPoints: number): string {
  const options = { maximumFractionDigits: 2, useGrouping: false };
  return new Intl.NumberFormat(languageCode(), options).format(basisPoints / 100);
}
