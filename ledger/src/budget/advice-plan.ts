/** The rules of advice about the plan itself: its income, its floor, its rule. They look at full periods. */
import type { AdviceFacts, FullPeriod } from "./advice.ts";
import { effectOf, meanOf, shareOf, type Finding } from "./advice-rules.ts";
import { presets } from "./presets.ts";
import { BASIS_POINTS_WHOLE, type Rule } from "./rule.ts";
import { recommend } from "./split.ts";

/** Full periods in a row that make a habit. */
const rowPeriods = 3;
/** Below nine tenths of what was counted on, the income has dropped. */
const droppedBasisPoints = 9_000;
/** Floors are raised by whole percents, and by at most ten of them at once. */
const stepBasisPoints = 100;
const raiseBasisPointsMax = 1_000;

/** What of the plan does not fit, in order. */
export function planRules<Name>(facts: AdviceFacts<Name>): readonly Finding<Name>[] {
  const { full, plannedMinor } = facts;
  if (full.length === 0) return [{ code: "too-early", subject: "", plannedMinor, effect: null }];
  if (facts.incomeMinor <= 0n) return [];
  return [...incomeDropped(facts), ...ruleOutOfReach(facts)];
}

function incomeDropped<Name>(facts: AdviceFacts<Name>): readonly Finding<Name>[] {
  const [latest, ...before] = facts.full;
  if (latest === undefined || latest.regularMinor <= 0n) return [];
  const beforeMinor = facts.isPlanned
    ? facts.incomeMinor
    : before.length < rowPeriods - 1
      ? undefined
      : meanOf(before.slice(0, rowPeriods).map(({ regularMinor }) => regularMinor));
  const nowMinor = latest.regularMinor;
  if (beforeMinor === undefined || beforeMinor <= 0n) return [];
  if (nowMinor * BigInt(BASIS_POINTS_WHOLE) >= beforeMinor * BigInt(droppedBasisPoints)) return [];
  // It came back already.
  if (facts.receivedMinor >= beforeMinor) return [];
  const drop = beforeMinor - nowMinor;
  const effect = effectOf({ incomeMinor: beforeMinor }, drop, "period");
  return [{ code: "income-dropped", subject: "", beforeMinor, nowMinor, effect }];
}

/** The shares of a bucket in the last full periods; undefined if there are too few of them with an income. */
function recentShares(full: readonly FullPeriod[], place: number): readonly number[] | undefined {
  const shares = full
    .slice(0, rowPeriods)
    .map(({ incomeMinor, actualMinor }) => shareOf(actualMinor[place] ?? 0n, incomeMinor));
  const known = shares.filter((share) => share !== null);
  return known.length === rowPeriods ? known : undefined;
}

function ruleOutOfReach<Name>(facts: AdviceFacts<Name>): readonly Finding<Name>[] {
  const { rule, full, incomeMinor } = facts;
  const place = rule.buckets.findIndex(({ kind }) => kind === "ceiling");
  const bucket = rule.buckets[place];
  const shares = recentShares(full, place);
  if (bucket === undefined || shares === undefined) return [];
  if (shares.some((share) => share <= bucket.basisPoints)) return [];
  const actual = Math.ceil(shares.reduce((sum, share) => sum + share, 0) / shares.length);
  const reachable = presets
    .filter((preset) => hasSameBuckets(preset.rule, rule))
    .filter((preset) => basisPointsIn(preset.rule, bucket.id) >= actual)
    // Of two as near, the one that saves more.
    .toSorted(
      (left, right) =>
        distance(left.rule, rule) - distance(right.rule, rule) ||
        savedBy(right.rule) - savedBy(left.rule),
    );
  const [nearest] = reachable;
  if (nearest === undefined) return [];
  const more = placeOf(nearest.rule, bucket.id);
  const room =
    (recommend(nearest.rule, incomeMinor)[more] ?? 0n) -
    (recommend(rule, incomeMinor)[place] ?? 0n);
  const fact = { bucket: bucket.id, actualBasisPoints: actual };
  const proposal = { preset: nearest.id, rule: nearest.rule };
  const effect = effectOf(facts, room > 0n ? room : 0n, "period");
  return [{ code: "rule-out-of-reach", subject: nearest.id, ...fact, ...proposal, effect }];
}

/** Whether there is room for more. It comes after everything that was not kept. */
export function floorAhead<Name>(facts: AdviceFacts<Name>): readonly Finding<Name>[] {
  const { rule, full, incomeMinor } = facts;
  const floor = rule.buckets.findIndex(({ kind }) => kind === "floor");
  const bucket = rule.buckets[floor];
  const shares = recentShares(full, floor);
  if (bucket === undefined || shares === undefined || incomeMinor <= 0n) return [];
  const ahead = Math.min(...shares) - bucket.basisPoints;
  let wanted = Math.min(wholeSteps(ahead), raiseBasisPointsMax);
  // The last ceilings give first: what can wait is further down in every rule.
  const points = rule.buckets.map(({ basisPoints }) => basisPoints);
  for (const [place, { kind, basisPoints }] of [...rule.buckets.entries()].toReversed()) {
    const used = kind === "ceiling" ? recentShares(full, place) : undefined;
    if (used === undefined) continue;
    const given = Math.min(wanted, wholeSteps(basisPoints - Math.max(...used)));
    points[place] = basisPoints - given;
    points[floor] = (points[floor] ?? 0) + given;
    wanted -= given;
  }
  if (points[floor] === bucket.basisPoints) return [];
  const raised = rule.buckets.map((each, place) => ({ ...each, basisPoints: points[place] ?? 0 }));
  const proposal = { buckets: raised };
  const more =
    (recommend(proposal, incomeMinor)[floor] ?? 0n) - (recommend(rule, incomeMinor)[floor] ?? 0n);
  const effect = effectOf(facts, more > 0n ? more : 0n, "period");
  return [{ code: "floor-ahead", subject: "", bucket: bucket.id, rule: proposal, effect }];
}

function wholeSteps(basisPoints: number): number {
  return Math.max(0, Math.floor(basisPoints / stepBasisPoints)) * stepBasisPoints;
}

function hasSameBuckets(one: Rule, other: Rule): boolean {
  return formOf(one) === formOf(other);
}

function formOf({ buckets }: Rule): string {
  return buckets.map(({ id, kind }) => `${id} ${kind}`).join(", ");
}

function placeOf(rule: Rule, id: string): number {
  return rule.buckets.findIndex((bucket) => bucket.id === id);
}

function basisPointsIn(rule: Rule, id: string): number {
  return rule.buckets[placeOf(rule, id)]?.basisPoints ?? 0;
}

/** How many basis points two rules of the same buckets are apart. */
function distance(one: Rule, other: Rule): number {
  return one.buckets.reduce(
    (sum, { id, basisPoints }) => sum + Math.abs(basisPoints - basisPointsIn(other, id)),
    0,
  );
}

function savedBy({ buckets }: Rule): number {
  return buckets.reduce(
    (sum, { kind, basisPoints }) => sum + (kind === "floor" ? basisPoints : 0),
    0,
  );
}
