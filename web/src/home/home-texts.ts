/** The words of Home. */
import { _, translated } from "@coffer/client/texts";
import type { BucketModel } from "../engine/view-models.ts";

export const homeTexts = translated({
  loading: "Calculating your budget",
  income: (amount: string) => _("from {amount} income", { amount }),
  noIncome: "There is no income in this period yet, so nothing is recommended.",
  setIncome: "Say what you expect",
  daysLeft: (days: number) => _("{days, plural, one {last day} other {# days left}}", { days }),
  limit: (kind: "ceiling" | "floor", share: string) =>
    kind === "ceiling" ? _("at most {share}", { share }) : _("at least {share}", { share }),
  of: (amount: string) => _("of {amount}", { amount }),
  left: (amount: string) => _("{amount} left", { amount }),
  over: (amount: string) => _("{amount} over", { amount }),
  toGo: (amount: string) => _("{amount} to go", { amount }),
  met: "Goal met",
  ahead: (amount: string) => _("Goal met, and {amount} more", { amount }),
  why: "Why?",
  whyOf: (bucket: string) => _("Why? {bucket}", { bucket }),
  perDay: (amount: string) => _("{amount} a day is safe to spend", { amount }),
  paces: {
    ahead: "well within",
    "on-track": "on track",
    watch: "faster than the days",
  },
  floorPaces: { ahead: "ahead", "on-track": "on track", watch: "behind the days" },
  waiting: "Waiting for you",
  review: "Review",
  look: "Look at them",
  unsorted: (count: number, amount: string) =>
    _(
      "{count, plural, one {# transaction has no category yet: {amount} that counts nowhere.} other {# transactions have no category yet: {amount} that counts nowhere.}}",
      { count, amount },
    ),
  unassigned: (count: number) =>
    _(
      "{count, plural, one {# transaction of this period is partly in no bucket, and counts nowhere.} other {# transactions of this period are partly in no bucket, and count nowhere.}}",
      { count },
    ),
  pending: (count: number) =>
    _(
      "{count, plural, one {# reservation is more than a week old.} other {# reservations are more than a week old.}}",
      { count },
    ),
  unallocated: (amount: string) => _("{amount} of the income is not used yet.", { amount }),
  overspent: (amount: string) => _("{amount} more went out than came in.", { amount }),
  notConverted: (currencies: string) =>
    _("Not counted, in another currency: {currencies}.", { currencies }),
  recent: "Newest transactions",
  all: "All transactions",
  emptyTitle: "Add your first expense",
  emptyText: "Type an amount and what it was, such as 12.50 lunch. Or bring a file from your bank.",
  import: "Import a bank file",
});

/** The sentence under a bucket's bar. */
export function bucketSentence(bucket: BucketModel, amount: (minor: bigint) => string): string {
  const { kind, status, by, pace } = bucket;
  if (kind === "ceiling") {
    const how = status === "over" ? homeTexts.over(amount(by)) : homeTexts.left(amount(by));
    return pace === null || pace === "over" ? how : `${how} · ${homeTexts.paces[pace]}`;
  }
  if (status === "met") return by === 0n ? homeTexts.met : homeTexts.ahead(amount(by));
  const how = homeTexts.toGo(amount(by));
  return pace === null || pace === "over" ? how : `${how} · ${homeTexts.floorPaces[pace]}`;
}
