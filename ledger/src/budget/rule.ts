/**
 * A budget rule: income cut into two to six buckets by basis points that sum to 10,000.
 *
 * A bucket is a ceiling (spend at most) or a floor (save at least). The 50/30/20 rule is two ceilings and a floor:
 * Warren & Tyagi, "All Your Worth" (2005). Which bucket a category counts in is not the rule's business.
 */
import { message } from "../sentence.ts";
import { fail, ok, type Result } from "../result.ts";
import { exactObject, isInteger, isText } from "./exact-object.ts";
import { budgetLimits } from "./limits.ts";

/** All of the income, in basis points. */
export const BASIS_POINTS_WHOLE = 10_000;

/** A part of the income. `id` is one lower-case word (a–z), by which categories and lines name the bucket. */
export type Bucket = {
  readonly id: string;
  readonly name: string;
  readonly kind: "ceiling" | "floor";
  /** Hundredths of a percent of the income, 0–10,000. */
  readonly basisPoints: number;
};

/** Buckets with different ids, in the order in which they are shown and share out equal remainders. */
export type Rule = { readonly buckets: readonly Bucket[] };

export type RuleError =
  /** Not of the form that a rule has. */
  | { readonly code: "not-a-rule" }
  /** Well-formed, but the shares sum to something other than 100 %. */
  | { readonly code: "not-the-whole"; readonly sumBasisPoints: number };

/** 50 % needs and 30 % wants at most, 20 % savings at least. */
export const defaultRule: Rule = needsWantsSavings(5_000, 3_000, 2_000);

/** Needs and wants as ceilings and savings as a floor, by their basis points. */
export function needsWantsSavings(needs: number, wants: number, savings: number): Rule {
  return {
    buckets: [
      { id: "needs", name: message("Needs"), kind: "ceiling", basisPoints: needs },
      { id: "wants", name: message("Wants"), kind: "ceiling", basisPoints: wants },
      { id: "savings", name: message("Savings"), kind: "floor", basisPoints: savings },
    ],
  };
}

/** The rule of needs, wants and savings in percent: "50/30/20", "33.34/33.33/33.33". */
export function parseRule(text: string): Result<Rule, RuleError> {
  if (text.length > budgetLimits.ruleCharactersMax) return fail({ code: "not-a-rule" });
  const parts = text.split("/").map((part) => parsePercent(part.trim()));
  const [needs, wants, savings] = parts;
  if (parts.length !== 3) return fail({ code: "not-a-rule" });
  if (needs === undefined || wants === undefined || savings === undefined) {
    return fail({ code: "not-a-rule" });
  }
  return wholeOf(needsWantsSavings(needs, wants, savings));
}

/** The percents of a rule in the order of its buckets: "50/30/20". */
export function formatRule(rule: Rule): string {
  return rule.buckets.map((bucket) => formatPercent(bucket.basisPoints)).join("/");
}

/** The rule that a value from outside is: objects with exactly the fields of the types. */
export function validateRule(value: unknown): Result<Rule, RuleError> {
  const items = exactObject(value, ["buckets"])?.buckets;
  if (!Array.isArray(items)) return fail({ code: "not-a-rule" });
  const { bucketsMin, bucketsMax } = budgetLimits;
  if (items.length < bucketsMin || items.length > bucketsMax) return fail({ code: "not-a-rule" });
  const buckets: Bucket[] = [];
  for (const item of items as readonly unknown[]) {
    const bucket = bucketFrom(item);
    if (bucket === undefined) return fail({ code: "not-a-rule" });
    buckets.push(bucket);
  }
  const ids = new Set(buckets.map((bucket) => bucket.id));
  if (ids.size !== buckets.length) return fail({ code: "not-a-rule" });
  return wholeOf({ buckets });
}

function bucketFrom(value: unknown): Bucket | undefined {
  const fields = exactObject(value, ["id", "name", "kind", "basisPoints"]);
  if (fields === undefined) return undefined;
  const { id, name, kind, basisPoints } = fields;
  if (!isText(id, 1, budgetLimits.bucketIdCharactersMax) || !/^[a-z]+$/.test(id)) return undefined;
  if (!isText(name, 1, budgetLimits.bucketNameCharactersMax)) return undefined;
  if (kind !== "ceiling" && kind !== "floor") return undefined;
  if (!isInteger(basisPoints, 0, BASIS_POINTS_WHOLE)) return undefined;
  return { id, name, kind, basisPoints };
}

function wholeOf(rule: Rule): Result<Rule, RuleError> {
  const sumBasisPoints = rule.buckets.reduce((sum, bucket) => sum + bucket.basisPoints, 0);
  if (sumBasisPoints === BASIS_POINTS_WHOLE) return ok(rule);
  return fail({ code: "not-the-whole", sumBasisPoints });
}

/** Basis points of a percentage with at most two decimals. */
function parsePercent(text: string): number | undefined {
  const match = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(text);
  if (match === null) return undefined;
  const [, whole = "", decimals = ""] = match;
  return Number(whole + decimals.padEnd(2, "0"));
}

function formatPercent(basisPoints: number): string {
  const whole = Math.floor(basisPoints / 100);
  const decimals = String(basisPoints % 100).padStart(2, "0");
  return decimals === "00" ? String(whole) : `${whole}.${decimals.replace(/0$/, "")}`;
}
