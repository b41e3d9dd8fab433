/**
 * The two files of the first prototype of this idea. Its user list is refused: passwords hashed
 * once, without salt, are as good as known. Its budget history, `[{"income": 4200.0,
 * "recommended_budget": {…}, "actual_expenses": {…}, "analysis": {…}}]`, becomes reviews without
 * dates in the order of the file. Amounts are taken from the text of the numbers and rounded half
 * to even; everything else stays as it was recorded, also where it is wrong.
 */

import { sentence, type Sentence } from "../sentence.ts";
import { recommend } from "../budget/split.ts";
import { defaultRule } from "../budget/rule.ts";
import type { CurrencyCode } from "../money/currency.ts";
import { minorDigits } from "../money/currency.ts";
import { formatDecimal } from "../money/decimal.ts";
import { displayText } from "./display-text.ts";
import { minorOfExact } from "./exact-amount.ts";
import type { ImportWarning } from "./imported-file.ts";
import { amountOfNumber, parseExactJson } from "./json-numbers.ts";
import type { ExactJson } from "./json-numbers.ts";
import { FILE_BYTES_MAX, PROTOTYPE_ENTRIES_MAX } from "./limits.ts";

/** The buckets of the prototype, in the order of the 50/30/20 rule. */
export const PROTOTYPE_BUCKETS = ["needs", "wants", "savings"] as const;

/** One of the prototype's buckets. */
export type PrototypeBucket = (typeof PROTOTYPE_BUCKETS)[number];

/** What one bucket of an entry holds; amounts in minor units, `statusText` as recorded. */
export interface PrototypeOutcome {
  readonly recommendedMinor: bigint;
  readonly actualMinor: bigint;
  readonly statusText: string;
  /** What the recorded text says, or null if it is none of the prototype's four sentences. */
  readonly status: "over" | "within" | "below" | "met" | null;
}

/** One review of a budget history. */
export interface PrototypeReview {
  /** The place in the file, from 0. */
  readonly index: number;
  readonly incomeMinor: bigint;
  readonly outcomes: Readonly<Record<PrototypeBucket, PrototypeOutcome>>;
  /**
   * The same for the same entry at the same place, and for no other: its hash is the key that keeps
   * it single.
   */
  readonly fingerprint: string;
}

/** A file of the prototype. A warning's `line` is the number of the entry, from 1. */
export type PrototypeFile =
  | { readonly kind: "users"; readonly reason: Sentence }
  | { readonly kind: "broken"; readonly reason: Sentence }
  | {
      readonly kind: "budget-history";
      readonly reviews: readonly PrototypeReview[];
      readonly warnings: readonly ImportWarning[];
    };

/** Why the prototype's users are not taken over. */
export const PROTOTYPE_USERS_REASON: Sentence = sentence(
  "This is the user list of the first prototype. Its passwords are hashed with SHA-256 alone, without salt, and are not taken over: create an account and choose a new password.",
);

/** Returns true if the bytes are the prototype's `users.json`. */
export function isPrototypeUsers(bytes: Uint8Array<ArrayBuffer>): boolean {
  const json = bytes.length > FILE_BYTES_MAX ? null : parseExactJson(decodeJson(bytes));
  return json !== null && isUserList(json.value);
}

/** Returns a file of the prototype, or null if the bytes are something else. */
export function readPrototypeFile(
  bytes: Uint8Array<ArrayBuffer>,
  currency: CurrencyCode,
): PrototypeFile | null {
  if (bytes.length > FILE_BYTES_MAX) return null;
  const json = parseExactJson(decodeJson(bytes));
  if (json === null) return null;
  if (isUserList(json.value)) return { kind: "users", reason: PROTOTYPE_USERS_REASON };
  if (!Array.isArray(json.value) || !json.value.some(isEntry)) return null;
  if (json.value.length > PROTOTYPE_ENTRIES_MAX) {
    return {
      kind: "broken",
      reason: sentence("The history has more than {most} entries.", {
        most: PROTOTYPE_ENTRIES_MAX,
      }),
    };
  }
  const warnings: ImportWarning[] = [];
  const reviews: PrototypeReview[] = [];
  for (const [index, entry] of json.value.entries()) {
    const review = readEntry(entry, index, json, currency, warnings);
    if (review !== null) reviews.push(review);
  }
  return { kind: "budget-history", reviews, warnings };
}

function decodeJson(bytes: Uint8Array<ArrayBuffer>): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return "";
  }
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `{"name": {"password": HASH}}`, the hash in 64 hexadecimal digits; or, simplified by somebody, `{"name": HASH}`. */
function isUserList(value: unknown): boolean {
  if (!isFields(value)) return false;
  const users = Object.values(value);
  return users.length > 0 && users.every(isUser);
}

function isUser(user: unknown): boolean {
  const hash = isFields(user) ? user["password"] : user;
  return typeof hash === "string" && /^[0-9a-f]{64}$/iu.test(hash);
}

function isEntry(value: unknown): boolean {
  return (
    isFields(value) &&
    "income" in value &&
    "recommended_budget" in value &&
    "actual_expenses" in value
  );
}

function readEntry(
  entry: unknown,
  index: number,
  json: ExactJson,
  currency: CurrencyCode,
  warnings: ImportWarning[],
): PrototypeReview | null {
  const warn = (fault: Sentence, isRecord: boolean): void => {
    const text = sentence("Entry {entry}: {fault}", { entry: index + 1, fault });
    warnings.push({ line: index + 1, text, isRecord });
  };
  const parts = isFields(entry) ? entry : {};
  const recommended = parts["recommended_budget"];
  const actual = parts["actual_expenses"];
  const analysis = isFields(parts["analysis"]) ? parts["analysis"] : {};
  const income = readMinor(parts["income"], json, currency);
  if (income === null || !isFields(recommended) || !isFields(actual)) {
    warn(sentence("it has no income, no recommendation or no expenses, and was left out."), true);
    return null;
  }
  const outcomes: Partial<Record<PrototypeBucket, PrototypeOutcome>> = {};
  const content: string[] = [numberOrEmpty(parts["income"], json)];
  for (const bucket of PROTOTYPE_BUCKETS) {
    const recommendedMinor = readMinor(recommended[bucket], json, currency);
    const actualMinor = readMinor(actual[bucket], json, currency);
    if (recommendedMinor === null || actualMinor === null) {
      warn(sentence("its {bucket} are no amounts; it was left out.", { bucket }), true);
      return null;
    }
    const recorded = analysis[`${bucket}_status`];
    const statusText =
      typeof recorded === "string" ? displayText(recorded).slice(0, STATUS_LENGTH_MAX) : "";
    outcomes[bucket] = {
      recommendedMinor,
      actualMinor,
      statusText,
      status: statusOf(bucket, statusText),
    };
    content.push(
      numberOrEmpty(recommended[bucket], json),
      numberOrEmpty(actual[bucket], json),
      statusText,
    );
  }
  const { needs, wants, savings } = outcomes;
  if (needs === undefined || wants === undefined || savings === undefined) return null;
  const review: PrototypeReview = {
    index,
    incomeMinor: income,
    outcomes: { needs, wants, savings },
    fingerprint: JSON.stringify([index, ...content]),
  };
  warnOfRule(review, currency, (text) => warn(text, false));
  for (const name of Object.keys(actual).filter((key) => !isBucket(key))) {
    const fault = sentence('its expenses under "{name}" belong to no bucket and were left out.', {
      name: displayText(name).slice(0, 40),
    });
    warn(fault, true);
  }
  return review;
}

const STATUS_LENGTH_MAX = 200;

function isBucket(name: string): boolean {
  return PROTOTYPE_BUCKETS.some((bucket) => bucket === name);
}

function readMinor(value: unknown, json: ExactJson, currency: CurrencyCode): bigint | null {
  const text = json.numberText(value);
  const amount = text === null ? null : amountOfNumber(text);
  return amount === null ? null : (minorOfExact(amount, currency)?.amountMinor ?? null);
}

function numberOrEmpty(value: unknown, json: ExactJson): string {
  return json.numberText(value) ?? "";
}

/** What a text says of a bucket; null if it says nothing that such a bucket can be. */
function statusOf(bucket: PrototypeBucket, text: string): PrototypeOutcome["status"] {
  if (bucket === "savings") {
    if (text.startsWith("Below recommended savings by $")) return "below";
    return text === "Meeting or exceeding savings goal" ? "met" : null;
  }
  if (text.startsWith("Over budget by $")) return "over";
  return text === "Within recommended budget" ? "within" : null;
}

function warnOfRule(
  review: PrototypeReview,
  currency: CurrencyCode,
  warn: (fault: Sentence) => void,
): void {
  const expected = recommend(defaultRule, review.incomeMinor);
  const digits = minorDigits(currency);
  for (const [place, bucket] of PROTOTYPE_BUCKETS.entries()) {
    const { recommendedMinor } = review.outcomes[bucket];
    const ruleMinor = expected[place];
    if (ruleMinor === undefined || ruleMinor === recommendedMinor) continue;
    warn(
      sentence(
        "it recommends {recommended} for {bucket}, the 50/30/20 rule gives {ruled}; it is kept as recorded.",
        {
          recommended: formatDecimal(recommendedMinor, digits),
          bucket,
          ruled: formatDecimal(ruleMinor, digits),
        },
      ),
    );
  }
}
