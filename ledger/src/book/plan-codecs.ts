/**
 * The encoding of what a plan consists of: days, currencies, rules, cycles, ways to find the income, reviews.
 * Whether an object is one is checked by the module that it belongs to; here it only gets a compact form.
 */
import { readIncomeMode, type IncomeMode } from "../budget/income-base.ts";
import { budgetLimits } from "../budget/limits.ts";
import { validateRule, type Bucket, type Rule } from "../budget/rule.ts";
import {
  SNAPSHOT_MINOR_MAX,
  validateSnapshot,
  type ReviewSnapshot,
  type SnapshotBucket,
} from "../budget/snapshot.ts";
import { DAY_MAX, DAY_MIN, type Day } from "../calendar/day.ts";
import { validateCycle, type Cycle } from "../calendar/period.ts";
import type { CurrencyCode } from "../money/currency.ts";
import {
  integerField,
  listField,
  minorField,
  nullableField,
  objectField,
  oneOfField,
  textField,
  type FieldCodec,
  type IdReader,
} from "./plain.ts";

/** A day. */
export const dayField: FieldCodec<Day> = integerField(DAY_MIN, DAY_MAX);

const currencyForm = /^[A-Z]{3}$/;

/**
 * A currency: any three capital letters. The table of currencies grows, and a change set that one version takes
 * must not be void for another.
 */
export const currencyField: FieldCodec<CurrencyCode> = {
  encode: (value) => value,
  decode: (value) =>
    typeof value === "string" && currencyForm.test(value) ? (value as CurrencyCode) : undefined,
};

const buckets = listField(
  objectField<Bucket>({
    id: textField(1, budgetLimits.bucketIdCharactersMax),
    name: textField(1, budgetLimits.bucketNameCharactersMax),
    kind: oneOfField(["ceiling", "floor"]),
    basisPoints: integerField(0, 10_000),
  }),
  budgetLimits.bucketsMin,
  budgetLimits.bucketsMax,
);

/** A rule. */
export const ruleField: FieldCodec<Rule> = {
  encode: (rule, ids) => buckets.encode(rule.buckets, ids),
  decode: (value, ids) => {
    const read = buckets.decode(value, ids);
    const rule = read === undefined ? undefined : validateRule({ buckets: read });
    return rule?.ok === true ? rule.value : undefined;
  },
};

/** Kinds of cycle and of business-day rule in the order of their number. */
const cycleKinds = [
  "calendar-month",
  "weekly",
  "biweekly",
  "four-weekly",
  "semi-monthly",
  "monthly",
  "last-working-day",
] as const satisfies readonly Cycle["kind"][];
const cycleKind = oneOfField(cycleKinds);
const businessDay = oneOfField(["none", "previous", "next"]);

/** A cycle: the number of its kind, then its fields. */
export const cycleField: FieldCodec<Cycle> = {
  encode: (cycle, ids) => {
    const kind = cycleKind.encode(cycle.kind, ids);
    switch (cycle.kind) {
      case "calendar-month":
      case "last-working-day":
        return [kind];
      case "weekly":
      case "biweekly":
      case "four-weekly":
        return [kind, cycle.anchor];
      case "semi-monthly":
        return [kind, cycle.firstDay, cycle.secondDay];
      case "monthly":
        return [kind, cycle.dayOfMonth, businessDay.encode(cycle.businessDay, ids)];
    }
  },
  decode: (value, ids) => {
    if (!Array.isArray(value) || value.length === 0) return undefined;
    const [number, ...rest] = value as unknown[];
    const kind = cycleKind.decode(number, ids);
    if (kind === undefined) return undefined;
    const cycle = validateCycle({ kind, ...cycleParts(kind, rest, ids) });
    const length = cycle.ok ? Object.keys(cycle.value).length : 0;
    return cycle.ok && length === value.length ? cycle.value : undefined;
  },
};

function cycleParts(kind: Cycle["kind"], parts: readonly unknown[], ids: IdReader): object {
  switch (kind) {
    case "calendar-month":
    case "last-working-day":
      return {};
    case "weekly":
    case "biweekly":
    case "four-weekly":
      return { anchor: parts[0] };
    case "semi-monthly":
      return { firstDay: parts[0], secondDay: parts[1] };
    case "monthly":
      return { dayOfMonth: parts[0], businessDay: businessDay.decode(parts[1], ids) };
  }
}

const incomeModeKind = oneOfField(["actual", "planned", "rolling-average", "floor"]);

/** A way to find the income: the number of its kind, and the periods of an average. */
export const incomeModeField: FieldCodec<IncomeMode> = {
  encode: (mode, ids) => {
    const kind = incomeModeKind.encode(mode.kind, ids);
    return mode.kind === "rolling-average" ? [kind, mode.periods] : [kind];
  },
  decode: (value, ids) => {
    if (!Array.isArray(value) || value.length < 1 || value.length > 2) return undefined;
    const [number, periods] = value as unknown[];
    const kind = incomeModeKind.decode(number, ids);
    return readIncomeMode(value.length === 1 ? { kind } : { kind, periods });
  },
};

const sum = minorField(SNAPSHOT_MINOR_MAX);

/** A snapshot, flat; its buckets without their ids, which are the rule's. */
const flatSnapshot = objectField<FlatSnapshot>({
  period: nullableField(objectField({ first: dayField, last: dayField })),
  currency: currencyField,
  rule: ruleField,
  mode: incomeModeField,
  amountMinor: sum,
  buckets: listField(
    objectField<Omit<SnapshotBucket, "id">>({
      recommendedMinor: sum,
      actualMinor: sum,
      status: oneOfField(["over", "within", "below", "met"]),
      byMinor: sum,
    }),
    budgetLimits.bucketsMin,
    budgetLimits.bucketsMax,
  ),
  unassignedMinor: sum,
  unallocatedMinor: sum,
  notes: textField(0, budgetLimits.notesCharactersMax),
  warnings: listField(textField(1, budgetLimits.warningCharactersMax), 0, budgetLimits.warningsMax),
  source: nullableField(textField(1, budgetLimits.sourceCharactersMax)),
});

type FlatSnapshot = Omit<ReviewSnapshot, "income" | "buckets"> &
  ReviewSnapshot["income"] & { readonly buckets: readonly Omit<SnapshotBucket, "id">[] };

/** A closed review. */
export const snapshotField: FieldCodec<ReviewSnapshot> = {
  encode: ({ income, ...fields }, ids) => flatSnapshot.encode({ ...fields, ...income }, ids),
  decode: (value, ids) => {
    const flat = flatSnapshot.decode(value, ids);
    if (flat === undefined) return undefined;
    const { mode, amountMinor, buckets: outcomes, ...fields } = flat;
    const ofRule = flat.rule.buckets;
    const snapshot = validateSnapshot({
      ...fields,
      income: { mode, amountMinor },
      buckets: outcomes.map((outcome, place) => {
        const { recommendedMinor, actualMinor, status, byMinor } = outcome;
        return { id: ofRule[place]?.id, recommendedMinor, actualMinor, status, byMinor };
      }),
    });
    return snapshot.ok ? snapshot.value : undefined;
  },
};
