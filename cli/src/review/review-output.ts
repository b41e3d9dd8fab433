/** A review as commands print it. */
import { _, bucketWord, ownName, said, translated } from "@coffer/client/texts";
import {
  defaultPaceThresholds,
  formatRule,
  paceOf,
  statusSentence,
  statusText,
  type CurrencyCode,
  type Day,
  type Period,
  type PeriodReview,
} from "@coffer/ledger";
import { decimal, money } from "../amounts.ts";
import { formatTable, printable } from "../terminal/table.ts";
import type { Terminal } from "../terminal/terminal.ts";

export interface ReviewOutput extends PeriodReview {
  /** "2026-11", or the day a period begins; null for an undated review. */
  readonly period: string | null;
  readonly currency: CurrencyCode;
}

/** The review as JSON; texts are English, whatever the locale. */
export function reviewJson(output: ReviewOutput): Readonly<Record<string, unknown>> {
  const { period, currency, review } = output;
  const { rule, buckets } = review;
  const english = { currency, locale: "en-US" };
  const byBucket = <Value>(value: (bucket: (typeof buckets)[number], place: number) => Value) =>
    Object.fromEntries(buckets.map((bucket, place) => [bucket.id, value(bucket, place)]));
  return {
    period,
    income: decimal(review.incomeMinor, currency),
    currency,
    rule: formatRule(rule),
    recommended: byBucket((bucket) => decimal(bucket.recommendedMinor, currency)),
    actual: byBucket((bucket) => decimal(bucket.actualMinor, currency)),
    analysis: byBucket((bucket, place) => {
      const of = rule.buckets[place];
      return {
        status: bucket.status,
        by: decimal(bucket.byMinor, currency),
        text: of === undefined ? "" : statusText(of, bucket, english),
      };
    }),
  };
}

/** How the buckets of a period that is still running are on their way, and what is left a day. */
export function paceText(
  { review, currency }: ReviewOutput,
  running: { readonly period: Period; readonly today: Day },
  terminal: Terminal,
): string {
  const fixed = { paidMinor: 0n, dueMinor: 0n, laterMinor: 0n };
  const lines = review.rule.buckets.map((bucket, place) => {
    const of = review.buckets[place];
    const pace = paceOf({
      kind: bucket.kind,
      targetMinor: review.incomeMinor > 0n ? (of?.recommendedMinor ?? null) : null,
      actualMinor: of?.actualMinor ?? 0n,
      fixed,
      ...running,
      thresholds: defaultPaceThresholds,
    });
    const { safePerDayMinor } = pace;
    if (pace.word === "unknown") return "";
    const facts = { bucket: bucketWord(bucket.id), pace: paceWords[pace.word] };
    const told =
      safePerDayMinor === null
        ? _("{bucket}: {pace}", facts)
        : _("{bucket}: {pace}, {amount} a day is left", {
            ...facts,
            amount: money(safePerDayMinor, currency, terminal),
          });
    return `  ${told}\n`;
  });
  const text = lines.join("");
  return text === "" ? "" : `\n${_("So far:")}\n${text}`;
}

const paceWords = translated({
  ahead: "ahead",
  "on-track": "on track",
  watch: "to watch",
  over: "used up",
});

/** How a bucket stands, in the person's language. */
export function statusOf(...[bucket, outcome, format]: Parameters<typeof statusText>): string {
  return said(statusSentence({ ...bucket, name: ownName(bucket.name) }, outcome, format));
}

/** The review for people. */
export function reviewText(output: ReviewOutput, terminal: Terminal): string {
  const { period, currency, review } = output;
  const { rule, buckets } = review;
  const amount = (minor: bigint): string => money(minor, currency, terminal);
  const format = { currency, locale: terminal.locale };
  const table = formatTable(
    [
      { title: formatRule(rule), align: "left" },
      { title: _("Recommended"), align: "right" },
      { title: _("Actual"), align: "right" },
      { title: "", align: "left" },
    ],
    rule.buckets.map((bucket, place) => {
      const of = buckets[place];
      if (of === undefined) return [];
      const limit = bucket.kind === "ceiling" ? "≤" : "≥";
      return [
        ownName(bucket.name),
        `${limit} ${amount(of.recommendedMinor)}`,
        amount(of.actualMinor),
        statusOf(bucket, of, format),
      ];
    }),
  );
  const income = amount(review.incomeMinor);
  const head =
    period === null
      ? _("Undated: income {income}", { income })
      : _("{period}: income {income}", { period, income });
  return `${head}\n\n${table}` + contributorsText(output, terminal) + remarks(output, terminal);
}

function contributorsText({ review, currency }: ReviewOutput, terminal: Terminal): string {
  const lines = review.buckets
    .filter((bucket) => bucket.contributors.length > 0)
    .map((bucket) => {
      const parts = bucket.contributors.map(
        ({ name, amountMinor }) =>
          `${printable(ownName(name))} ${money(amountMinor, currency, terminal)}`,
      );
      return `  ${bucketWord(bucket.id)}: ${parts.join(", ")}\n`;
    });
  return lines.length === 0 ? "" : `\n${_("Most of it:")}\n${lines.join("")}`;
}

function remarks(output: ReviewOutput, terminal: Terminal): string {
  const { review, unassignedCount, notConverted, currency } = output;
  const lines: string[] = [];
  if (unassignedCount > 0) {
    const sum = money(review.unassignedMinor, currency, terminal);
    lines.push(
      _("{sum} in {count} without a bucket: coffer edit ID --category C", {
        sum,
        count: unassignedCount,
      }),
    );
  }
  if (review.incomeMinor > 0n && review.unallocatedMinor > 0n) {
    lines.push(
      _("{amount} of the income is not used yet.", {
        amount: money(review.unallocatedMinor, currency, terminal),
      }),
    );
  }
  if (review.incomeMinor <= 0n) {
    lines.push(_("There is no income in this period, so nothing is recommended."));
  }
  if (notConverted.length > 0)
    lines.push(_("Not counted: {currencies}", { currencies: notConverted.join(", ") }));
  return lines.length === 0 ? "" : `\n${lines.join("\n")}\n`;
}
