/** The words of advice: a fact, one action, its effect. Nobody is blamed, and nothing is promised. */
import { _, ownName, translated } from "@coffer/client/texts";
import { formatRule } from "@coffer/ledger";
import type { AdviceModel } from "../engine/home-models.ts";
import { locale, share } from "../page/format.ts";

export interface AdviceText {
  readonly fact: string;
  readonly action: string;
  /** Empty where there is nothing to gain but to know it. */
  readonly effect: string;
  /** What the way to the action says. */
  readonly link: string;
}

export const adviceTexts = translated({
  title: "Advice",
  dismiss: "Not now",
  dismissHint: (fact: string) => _("Not now: {fact}", { fact }),
  dismissed: "Put away until the next period.",
  use: (rule: string) => _("Plan with {rule}", { rule }),
  used: (rule: string) => _("The plan is {rule} now.", { rule }),

  monthly: (amount: string, part: string) =>
    _("{amount} a month · {part} of the income", { amount, part }),
  perPeriod: (amount: string, part: string) =>
    _("{amount} a period · {part} of the income", { amount, part }),
  once: (amount: string, part: string) => _("{amount} · {part} of the income", { amount, part }),
  yearly: (amount: string, part: string) =>
    _("{amount} a year · {part} of the income", { amount, part }),

  tooEarly: "There is less than one full period yet, so everything counts on the plan.",
  tooEarlyPlanned: (amount: string) =>
    _("There is less than one full period yet, so everything counts on the planned {amount}.", {
      amount,
    }),
  tooEarlyDo: "Bring the last three months from your bank, and advice is about your own numbers.",
  import: "Import a bank file",

  incomeDropped: (now: string, before: string) =>
    _("The last period brought {now}; the budget counts on {before}.", { now, before }),
  lessToPlan: (effect: string) => _("Less to plan with: {effect}", { effect }),
  incomeDroppedDo: "Compute the budget anew with what comes in now.",
  plan: "Change the plan",

  outOfReach: (bucket: string, actual: string) =>
    _(
      "{bucket} took {actual} of the income in each of the last periods, so this rule is out of reach for now.",
      { bucket, actual },
    ),
  outOfReachDo: (rule: string) =>
    _("Plan with {rule}: it is within reach, and the next step from here.", { rule }),
  outOfReachEffect: (bucket: string, effect: string) =>
    _("Room for {bucket}: {effect}", { bucket, effect }),

  ahead: (bucket: string) =>
    _("Above the goal for {bucket} in each of the last three periods.", { bucket }),
  aheadDo: (rule: string) => _("Make it the plan: {rule} takes only what was not used.", { rule }),
  aheadEffect: (effect: string) => _("More saved: {effect}", { effect }),

  largeItem: (category: string, part: string, bucket: string, over: string) =>
    _("{category} is {part} of the income and puts {bucket} {over} over.", {
      category,
      part,
      bucket,
      over,
    }),
  largeItemDo: "Look for a lasting change of it: another contract, sharing it, a smaller one.",
  backToRule: (effect: string) => _("Back within the rule: {effect}", { effect }),

  largeBills: (bucket: string, over: string, bills: string) =>
    _("{bucket}: {over} over the rule. The largest bills are {bills}.", { bucket, over, bills }),
  largeBillsDo: "Compare or renegotiate them: often a tenth is to be had.",
  tenth: (effect: string) => _("A tenth less: {effect}", { effect }),

  slightlyPassed: (bucket: string, over: string, category: string) =>
    _("{bucket}: just {over} over the rule. Most of it went to {category}.", {
      bucket,
      over,
      category,
    }),
  passed: (bucket: string, over: string, category: string) =>
    _("{bucket}: {over} over the rule. Most of it went to {category}.", { bucket, over, category }),
  passedDo: (category: string, days: number) =>
    _(
      "{days, plural, one {Let {category} wait for a day.} other {Let {category} wait for # days.}}",
      { category, days },
    ),
  passedEffect: (effect: string) => _("Not spent at the same rate: {effect}", { effect }),
  categories: "See the categories",

  floorThere: (bucket: string, below: string) =>
    _("{bucket}: {below} short of the goal.", { bucket, below }),
  floorThereDo: (amount: string) =>
    _("Move {amount} there now: it is not needed for anything else.", { amount }),
  floorLate: (bucket: string, below: string) =>
    _("{bucket}: {below} short of the goal, and nothing is left in this period.", {
      bucket,
      below,
    }),
  floorLateDo: "Save first: move it on the day when the next pay comes in.",
  saved: (effect: string) => _("Saved: {effect}", { effect }),
  move: "Move money",

  noFund: (saved: string, target: string) =>
    _("Savings accounts hold {saved}; a month of needs is {target}.", { saved, target }),
  noAccount: (target: string) =>
    _("No savings account is tracked; a month of needs is {target}.", { target }),
  noFundDo: (periods: number) =>
    _(
      "{periods, plural, one {Make one month of needs the first goal: it is there in one period.} other {Make one month of needs the first goal: it is there in # periods.}}",
      { periods },
    ),
  noAccountDo: "Add a savings account, and make one month of needs its first goal.",
  aside: (effect: string) => _("Put aside: {effect}", { effect }),
  accounts: "Go to accounts",

  priceRise: (payee: string, before: string, now: string) =>
    _("{payee} went up from {before} to {now}.", { payee, before, now }),
  priceRiseDo: "Check the contract: ask for the old price, change, or cancel.",
  priceRiseEffect: (effect: string) => _("At the old price: {effect}", { effect }),
  payments: "See the payments",
});

type Fact = AdviceModel["advice"];
type FactOf<Code extends Fact["code"]> = Extract<Fact, { readonly code: Code }>;
type Amount = (minor: bigint) => string;

/** The sentences of a piece. */
export function adviceText(model: AdviceModel, amount: Amount, isMonthly: boolean): AdviceText {
  const { advice, payees } = model;
  const bucket = ownName(model.bucket);
  const effect = effectText(advice.effect, amount, isMonthly);
  switch (advice.code) {
    case "too-early":
    case "income-dropped":
    case "rule-out-of-reach":
    case "floor-ahead":
      return planText(advice, bucket, { amount, effect });
    case "one-large-item":
    case "large-bills":
    case "ceiling-passed": {
      const category = model.category === "" ? bucket : model.category;
      return passedText(advice, { bucket, category, payees }, { amount, effect });
    }
    case "floor-not-reached":
    case "no-emergency-fund":
    case "price-rise":
      return savingText({ advice, bucket, payee: payees[0] ?? "" }, amount, effect);
  }
}

/** The pieces about the plan. */
function planText(
  advice: FactOf<"too-early" | "income-dropped" | "rule-out-of-reach" | "floor-ahead">,
  bucket: string,
  { amount, effect }: { readonly amount: Amount; readonly effect: string },
): AdviceText {
  switch (advice.code) {
    case "too-early": {
      const { plannedMinor } = advice;
      return {
        fact:
          plannedMinor === null
            ? adviceTexts.tooEarly
            : adviceTexts.tooEarlyPlanned(amount(plannedMinor)),
        action: adviceTexts.tooEarlyDo,
        effect,
        link: adviceTexts.import,
      };
    }
    case "income-dropped":
      return {
        fact: adviceTexts.incomeDropped(amount(advice.nowMinor), amount(advice.beforeMinor)),
        action: adviceTexts.incomeDroppedDo,
        effect: adviceTexts.lessToPlan(effect),
        link: adviceTexts.plan,
      };
    case "rule-out-of-reach":
      return {
        fact: adviceTexts.outOfReach(bucket, share(advice.actualBasisPoints)),
        action: adviceTexts.outOfReachDo(formatRule(advice.rule)),
        effect: adviceTexts.outOfReachEffect(bucket, effect),
        link: adviceTexts.plan,
      };
    case "floor-ahead":
      return {
        fact: adviceTexts.ahead(bucket),
        action: adviceTexts.aheadDo(formatRule(advice.rule)),
        effect: adviceTexts.aheadEffect(effect),
        link: adviceTexts.plan,
      };
  }
}

/** The pieces about a ceiling that was passed. */
function passedText(
  advice: FactOf<"one-large-item" | "large-bills" | "ceiling-passed">,
  names: {
    readonly bucket: string;
    readonly category: string;
    readonly payees: readonly string[];
  },
  { amount, effect }: { readonly amount: Amount; readonly effect: string },
): AdviceText {
  const { bucket, category, payees } = names;
  const over = amount(advice.overMinor);
  switch (advice.code) {
    case "one-large-item":
      return {
        fact: adviceTexts.largeItem(category, share(advice.shareBasisPoints), bucket, over),
        action: adviceTexts.largeItemDo,
        effect: adviceTexts.backToRule(effect),
        link: adviceTexts.categories,
      };
    case "large-bills": {
      const bills = new Intl.ListFormat(locale).format(payees);
      return {
        fact: adviceTexts.largeBills(bucket, over, bills),
        action: adviceTexts.largeBillsDo,
        effect: adviceTexts.tenth(effect),
        link: adviceTexts.payments,
      };
    }
    case "ceiling-passed": {
      const fact = advice.isSlight ? adviceTexts.slightlyPassed : adviceTexts.passed;
      return {
        fact: fact(bucket, over, category),
        action: adviceTexts.passedDo(category, advice.daysLeft),
        effect: adviceTexts.passedEffect(effect),
        link: adviceTexts.categories,
      };
    }
  }
}

/** The pieces about what is saved, and about prices. */
function savingText(
  about: {
    readonly advice: FactOf<"floor-not-reached" | "no-emergency-fund" | "price-rise">;
    readonly bucket: string;
    readonly payee: string;
  },
  amount: Amount,
  effect: string,
): AdviceText {
  const { advice, bucket, payee } = about;
  switch (advice.code) {
    case "floor-not-reached": {
      const below = amount(advice.belowMinor);
      const { isMoneyThere } = advice;
      return {
        fact: isMoneyThere
          ? adviceTexts.floorThere(bucket, below)
          : adviceTexts.floorLate(bucket, below),
        action: isMoneyThere
          ? adviceTexts.floorThereDo(amount(advice.effect?.minor ?? 0n))
          : adviceTexts.floorLateDo,
        effect: adviceTexts.saved(effect),
        link: adviceTexts.move,
      };
    }
    case "no-emergency-fund": {
      const target = amount(advice.targetMinor);
      const { hasAccount, savedMinor, periods } = advice;
      return {
        fact: hasAccount
          ? adviceTexts.noFund(amount(savedMinor), target)
          : adviceTexts.noAccount(target),
        action: hasAccount ? adviceTexts.noFundDo(periods) : adviceTexts.noAccountDo,
        effect: adviceTexts.aside(effect),
        link: adviceTexts.accounts,
      };
    }
    case "price-rise":
      return {
        fact: adviceTexts.priceRise(payee, amount(advice.beforeMinor), amount(advice.nowMinor)),
        action: adviceTexts.priceRiseDo,
        effect: adviceTexts.priceRiseEffect(effect),
        link: adviceTexts.payments,
      };
  }
}

function effectText(
  effect: AdviceModel["advice"]["effect"],
  amount: Amount,
  isMonthly: boolean,
): string {
  if (effect === null) return "";
  const minor = amount(effect.minor);
  if (effect.basisPoints === null) return minor;
  const part = share(effect.basisPoints);
  switch (effect.per) {
    case "once":
      return adviceTexts.once(minor, part);
    case "year":
      return adviceTexts.yearly(minor, part);
    case "period":
      return isMonthly ? adviceTexts.monthly(minor, part) : adviceTexts.perPeriod(minor, part);
  }
}
