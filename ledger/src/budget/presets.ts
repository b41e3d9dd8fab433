/**
 * Rules to choose from, each with a word on whom it is for and what it gives up. A preset is only a beginning: any
 * shares that sum to 100 % make a rule. Names alone do not say what is meant ("70/20/10" is two different rules),
 * so every preset names its buckets.
 */
import { message } from "../sentence.ts";
import { needsWantsSavings, defaultRule, type Bucket, type Rule } from "./rule.ts";

/** A rule to choose; its texts are said in the person's language where they are shown. */
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
    forWhom: message("Most people whose fixed costs leave them a choice."),
    tradeOff: message("Hard to reach where rent alone takes more than a third of the income."),
  },
  {
    id: "high-costs",
    name: "60/30/10",
    rule: needsWantsSavings(6_000, 3_000, 1_000),
    forWhom: message("High rent or a young family, for a time."),
    tradeOff: message("Savings grow half as fast as at 50/30/20."),
  },
  {
    id: "high-costs-saver",
    name: "60/20/20",
    rule: needsWantsSavings(6_000, 2_000, 2_000),
    forWhom: message("High fixed costs, without saving less."),
    tradeOff: message("Little is left for wants."),
  },
  {
    id: "tight",
    name: "70/20/10",
    rule: needsWantsSavings(7_000, 2_000, 1_000),
    forWhom: message("A small income, most of which goes into what cannot wait."),
    tradeOff: message("Both wants and savings are small; a step on the way to another rule."),
  },
  {
    id: "living-saving-giving",
    name: message("70/20/10 living, saving, giving"),
    rule: ruleOf([
      ["living", message("Living"), "ceiling", 7_000],
      ["savings", message("Savings"), "floor", 2_000],
      ["giving", message("Giving or debt"), "floor", 1_000],
    ]),
    forWhom: message("Those who give regularly, or pay off debt first."),
    tradeOff: message("Needs and wants are one amount: no one sees which of them grows."),
  },
  {
    id: "save-first",
    name: "80/20",
    rule: ruleOf([
      ["spending", message("Everything else"), "ceiling", 8_000],
      ["savings", message("Savings"), "floor", 2_000],
    ]),
    forWhom: message("Those who save first and do not want to sort the rest."),
    tradeOff: message("It says nothing about what the money is spent on."),
  },
  {
    id: "save-first-split",
    name: message("15/65/20 savings, needs, wants"),
    rule: ruleOf([
      ["savings", message("Savings"), "floor", 1_500],
      ["needs", message("Needs"), "ceiling", 6_500],
      ["wants", message("Wants"), "ceiling", 2_000],
    ]),
    forWhom: message("Those who save first and have high fixed costs."),
    tradeOff: message("Less is saved than at 50/30/20."),
  },
  {
    id: "retirement",
    name: message("50/15/5 and the rest"),
    rule: ruleOf([
      ["essentials", message("Essentials"), "ceiling", 5_000],
      ["retirement", message("Retirement"), "floor", 1_500],
      ["emergency", message("Emergency fund"), "floor", 500],
      ["rest", message("The rest"), "ceiling", 3_000],
    ]),
    forWhom: message("Those who want retirement and emergencies apart."),
    tradeOff: message("Four amounts to follow; goals other than these two share the rest."),
  },
];

function ruleOf(buckets: readonly (readonly [string, string, Bucket["kind"], number])[]): Rule {
  return {
    buckets: buckets.map(([id, name, kind, basisPoints]) => ({ id, name, kind, basisPoints })),
  };
}
