/**
 * A closed review: plain data that is written once and never changed, whatever happens to the transactions later.
 *
 * It is kept as it was recorded. A review that came from a file may recommend something other than its rule does
 * (its warnings say so), so nothing here is calculated again; only form, kinds and limits are checked. What the
 * transactions come to by now is a comparison of its own, the restatement.
 */
import { DAY_MAX, DAY_MIN } from "../calendar/day.ts";
import type { Period } from "../calendar/period.ts";
import type { CurrencyCode } from "../money/currency.ts";
import { fail, ok, type Result } from "../result.ts";
import { exactObject, isInteger, isText } from "./exact-object.ts";
import { readIncomeMode, type IncomeMode } from "./income-base.ts";
import { budgetLimits } from "./limits.ts";
import type { BucketOutcome, BucketStatus } from "./review.ts";
import { validateRule, type Bucket, type Rule } from "./rule.ts";

/** One bucket as it was closed, in minor units. */
export type SnapshotBucket = BucketOutcome & {
  readonly id: string;
  readonly recommendedMinor: bigint;
  readonly actualMinor: bigint;
};

/** A review as it was closed. Every amount is within SNAPSHOT_MINOR_MAX of zero. */
export type ReviewSnapshot = {
  /** Null if it is not known when it was: an undated review. */
  readonly period: Period | null;
  readonly currency: CurrencyCode;
  readonly rule: Rule;
  readonly income: { readonly mode: IncomeMode; readonly amountMinor: bigint };
  /** One for each bucket of the rule, in its order. */
  readonly buckets: readonly SnapshotBucket[];
  readonly unassignedMinor: bigint;
  readonly unallocatedMinor: bigint;
  readonly notes: string;
  readonly warnings: readonly string[];
  /** Key of what it was imported from. */
  readonly source: string | null;
};

export type SnapshotError = {
  readonly code: "not-a-snapshot";
  /** The field that is missing, unknown or out of its limits; "" if it is the whole. */
  readonly field: keyof ReviewSnapshot | "";
};

/** The largest amount of a snapshot: the whole numbers that the codec has. Sums may exceed a single amount's. */
export const SNAPSHOT_MINOR_MAX: bigint = BigInt(Number.MAX_SAFE_INTEGER);

const fieldNames = [
  "period",
  "currency",
  "rule",
  "income",
  "buckets",
  "unassignedMinor",
  "unallocatedMinor",
  "notes",
  "warnings",
  "source",
] as const satisfies readonly (keyof ReviewSnapshot)[];

/** The snapshot that a value from outside is: objects with exactly the fields of the types. */
export function validateSnapshot(value: unknown): Result<ReviewSnapshot, SnapshotError> {
  const fields = exactObject(value, fieldNames);
  if (fields === undefined) return failed("");
  const { unassignedMinor, unallocatedMinor, notes, source } = fields;
  const period = readPeriod(fields.period);
  if (period === undefined) return failed("period");
  const currency = readCurrency(fields.currency);
  if (currency === undefined) return failed("currency");
  const rule = validateRule(fields.rule);
  if (!rule.ok) return failed("rule");
  const income = readIncome(fields.income);
  if (income === undefined) return failed("income");
  const buckets = readBuckets(fields.buckets, rule.value.buckets);
  if (buckets === undefined) return failed("buckets");
  if (!isAmount(unassignedMinor)) return failed("unassignedMinor");
  if (!isAmount(unallocatedMinor)) return failed("unallocatedMinor");
  if (!isText(notes, 0, budgetLimits.notesCharactersMax)) return failed("notes");
  const warnings = readWarnings(fields.warnings);
  if (warnings === undefined) return failed("warnings");
  if (source !== null && !isText(source, 1, budgetLimits.sourceCharactersMax)) {
    return failed("source");
  }
  return ok({
    period,
    currency,
    rule: rule.value,
    income,
    buckets,
    unassignedMinor,
    unallocatedMinor,
    notes,
    warnings,
    source,
  });
}

function failed(field: SnapshotError["field"]): Result<never, SnapshotError> {
  return fail({ code: "not-a-snapshot", field });
}

function isAmount(value: unknown): value is bigint {
  return typeof value === "bigint" && value <= SNAPSHOT_MINOR_MAX && value >= -SNAPSHOT_MINOR_MAX;
}

function readPeriod(value: unknown): Period | null | undefined {
  if (value === null) return null;
  const fields = exactObject(value, ["first", "last"]);
  if (fields === undefined) return undefined;
  const { first, last } = fields;
  if (!isInteger(first, DAY_MIN, DAY_MAX) || !isInteger(last, first, DAY_MAX)) return undefined;
  return { first, last };
}

/** Any code of the right form: a snapshot in a currency that a later version knows is none the less one. */
function readCurrency(value: unknown): CurrencyCode | undefined {
  return typeof value === "string" && /^[A-Z]{3}$/.test(value)
    ? (value as CurrencyCode)
    : undefined;
}

function readIncome(value: unknown): ReviewSnapshot["income"] | undefined {
  const fields = exactObject(value, ["mode", "amountMinor"]);
  const mode = readIncomeMode(fields?.mode);
  const amountMinor = fields?.amountMinor;
  return mode !== undefined && isAmount(amountMinor) ? { mode, amountMinor } : undefined;
}

function readBuckets(
  value: unknown,
  ofRule: readonly Bucket[],
): readonly SnapshotBucket[] | undefined {
  if (!Array.isArray(value) || value.length !== ofRule.length) return undefined;
  const buckets: SnapshotBucket[] = [];
  for (const [place, bucket] of ofRule.entries()) {
    const read = readBucket((value as readonly unknown[])[place], bucket);
    if (read === undefined) return undefined;
    buckets.push(read);
  }
  return buckets;
}

function readBucket(value: unknown, ofRule: Bucket): SnapshotBucket | undefined {
  const names = ["id", "recommendedMinor", "actualMinor", "status", "byMinor"] as const;
  const fields = exactObject(value, names);
  if (fields === undefined || fields.id !== ofRule.id) return undefined;
  const { recommendedMinor, actualMinor, status, byMinor } = fields;
  if (!isAmount(recommendedMinor) || !isAmount(actualMinor)) return undefined;
  if (!isAmount(byMinor) || byMinor < 0n || !isStatusOf(ofRule, status)) return undefined;
  return { id: ofRule.id, recommendedMinor, actualMinor, status, byMinor };
}

function isStatusOf(bucket: Bucket, status: unknown): status is BucketStatus {
  return bucket.kind === "ceiling"
    ? status === "over" || status === "within"
    : status === "below" || status === "met";
}

function readWarnings(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length > budgetLimits.warningsMax) return undefined;
  const warnings: string[] = [];
  for (const warning of value as readonly unknown[]) {
    if (!isText(warning, 1, budgetLimits.warningCharactersMax)) return undefined;
    warnings.push(warning);
  }
  return warnings;
}
