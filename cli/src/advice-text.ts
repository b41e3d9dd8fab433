/** Advice in the terminal's words: a fact, one action and its effect; three lines a piece. */
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
  const bucket = settingsOf(book).rule.buckets.find(({ id }) => id === bucketId)?.name ?? bucketId;
  const [fact, action, what] = sentences(book, advice, { bucket, amount });
  const effect = effectText(advice.effect, amount);
  return { fact, action, effect: effect === "" ? "" : `${what}: ${effect}` };
}

type Sentences = readonly [fact: string, action: string, effect: string];
type PieceOf<Code extends BookAdvice["code"]> = Extract<BookAdvice, { readonly code: Code }>;
interface Words {
  readonly bucket: string;
  readonly amount: (minor: bigint) => string;
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
    case "no-emergency-fund":
      return savingSentences(advice, words);
    case "price-rise": {
      const [before, now] = [words.amount(advice.beforeMinor), words.amount(advice.nowMinor)];
      return [
        `${payeeName(book, advice.payee)} went up from ${before} to ${now}.`,
        "Check the contract: ask for the old price, change, or cancel.",
        "At the old price",
      ];
    }
  }
}

function planSentences(
  advice: PieceOf<"too-early" | "income-dropped" | "rule-out-of-reach" | "floor-ahead">,
  { bucket, amount }: Words,
): Sentences {
  switch (advice.code) {
    case "too-early": {
      const { plannedMinor } = advice;
      const plan = plannedMinor === null ? "the plan" : `the planned ${amount(plannedMinor)}`;
      return [
        `There is less than one full period yet, so everything counts on ${plan}.`,
        "Import the last three months from your bank: coffer import FILE",
        "",
      ];
    }
    case "income-dropped": {
      const [now, before] = [amount(advice.nowMinor), amount(advice.beforeMinor)];
      return [
        `The last period brought ${now}; the budget counts on ${before}.`,
        "Compute the budget anew with what comes in now: coffer plan",
        "Less to plan with",
      ];
    }
    case "rule-out-of-reach": {
      const took = `${bucket} took ${percent(advice.actualBasisPoints)} of the income`;
      return [
        `${took} in the last periods: this rule is out of reach for now.`,
        `Plan with what is within reach: coffer plan --rule ${formatRule(advice.rule)}`,
        `Room for ${bucket}`,
      ];
    }
    case "floor-ahead":
      return [
        `Above the goal for ${bucket} in each of the last three periods.`,
        `Make it the plan: coffer plan --rule ${formatRule(advice.rule)}`,
        "More saved",
      ];
  }
}

function passedSentences(
  book: Book,
  advice: PieceOf<"one-large-item" | "large-bills" | "ceiling-passed">,
  { bucket, amount }: Words,
): Sentences {
  const over = amount(advice.overMinor);
  switch (advice.code) {
    case "one-large-item": {
      const category = categoryName(book, advice.category, bucket);
      const part = percent(advice.shareBasisPoints);
      return [
        `${bucket}: ${over} over the rule. ${category} alone is ${part} of the income.`,
        "Look for a lasting change of it: another contract, sharing it, a smaller one.",
        "Back within the rule",
      ];
    }
    case "large-bills": {
      const bills = advice.bills.map(
        ({ payee, latestMinor }) => `${payeeName(book, payee)} ${amount(latestMinor)}`,
      );
      return [
        `${bucket}: ${over} over the rule. The largest bills are ${bills.join(", ")}.`,
        "Compare or renegotiate them: often a tenth is to be had.",
        "A tenth less",
      ];
    }
    case "ceiling-passed": {
      const category = categoryName(book, advice.category, bucket);
      const days = advice.daysLeft === 1 ? "a day" : `${advice.daysLeft} days`;
      const just = advice.isSlight ? "just " : "";
      return [
        `${bucket}: ${just}${over} over the rule. Most of it went to ${category}.`,
        `Let ${category} wait for ${days}.`,
        "Not spent at the same rate",
      ];
    }
  }
}

function savingSentences(
  advice: PieceOf<"floor-not-reached" | "no-emergency-fund">,
  { bucket, amount }: Words,
): Sentences {
  if (advice.code === "floor-not-reached") {
    const short = `${bucket}: ${amount(advice.belowMinor)} short of the goal`;
    return advice.isMoneyThere
      ? [
          `${short}.`,
          "Move it there now, it is not needed for anything else: coffer transfer",
          "Saved",
        ]
      : [
          `${short}, and nothing is left in this period.`,
          "Save first: move it on the day when the next pay comes in.",
          "Saved",
        ];
  }
  const target = `a month of needs is ${amount(advice.targetMinor)}.`;
  if (!advice.hasAccount) {
    return [
      `No savings account is tracked; ${target}`,
      "Add one, with that as its first goal: coffer accounts add Savings --role savings",
      "Put aside",
    ];
  }
  const periods = advice.periods === 1 ? "one period" : `${advice.periods} periods`;
  return [
    `Savings accounts hold ${amount(advice.savedMinor)}; ${target}`,
    `Make one month of needs the first goal: it takes ${periods}.`,
    "Put aside",
  ];
}

function payeeName(book: Book, payee: string): string {
  return printable(payeeText(book, payee));
}

function categoryName(book: Book, id: Parameters<typeof recordOf>[1], otherwise: string): string {
  const category = recordOf(book.tables.category, id);
  return category === undefined ? otherwise : printable(categoryPath(book, category));
}

function effectText(effect: AdviceEffect | null, amount: (minor: bigint) => string): string {
  if (effect === null) return "";
  const per = { once: "", period: " a period", year: " a year" }[effect.per];
  const part = effect.basisPoints === null ? "" : `, ${percent(effect.basisPoints)} of the income`;
  return `${amount(effect.minor)}${per}${part}`;
}

function percent(basisPoints: number): string {
  return `${basisPoints / 100} %`;
}
