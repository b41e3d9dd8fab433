/**
 * Rules to choose from, each with a word on whom it is for and what it gives up. A preset is only a beginning: any
 * shares that sum to 100 % make a rule. Names alone do not say what is meant ("70/20/10" is two different rules),
 * so every preset names its buckets.
 */
import { needsWantsSavings, defaultRule, type Bucket, type Rule } from "./rule.ts";

/** A rule to choose, with English texts. */
export type Preset = {
  readonly id: string;
  readonly name: string;
  readonly rule: Rule;
  readonly forWhom: string;
  readonly tradeOff: string;
};

/** The presets in the order in which they are offered; the first one is the default. */
export const presets: readonly Preset[] = [
  {
    id: "balanced",
    name: "50/30/20",
    rule: defaultRule,
    forWhom: "Most people whose fixed costs leave them a choice.",
    tradeOff: "Hard to reach where rent alone takes more than a third of the income.",
  },
  {
    id: "high-costs",
    name: "60/30/10",
    rule: needsWantsSavings(6_000, 3_000, 1_000),
    forWhom: "High rent or a young family, for a time.",
    tradeOff: "Savings grow half as fast as at 50/30/20.",
  },
  {
    id: "high-costs-saver",
    name: "60/20/20",
    rule: needsWantsSavings(6_000, 2_000, 2_000),
    forWhom: "High fixed costs, without saving less.",
    tradeOff: "Little is left for wants.",
  },
  {
    id: "tight",
    name: "70/20/10",
    rule: needsWantsSavings(7_000, 2_000, 1_000),
    forWhom: "A small income, most of which goes into what cannot wait.",
    tradeOff: "Both wants and savings are small; a step on the way to another rule.",
  },
  {
    id: "living-saving-giving",
    name: "70/20/10 living, saving, giving",
    rule: ruleOf([
      ["living", "Living", "ceiling", 7_000],
      ["savings", "Savings", "floor", 2_000],
      ["giving", "Giving or debt", "floor", 1_000],
    ]),
    forWhom: "Those who give regularly, or pay off debt first.",
    tradeOff: "Needs and wants are one amount: no one sees which of them grows.",
  },
  {
    id: "save-first",
    name: "80/20",
    rule: ruleOf([
      ["spending", "Everything else", "ceiling", 8_000],
      ["savings", "Savings", "floor", 2_000],
    ]),
    forWhom: "Those who save first and do not want to sort the rest.",
    tradeOff: "It says nothing about what the money is spent on.",
  },
  {
    id: "save-first-split",
    name: "15/65/20 savings, needs, wants",
    rule: ruleOf([
      ["savings", "Savings", "floor", 1_500],
      ["needs", "Needs", "ceiling", 6_500],
      ["wants", "Wants", "ceiling", 2_000],
    ]),
    forWhom: "Those who save first and have high fixed costs.",
    tradeOff: "Less is saved than at 50/30/20.",
  },
  {
    id: "retirement",
    name: "50/15/5 and the rest",
    rule: ruleOf([
      ["essentials", "Essentials", "ceiling", 5_000],
      ["retirement", "Retirement", "floor", 1_500],
      ["emergency", "Emergency fund", "floor", 500],
      ["rest", "The rest", "ceiling", 3_000],
    ]),
    forWhom: "Those who want retirement and emergencies apart.",
    tradeOff: "Four amounts to follow; goals other than these two share the rest.",
  },
];

function ruleOf(buckets: readonly (readonly [string, string, Bucket["kind"], number])[]): Rule {
  return {
    buckets: buckets.map(([id, name, kind, basisPoints]) => ({ id, name, kind, basisPoints })),
  };
}
