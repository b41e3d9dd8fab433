/**
 * What would be if the income, the rule or some categories' amounts were others: the same review twice, as it is and
 * as it would be. Nothing is written here, and nothing is guessed: what is not changed stays as it is.
 */
import { parseAmount, type AmountError, type AmountFormat } from "../money/amount-text.ts";
import { fail, ok, type Result } from "../result.ts";
import { reviewOf, type Review } from "./review.ts";
import type { Rule } from "./rule.ts";

/** An amount that a category, or anything else with a name, adds to a bucket. */
export type WhatIfAmount<Name> = {
  readonly name: Name;
  /** Id of the bucket; one that a rule does not have is none. */
  readonly bucket: string | null;
  readonly amountMinor: bigint;
};

/** How things are. */
export type WhatIfFacts<Name> = {
  readonly rule: Rule;
  readonly incomeMinor: bigint;
  /** Different names. */
  readonly amounts: readonly WhatIfAmount<Name>[];
};

/** What would be different; what is left out stays. */
export type WhatIfChanges<Name> = {
  readonly rule?: Rule;
  readonly incomeMinor?: bigint;
  /** Instead of the amounts of these names; names that are not there add nothing. */
  readonly amounts?: ReadonlyMap<Name, bigint>;
};

export type WhatIf<Name> = { readonly present: Review<Name>; readonly changed: Review<Name> };

/** Both reviews: as it is, and as it would be. */
export function whatIf<Name>(facts: WhatIfFacts<Name>, changes: WhatIfChanges<Name>): WhatIf<Name> {
  return { present: reviewed(facts), changed: reviewed(changedFacts(facts, changes)) };
}

function changedFacts<Name>(
  facts: WhatIfFacts<Name>,
  { rule, incomeMinor, amounts }: WhatIfChanges<Name>,
): WhatIfFacts<Name> {
  return {
    rule: rule ?? facts.rule,
    incomeMinor: incomeMinor ?? facts.incomeMinor,
    amounts: facts.amounts.map((each) => ({
      ...each,
      amountMinor: amounts?.get(each.name) ?? each.amountMinor,
    })),
  };
}

function reviewed<Name>({ rule, incomeMinor, amounts }: WhatIfFacts<Name>): Review<Name> {
  const byBucket = Map.groupBy(amounts, ({ bucket }) => bucket);
  const isOfRule = new Set(rule.buckets.map(({ id }) => id));
  const contributorsByBucket = rule.buckets.map(({ id }) => byBucket.get(id) ?? []);
  return reviewOf({
    rule,
    incomeMinor,
    actualByBucket: contributorsByBucket.map(sumOf),
    unassignedMinor: sumOf(
      amounts.filter(({ bucket }) => bucket === null || !isOfRule.has(bucket)),
    ),
    contributorsByBucket,
  });
}

function sumOf(amounts: readonly { readonly amountMinor: bigint }[]): bigint {
  return amounts.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
}

/**
 * An amount as it is typed instead of a present one: "1250", or "+100" and "-100" for so much more or less. It is
 * never below zero.
 */
export function parseInstead(
  text: string,
  presentMinor: bigint,
  format: AmountFormat,
): Result<bigint, AmountError> {
  const typed = text.trim();
  const sign = typed[0];
  const isMore = sign === "+";
  const isLess = sign === "-" || sign === "−";
  const amount = parseAmount(isMore || isLess ? typed.slice(1) : typed, format);
  if (!amount.ok) return amount;
  const minor =
    isMore || isLess ? presentMinor + (isMore ? amount.value : -amount.value) : amount.value;
  return minor < 0n ? fail({ code: "not-an-amount" }) : ok(minor);
}
