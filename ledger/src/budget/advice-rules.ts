/** The rules of advice about the period that runs, in the order in which their pieces matter. */
import { roundedQuotient } from "../money/rounding.ts";
import type { AdviceEffect, AdviceFact, AdviceFacts } from "./advice.ts";
import { riseOf, type Bill } from "./bills.ts";
import { outcomeOf } from "./review.ts";
import { BASIS_POINTS_WHOLE, type Bucket } from "./rule.ts";
import { recommend } from "./split.ts";

/** A piece before it has a name. `subject` tells it from others of its code. */
export type Finding<Name> = AdviceFact<Name> & {
  readonly subject: string;
  readonly effect: AdviceEffect | null;
};

/** From this share of the income on, one thing is the reason by itself. */
const largeItemBasisPoints = 3_000;
/** Over by less than this share of the recommended amount is slight. */
const slightBasisPoints = 500;
const billsMax = 3;
/** What comparing or renegotiating a bill may bring: a tenth of it. */
const billSavingBasisPoints = 1_000;
/** Full periods that an average looks at. */
const averagePeriods = 3;
const monthsPerYear = 12n;

/** What the rules find, in order. */
export function presentRules<Name>(facts: AdviceFacts<Name>): readonly Finding<Name>[] {
  return [
    ...ceilingsPassed(facts),
    ...floorNotReached(facts),
    ...noEmergencyFund(facts),
    ...priceRise(facts),
  ];
}

/** An amount's share of an income, in basis points; null without income. */
export function shareOf(minor: bigint, incomeMinor: bigint): number | null {
  if (incomeMinor <= 0n) return null;
  return Number(roundedQuotient(minor * BigInt(BASIS_POINTS_WHOLE), incomeMinor));
}

/** An effect, in a share of the period's income too. */
export function effectOf(
  { incomeMinor }: { readonly incomeMinor: bigint },
  minor: bigint,
  per: AdviceEffect["per"],
): AdviceEffect {
  return { minor, basisPoints: shareOf(minor, incomeMinor), per };
}

function ceilingsPassed<Name>(facts: AdviceFacts<Name>): readonly Finding<Name>[] {
  const { rule, incomeMinor, actualMinor } = facts;
  if (incomeMinor <= 0n) return [];
  const recommended = recommend(rule, incomeMinor);
  const first = rule.buckets.findIndex(({ kind }) => kind === "ceiling");
  return rule.buckets.flatMap((bucket, place): readonly Finding<Name>[] => {
    const recommendedMinor = recommended[place] ?? 0n;
    const of = { recommendedMinor, actualMinor: actualMinor[place] ?? 0n };
    const { status, byMinor } = outcomeOf(bucket, of);
    if (status !== "over") return [];
    const passed = { bucket, place, recommendedMinor, overMinor: byMinor };
    const fixed =
      place === first ? (oneLargeItem(facts, passed) ?? largeBills(facts, passed)) : null;
    const found = fixed ?? ceilingPassed(facts, passed);
    return found === null ? [] : [found];
  });
}

type Passed = {
  readonly bucket: Bucket;
  readonly place: number;
  readonly recommendedMinor: bigint;
  readonly overMinor: bigint;
};

function oneLargeItem<Name>(
  facts: AdviceFacts<Name>,
  { bucket, place, overMinor }: Passed,
): Finding<Name> | null {
  const item = facts.largest[place];
  const share = shareOf(item?.amountMinor ?? 0n, facts.incomeMinor);
  if (item === undefined || item === null || share === null || share < largeItemBasisPoints) {
    return null;
  }
  const least = overMinor < item.amountMinor ? overMinor : item.amountMinor;
  return {
    code: "one-large-item",
    subject: String(item.name),
    bucket: bucket.id,
    overMinor,
    category: item.name,
    amountMinor: item.amountMinor,
    shareBasisPoints: share,
    effect: effectOf(facts, least, "period"),
  };
}

function largeBills<Name>(
  facts: AdviceFacts<Name>,
  { bucket, place, overMinor }: Passed,
): Finding<Name> | null {
  const bills = (facts.bills[place] ?? []).slice(0, billsMax);
  if (bills.length === 0) return null;
  const sum = bills.reduce((before, { latestMinor }) => before + latestMinor, 0n);
  const saving = partOf(sum, billSavingBasisPoints);
  return {
    code: "large-bills",
    subject: "",
    bucket: bucket.id,
    overMinor,
    bills: bills.map(({ payee, latestMinor }) => ({ payee, latestMinor })),
    effect: effectOf(facts, saving, "period"),
  };
}

/** What was spent stays spent; the effect is what would be spent until the end at the same rate. */
function ceilingPassed<Name>(
  facts: AdviceFacts<Name>,
  { bucket, place, recommendedMinor, overMinor }: Passed,
): Finding<Name> | null {
  const { largest, daysGone, daysLeft } = facts;
  const most = largest[place];
  if (most === undefined || most === null || daysLeft <= 0) return null;
  const rest = (most.amountMinor * BigInt(daysLeft)) / BigInt(Math.max(1, daysGone));
  return {
    code: "ceiling-passed",
    subject: bucket.id,
    bucket: bucket.id,
    overMinor,
    isSlight: overMinor < partOf(recommendedMinor, slightBasisPoints),
    category: most.name,
    amountMinor: most.amountMinor,
    daysLeft,
    effect: effectOf(facts, rest, "once"),
  };
}

function floorNotReached<Name>(facts: AdviceFacts<Name>): readonly Finding<Name>[] {
  const { rule, incomeMinor, receivedMinor, actualMinor, unassignedMinor, paces } = facts;
  const place = rule.buckets.findIndex(({ kind }) => kind === "floor");
  const bucket = rule.buckets[place];
  // Without an account to save on there is nowhere to move it: the emergency fund's piece asks for one first.
  if (bucket === undefined || incomeMinor <= 0n || facts.savedMinor === null) return [];
  const recommended = recommend(rule, incomeMinor);
  const belowMinor = (recommended[place] ?? 0n) - (actualMinor[place] ?? 0n);
  if (belowMinor <= 0n) return [];
  const first = rule.buckets.findIndex(({ kind }) => kind === "ceiling");
  const neededMinor = notNegative((recommended[first] ?? 0n) - (actualMinor[first] ?? 0n));
  const counted = actualMinor.reduce((sum, amount) => sum + amount, unassignedMinor);
  const arrivedMinor = receivedMinor > 0n ? receivedMinor : unwrittenIncome(facts);
  if (arrivedMinor <= 0n) return [];
  // What must not be moved: the rest of what the first ceiling allows is needed.
  const thereMinor = arrivedMinor - counted - neededMinor;
  const isMoneyThere = thereMinor > 0n;
  if (!isMoneyThere && paces[place] !== "watch") return [];
  const fact = { bucket: bucket.id, belowMinor, isMoneyThere };
  const minor = isMoneyThere && thereMinor < belowMinor ? thereMinor : belowMinor;
  const effect = effectOf(facts, minor, isMoneyThere ? "once" : "period");
  return [{ code: "floor-not-reached", subject: "", ...fact, effect }];
}

/** Who plans an income and never writes it down has it; who does write it down waits for it. */
function unwrittenIncome<Name>({ incomeMinor, isPlanned, full }: AdviceFacts<Name>): bigint {
  const isWritten = full.length === 0 || full.some(({ regularMinor }) => regularMinor !== 0n);
  return isPlanned && !isWritten ? incomeMinor : 0n;
}

function noEmergencyFund<Name>(facts: AdviceFacts<Name>): readonly Finding<Name>[] {
  const { rule, incomeMinor, full, savedMinor, periodsPerYear } = facts;
  const needs = rule.buckets.findIndex(({ kind }) => kind === "ceiling");
  const floor = rule.buckets.findIndex(({ kind }) => kind === "floor");
  if (needs < 0 || floor < 0 || incomeMinor <= 0n) return [];
  const recommended = recommend(rule, incomeMinor);
  const known = full.slice(0, averagePeriods).map(({ actualMinor }) => actualMinor[needs] ?? 0n);
  const perPeriod = meanOf(known) ?? recommended[needs] ?? 0n;
  const { numerator, denominator } = periodsPerYear;
  const targetMinor = roundedQuotient(perPeriod * numerator, denominator * monthsPerYear);
  const missing = targetMinor - (savedMinor ?? 0n);
  const stepMax = recommended[floor] ?? 0n;
  if (missing <= 0n || targetMinor <= 0n || stepMax <= 0n) return [];
  const step = missing < stepMax ? missing : stepMax;
  return [
    {
      code: "no-emergency-fund",
      subject: "",
      hasAccount: savedMinor !== null,
      savedMinor: savedMinor ?? 0n,
      targetMinor,
      periods: Number((missing + step - 1n) / step),
      effect: effectOf(facts, step, "period"),
    },
  ];
}

/** The rise that costs most. */
function priceRise<Name>(facts: AdviceFacts<Name>): readonly Finding<Name>[] {
  const { bills, incomeMinor, periodsPerYear } = facts;
  return bills
    .flat()
    .filter((bill) => riseOf(bill) > 0n)
    .toSorted((left, right) => (riseOf(right) > riseOf(left) ? 1 : -1))
    .map((bill: Bill): Finding<Name> => {
      const rise = riseOf(bill);
      const minor = roundedQuotient(rise * periodsPerYear.numerator, periodsPerYear.denominator);
      return {
        code: "price-rise",
        subject: bill.payee,
        payee: bill.payee,
        beforeMinor: bill.latestMinor - rise,
        nowMinor: bill.latestMinor,
        effect: { minor, basisPoints: shareOf(rise, incomeMinor), per: "year" },
      };
    });
}

/** The mean, rounded half-even; undefined of nothing. */
export function meanOf(amounts: readonly bigint[]): bigint | undefined {
  if (amounts.length === 0) return undefined;
  const sum = amounts.reduce((before, amount) => before + amount, 0n);
  return roundedQuotient(sum, BigInt(amounts.length));
}

function partOf(amount: bigint, basisPoints: number): bigint {
  return roundedQuotient(amount * BigInt(basisPoints), BigInt(BASIS_POINTS_WHOLE));
}

function notNegative(amount: bigint): bigint {
  return amount > 0n ? amount : 0n;
}
