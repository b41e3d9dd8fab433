/** coffer reviews: the saved ones, as they were when they were saved and as they would be now. */
import { _, ownName, translated } from "@coffer/client/texts";
import { buildCommand, type Command } from "@stricli/core";
import {
  closedReviews,
  formatPeriod,
  settingsOf,
  type ClosedReview,
  type ReviewSnapshot,
} from "@coffer/ledger";
import { decimal, money } from "../amounts.ts";
import type { CliContext } from "../context.ts";
import { jsonFlag, passwordFileFlag, type CommonFlags } from "../flags.ts";
import { reviewJson, statusOf } from "../review/review-output.ts";
import { snapshotReview } from "../review/snapshot-review.ts";
import { line, type Terminal } from "../terminal/terminal.ts";

export const reviews: Command<CliContext> = buildCommand<CommonFlags, [], CliContext>({
  docs: translated({
    brief: "List the saved reviews",
    fullDescription:
      "Lists the saved reviews as they were when they were saved, and what their periods come to now if " +
      "that has changed.\n\nExample: coffer reviews",
  }),
  parameters: { flags: { passwordFile: passwordFileFlag, json: jsonFlag } },
  async func(flags) {
    const { terminal } = this;
    const engine = await this.account.openFresh(terminal, flags);
    const { cycle } = settingsOf(engine.book);
    const outputs = closedReviews(engine.book).map((review) => {
      const { period, currency } = review.snapshot;
      const named = period === null ? null : formatPeriod(cycle, period);
      return { review, output: { ...snapshotReview(review.snapshot), period: named, currency } };
    });
    if (flags.json === true) {
      const all = outputs.map(({ review: { id, snapshot, restatement }, output }) => ({
        id,
        ...reviewJson(output),
        notes: snapshot.notes,
        warnings: snapshot.warnings,
        restated: restatement === null ? null : restatedJson(snapshot, restatement),
      }));
      terminal.out(`${JSON.stringify(all)}\n`);
      return;
    }
    if (outputs.length === 0) terminal.out(line(_("No review is saved yet: coffer review --save")));
    for (const { review } of outputs) {
      terminal.out(reviewLine(review.snapshot, cycle, terminal));
      terminal.out(restatedLine(review, terminal));
    }
  },
});

function reviewLine(
  snapshot: ReviewSnapshot,
  cycle: Parameters<typeof formatPeriod>[0],
  terminal: CliContext["terminal"],
): string {
  const { period, currency, income, rule } = snapshot;
  const format = { currency, locale: terminal.locale };
  const parts = rule.buckets.map((bucket, place) => {
    const of = snapshot.buckets[place];
    return of === undefined ? "" : `${ownName(bucket.name)}: ${statusOf(bucket, of, format)}`;
  });
  const when = period === null ? _("undated") : formatPeriod(cycle, period);
  const amount = money(income.amountMinor, currency, terminal);
  return line(`${when}  ${_("income {amount}", { amount })}  ${parts.join(" · ")}`);
}

type Restatement = NonNullable<ClosedReview["restatement"]>;

/** What a review's period comes to now. */
function restatedJson({ currency }: ReviewSnapshot, restatement: Restatement): object {
  const buckets = restatement.buckets.map(
    ({ id, actual }) => [id, decimal(actual.restatedMinor, currency)] as const,
  );
  return {
    changed: restatement.hasChanged,
    income: decimal(restatement.income.restatedMinor, currency),
    actual: Object.fromEntries(buckets),
  };
}

/** What has changed since; nothing if nothing has. */
function restatedLine({ snapshot, restatement }: ClosedReview, terminal: Terminal): string {
  if (restatement === null || !restatement.hasChanged) return "";
  const { currency, rule } = snapshot;
  const { income, buckets, unassigned } = restatement;
  const all = [
    [_("income"), income] as const,
    ...buckets.map(
      ({ actual }, place) => [ownName(rule.buckets[place]?.name ?? ""), actual] as const,
    ),
    [_("without a bucket"), unassigned] as const,
  ];
  const changed = all
    .filter(([, { changeMinor }]) => changeMinor !== 0n)
    .map(([name, { restatedMinor }]) => `${name} ${money(restatedMinor, currency, terminal)}`);
  return line(`  ${_("by now: {amounts}", { amounts: changed.join(" · ") })}`);
}
