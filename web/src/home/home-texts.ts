/** The words of Home. */
import type { BucketModel } from "../engine/view-models.ts";

export const homeTexts = {
  loading: "Calculating your budget",
  income: (amount: string) => `from ${amount} income`,
  noIncome: "There is no income in this period yet, so nothing is recommended.",
  setIncome: "Say what you expect",
  daysLeft: (days: number) => (days === 1 ? "last day" : `${days} days left`),
  limit: (kind: "ceiling" | "floor", share: string) =>
    `${kind === "ceiling" ? "at most" : "at least"} ${share}`,
  of: (amount: string) => `of ${amount}`,
  left: (amount: string) => `${amount} left`,
  over: (amount: string) => `${amount} over`,
  toGo: (amount: string) => `${amount} to go`,
  met: "Goal met",
  ahead: (amount: string) => `Goal met, and ${amount} more`,
  why: "Why?",
  whyOf: (bucket: string) => `Why? ${bucket}`,
  perDay: (amount: string) => `${amount} a day is safe to spend`,
  paces: {
    ahead: "well within",
    "on-track": "on track",
    watch: "faster than the days",
    over: "used up",
  },
  floorPaces: { ahead: "ahead", "on-track": "on track", watch: "behind the days", over: "" },
  waiting: "Waiting for you",
  review: "Review",
  look: "Look at them",
  unsorted: (count: number, amount: string) =>
    count === 1
      ? `1 transaction has no category yet: ${amount} that counts nowhere.`
      : `${count} transactions have no category yet: ${amount} that counts nowhere.`,
  unassigned: (count: number) =>
    count === 1
      ? "1 transaction of this period is partly in no bucket, and counts nowhere."
      : `${count} transactions of this period are partly in no bucket, and count nowhere.`,
  pending: (count: number) =>
    count === 1
      ? "1 reservation is more than a week old."
      : `${count} reservations are more than a week old.`,
  unallocated: (amount: string) => `${amount} of the income is not used yet.`,
  overspent: (amount: string) => `${amount} more went out than came in.`,
  notConverted: (currencies: string) => `Not counted, in another currency: ${currencies}.`,
  recent: "Newest transactions",
  all: "All transactions",
  emptyTitle: "Add your first expense",
  emptyText: "Type an amount and what it was, such as 12.50 lunch. Or bring a file from your bank.",
  import: "Import a bank file",
  add: "Add a transaction",
} as const;

/** The sentence under a bucket's bar. */
export function bucketSentence(bucket: BucketModel, amount: (minor: bigint) => string): string {
  const { kind, status, by, pace } = bucket;
  if (kind === "ceiling") {
    const how = status === "over" ? homeTexts.over(amount(by)) : homeTexts.left(amount(by));
    const word = pace === null || pace === "over" ? "" : ` · ${homeTexts.paces[pace]}`;
    return how + word;
  }
  if (status === "met") return by === 0n ? homeTexts.met : homeTexts.ahead(amount(by));
  const word = pace === null || pace === "over" ? "" : ` · ${homeTexts.floorPaces[pace]}`;
  return homeTexts.toGo(amount(by)) + word;
}
