/**
 * What a chart shows, in one or two sentences: which facts of a report matter most. Pure; how amounts, shares and
 * dates are written is told by the caller.
 */
import { ownName } from "@coffer/client/texts";
import type {
  CashFlowModel,
  Causes,
  DaysModel,
  NamedPeriod,
  NetWorthModel,
  OverUnderModel,
  PartModel,
  SeriesModel,
  SpendingModel,
} from "../engine/report-models.ts";
import { sentenceTexts as texts } from "./sentence-texts.ts";

/** How a locale writes things. */
export interface Writing {
  readonly amount: (minor: bigint) => string;
  /** With a sign, also if it is above zero. */
  readonly change: (minor: bigint) => string;
  readonly share: (basisPoints: number) => string;
  readonly count: (count: number) => string;
  readonly period: (period: NamedPeriod) => string;
  readonly month: (name: string) => string;
  readonly day: (day: number) => string;
  /** A category or payee, or what is said where there is none. */
  readonly name: (part: { readonly name: string | null }) => string;
}

export function overUnderSentence(model: OverUnderModel, writing: Writing): string {
  const { period, income, buckets, chosen, before } = model;
  const { amount } = writing;
  const bucket = buckets[chosen];
  const when = writing.period(period);
  if (bucket === undefined || income <= 0n) return texts.noIncome(when);
  const { actual, by, recommended, status } = bucket;
  const name = ownName(bucket.name);
  const first = texts[status](name, when, amount(actual), amount(by), amount(recommended));
  const most = mostOf(model.waterfall.steps, model.waterfall.change);
  if (most === undefined) return first;
  const second =
    before === null
      ? texts.mostly(writing.name(most), amount(most.amount))
      : texts.mostlyChange(writing.name(most), writing.change(most.change), writing.period(before));
  return `${first} ${second}`;
}

/** The part that changed most in the direction of the whole. */
function mostOf(steps: readonly PartModel[], whole: bigint): PartModel | undefined {
  return steps.find(({ change }) => change > 0n === whole > 0n && whole !== 0n);
}

/** The causes of a change, and which of them is the main one. */
export function causesSentence(
  change: bigint,
  causes: Causes,
  before: NamedPeriod,
  names: Readonly<Record<keyof Causes, string>>,
  writing: Writing,
): string {
  const first = texts.changed(writing.change(change), writing.period(before));
  const along = (["new", "price", "volume", "timing"] as const)
    .filter((cause) => causes[cause] !== 0n && causes[cause] > 0n === change > 0n)
    .toSorted((left, right) => (sizeOf(causes[left]) < sizeOf(causes[right]) ? 1 : -1));
  const [main] = along;
  if (main === undefined) return first;
  return `${first} ${texts.mainCause(names[main], writing.change(causes[main]))}`;
}

function sizeOf(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}

export function spendingSentence(
  model: SpendingModel,
  where: string | null,
  nameOf: (part: SpendingModel["parts"][number]) => string,
  writing: Writing,
): string {
  const { parts, total, period } = model;
  const { amount, share } = writing;
  const when = writing.period(period);
  if (parts.length === 0) return texts.nothingCounted(when);
  const first =
    where === null
      ? texts.counted(when, amount(total))
      : texts.countedIn(where, when, amount(total));
  const largest = parts.reduce((most, part) => (part.amount > most.amount ? part : most));
  if (largest.basisPoints === null || parts.length === 1) return first;
  const second = texts.largest(nameOf(largest), amount(largest.amount), share(largest.basisPoints));
  return `${first} ${second}`;
}

/** How often each of the shown buckets kept the rule; periods without income have none. */
export function monthsSentence(
  { items, buckets }: SeriesModel,
  shown: readonly number[],
  { count }: Writing,
): string {
  const ruled = items.filter(({ income }) => income > 0n);
  if (ruled.length === 0) return texts.noIncomeAnywhere;
  return shown
    .map((place) => {
      const kept = ruled.filter(({ buckets: own }) => {
        const status = own[place]?.status;
        return status === "within" || status === "met";
      });
      const bucket = buckets[place];
      const say = bucket?.kind === "floor" ? texts.floorReached : texts.ceilingKept;
      return say(ownName(bucket?.name ?? ""), count(kept.length), count(ruled.length));
    })
    .join(" ");
}

export function worthSentence({ points, change }: NetWorthModel, writing: Writing): string {
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) return "";
  const now = texts.worth(writing.amount(last.total), writing.period(last.period));
  if (first === last) return now;
  const since = writing.period(first.period);
  if (change === 0n) return `${now} ${texts.worthSame(since)}`;
  const say = change > 0n ? texts.worthMore : texts.worthLess;
  return `${now} ${say(writing.amount(sizeOf(change)), since)}`;
}

export function flowSentence(
  { sources, uses, total, period }: CashFlowModel,
  { amount, period: write }: Writing,
): string {
  if (total === 0n) return texts.flowNothing(write(period));
  const left = uses.find(({ kind }) => kind === "unallocated");
  const before = sources.find(({ kind }) => kind === "before");
  const [whole, when] = [amount(total), write(period)];
  if (left !== undefined) return texts.unallocated(whole, when, amount(left.amount));
  if (before !== undefined) return texts.before(whole, when, amount(before.amount));
  return texts.allUsed(whole, when);
}

/** The shares of the last period. */
export function sharesSentence(
  { items, buckets }: SeriesModel,
  { share, period }: Writing,
): string {
  const last = items.at(-1);
  if (last === undefined) return "";
  if (last.income <= 0n) return texts.noShares(period(last.period));
  const each = buckets.map(({ name, kind, basisPoints }, place) => {
    const own = share(last.buckets[place]?.basisPoints ?? 0);
    const say = kind === "floor" ? texts.floorShare : texts.ceilingShare;
    return say(ownName(name), own, share(basisPoints));
  });
  return [texts.sharesOf(period(last.period)), ...each].join(" ");
}

export function daysSentence(
  { months, total }: DaysModel,
  { amount, month, day }: Writing,
): string {
  const from = month(months[0]?.name ?? "");
  const to = month(months.at(-1)?.name ?? "");
  const days = months.flatMap((each) => each.days);
  const most = days.reduce<(typeof days)[number] | undefined>(
    (best, each) => (best === undefined || each.amount > best.amount ? each : best),
    undefined,
  );
  if (most === undefined || most.amount <= 0n) return texts.noDays(from, to);
  const first = texts.days(amount(total), from, to);
  return `${first} ${texts.mostDay(day(most.day), amount(most.amount))}`;
}
