/**
 * Files of the first prototype in an import: the budget history becomes undated reviews, each once; the user list is
 * refused.
 */
import { message } from "../../sentence.ts";
import { beginningOf } from "../../book/beginning.ts";
import { bookLimits } from "../../book/limits.ts";
import { defaultRule } from "../../budget/rule.ts";
import type { ReviewSnapshot } from "../../budget/snapshot.ts";
import { minorDigits, type CurrencyCode } from "../../money/currency.ts";
import { formatDecimal } from "../../money/decimal.ts";
import type { ImportedFile } from "../imported-file.ts";
import type { ImportFileJson } from "../import-json.ts";
import type { PrototypeFile, PrototypeReview } from "../prototype.ts";

type Row = ImportFileJson["rows"][number];

export interface PlannedReviews {
  /** Reviews that the vault does not have yet. */
  readonly snapshots: readonly ReviewSnapshot[];
  /** One row for each review of the file, as `--json` prints it. */
  readonly rows: readonly Row[];
}

/** The plan for a file of the prototype, given the sources of known reviews. */
export function planPrototype(
  file: PrototypeFile,
  {
    currency,
    known,
    hash,
  }: {
    readonly currency: CurrencyCode;
    readonly known: ReadonlySet<string>;
    readonly hash: (bytes: Uint8Array) => string;
  },
): { readonly imported: ImportedFile; readonly reviews: PlannedReviews } {
  const none = { snapshots: [], rows: [] };
  const imported: ImportedFile = {
    format: "json",
    encoding: "utf-8",
    outcome: "reject",
    reason: file.kind === "budget-history" ? null : file.reason,
    statements: [],
    rows: [],
    warnings: [],
    questions: [],
    accounts: [],
    categories: [],
  };
  if (file.kind !== "budget-history") return { imported, reviews: none };
  const { reviews, warnings } = file;
  const outcome =
    warnings.length > 0 ? "ok_with_warnings" : reviews.length > 0 ? "ok" : "no_transactions";
  const planned = reviews.map((review) => {
    const snapshot = snapshotOf(review, currency, hash);
    const isKnown = known.has(snapshot.source ?? "");
    return { snapshot, isKnown, row: rowOf(review, currency, isKnown) };
  });
  return {
    imported: { ...imported, outcome, warnings },
    reviews: {
      snapshots: planned.filter(({ isKnown }) => !isKnown).map(({ snapshot }) => snapshot),
      rows: planned.map(({ row }) => row),
    },
  };
}

/** The review as it was recorded; what its statuses said word for word stands in the notes. */
function snapshotOf(
  review: PrototypeReview,
  currency: CurrencyCode,
  hash: (bytes: Uint8Array) => string,
): ReviewSnapshot {
  const { outcomes, incomeMinor, fingerprint } = review;
  const recorded = Object.entries(outcomes).map(([id, { statusText }]) => `${id}: ${statusText}`);
  const spent = Object.values(outcomes).reduce((sum, { actualMinor }) => sum + actualMinor, 0n);
  return {
    period: null,
    currency,
    rule: defaultRule,
    income: { mode: { kind: "planned" }, amountMinor: incomeMinor },
    buckets: defaultRule.buckets.map((bucket) => {
      const outcome = outcomes[bucket.id as keyof typeof outcomes];
      const above = outcome.actualMinor - outcome.recommendedMinor;
      const computed =
        bucket.kind === "ceiling" ? (above > 0n ? "over" : "within") : above < 0n ? "below" : "met";
      return {
        id: bucket.id,
        recommendedMinor: outcome.recommendedMinor,
        actualMinor: outcome.actualMinor,
        status: outcome.status ?? computed,
        byMinor: above < 0n ? -above : above,
      };
    }),
    unassignedMinor: 0n,
    unallocatedMinor: incomeMinor > spent ? incomeMinor - spent : 0n,
    notes: beginningOf(recorded.join("\n"), bookLimits.noteCharactersMax),
    warnings: [],
    source: hash(new TextEncoder().encode(fingerprint)),
  };
}

function rowOf(review: PrototypeReview, currency: CurrencyCode, isKnown: boolean): Row {
  return {
    line: review.index + 1,
    date: null,
    amount: formatDecimal(review.incomeMinor, minorDigits(currency)),
    currency,
    text: `Review ${review.index + 1}`,
    account: null,
    transaction: null,
    category: null,
    pending: false,
    verdict: isKnown ? "same" : "new",
    reason: isKnown
      ? message("This review was imported before.")
      : message("A review without a date."),
    suggested: null,
  };
}
