/**
 * Advice: at most three pieces at once, each a fact, one action and its effect. All of it is codes and numbers; what
 * a person reads is written where it is shown. The rules are fixed and see nothing but the facts, so the same facts
 * give the same advice everywhere, and nothing is learnt or guessed.
 *
 * A piece never blames, never contradicts another one that is shown with it, and can be dismissed for a period.
 */
import type { Fraction } from "../money/number-text.ts";
import type { Bill } from "./bills.ts";
import { contradicts } from "./advice-conflicts.ts";
import { presentRules } from "./advice-rules.ts";
import { floorAhead, planRules } from "./advice-plan.ts";
import type { Pace } from "./pace.ts";
import type { Contribution } from "./review.ts";
import type { Rule } from "./rule.ts";

/** What following a piece comes to. */
export type AdviceEffect = {
  /** Minor units, not negative. */
  readonly minor: bigint;
  /** The same in hundredths of a percent of a period's income; null without income. */
  readonly basisPoints: number | null;
  /** Whether the amount is for once, for every period or for a year. */
  readonly per: "once" | "period" | "year";
};

/** The fact that a piece is about. Its action follows from the code. */
export type AdviceFact<Name> =
  /** Less than one full period is known, so the plan's numbers stand in. */
  | { readonly code: "too-early"; readonly plannedMinor: bigint | null }
  /** The income is lower than what the budget counts on: compute it anew. */
  | { readonly code: "income-dropped"; readonly beforeMinor: bigint; readonly nowMinor: bigint }
  /** The first ceiling was passed in each of the last full periods: plan with the nearest preset that is in reach. */
  | {
      readonly code: "rule-out-of-reach";
      readonly bucket: string;
      readonly actualBasisPoints: number;
      readonly preset: string;
      readonly rule: Rule;
    }
  /** The floor was passed in each of the last full periods: raise it? */
  | { readonly code: "floor-ahead"; readonly bucket: string; readonly rule: Rule }
  /** The first ceiling is passed because of one thing: look for a lasting change of it. */
  | {
      readonly code: "one-large-item";
      readonly bucket: string;
      readonly overMinor: bigint;
      readonly category: Name;
      readonly amountMinor: bigint;
      readonly shareBasisPoints: number;
    }
  /** The first ceiling is passed by many things: compare or renegotiate the largest bills. */
  | {
      readonly code: "large-bills";
      readonly bucket: string;
      readonly overMinor: bigint;
      /** At most three, largest first. */
      readonly bills: readonly Pick<Bill, "payee" | "latestMinor">[];
    }
  /** A ceiling is passed: let what is largest in it wait for the rest of the period. */
  | {
      readonly code: "ceiling-passed";
      readonly bucket: string;
      readonly overMinor: bigint;
      /** By less than a twentieth. */
      readonly isSlight: boolean;
      readonly category: Name;
      readonly amountMinor: bigint;
      readonly daysLeft: number;
    }
  /** The floor is not reached: move money there now, or first thing in the next period if none is left. */
  | {
      readonly code: "floor-not-reached";
      readonly bucket: string;
      readonly belowMinor: bigint;
      readonly isMoneyThere: boolean;
    }
  /** Less than a month of needs is on savings accounts: save up to that first. */
  | {
      readonly code: "no-emergency-fund";
      readonly hasAccount: boolean;
      readonly savedMinor: bigint;
      readonly targetMinor: bigint;
      /** Periods until it is there. */
      readonly periods: number;
    }
  /** Somebody who is paid every period wants more than before: look at the contract. */
  | {
      readonly code: "price-rise";
      readonly payee: string;
      readonly beforeMinor: bigint;
      readonly nowMinor: bigint;
    };

export type AdviceCode = AdviceFact<never>["code"];

/** A piece of advice. */
export type Advice<Name> = AdviceFact<Name> & {
  /** Its name in a period: what a dismissal is about. */
  readonly piece: string;
  /** Null where there is nothing to gain but to know it. */
  readonly effect: AdviceEffect | null;
};

/** A full period before the one that runs, in minor units. */
export type FullPeriod = {
  readonly incomeMinor: bigint;
  /** Without windfalls. */
  readonly regularMinor: bigint;
  /** In the order of the rule. */
  readonly actualMinor: readonly bigint[];
};

/** What advice is found from; the lists are in the order of the rule's buckets. */
export type AdviceFacts<Name> = {
  readonly rule: Rule;
  /** The income that the budget is cut from, and what of it has come. */
  readonly incomeMinor: bigint;
  readonly receivedMinor: bigint;
  readonly plannedMinor: bigint | null;
  readonly isPlanned: boolean;
  readonly actualMinor: readonly bigint[];
  readonly unassignedMinor: bigint;
  readonly paces: readonly Pace["word"][];
  /** The category that most went to, and how much; null where nothing did. */
  readonly largest: readonly (Contribution<Name> | null)[];
  readonly bills: readonly (readonly Bill[])[];
  /** Full periods, the latest first. */
  readonly full: readonly FullPeriod[];
  readonly daysGone: number;
  readonly daysLeft: number;
  /** What is on savings accounts; null if there is none. */
  readonly savedMinor: bigint | null;
  readonly periodsPerYear: Fraction;
};

/** Pieces shown at once, at most. */
export const adviceMax = 3;

/** Characters of a piece's name: what a book keeps of it. */
const pieceCharactersMax = 200;

/**
 * The advice for a period that runs, the most pressing first, at most three pieces; none that `isDismissed` knows,
 * and none that contradicts one before it.
 */
export function adviceOf<Name>(
  facts: AdviceFacts<Name>,
  isDismissed: (piece: string) => boolean,
): readonly Advice<Name>[] {
  if (isNothingKnown(facts)) return [];
  const found = [...planRules(facts), ...presentRules(facts), ...floorAhead(facts)];
  const given: Advice<Name>[] = [];
  for (const { subject, effect, ...fact } of found) {
    const piece = `${fact.code} ${subject}`.trim().slice(0, pieceCharactersMax);
    const advice: Advice<Name> = { ...fact, piece, effect };
    if (isDismissed(piece) || given.some((other) => contradicts(other, advice))) continue;
    given.push(advice);
    if (given.length === adviceMax) break;
  }
  return given;
}

/** Whether there is nothing yet that advice could be about. */
function isNothingKnown<Name>(facts: AdviceFacts<Name>): boolean {
  const { full, receivedMinor, unassignedMinor, actualMinor } = facts;
  const amounts = [receivedMinor, unassignedMinor, ...actualMinor];
  return full.length === 0 && amounts.every((amount) => amount === 0n);
}
