/** coffer reviews: the saved ones, as they were when they were saved. */
import { buildCommand, type Command } from "@stricli/core";
import { formatPeriod, settingsOf, statusText, type ReviewSnapshot } from "@coffer/ledger";
import { money } from "../amounts.ts";
import type { CliContext } from "../context.ts";
import { jsonFlag, passwordFileFlag, type CommonFlags } from "../flags.ts";
import { reviewJson } from "../review/review-output.ts";
import { snapshotReview } from "../review/snapshot-review.ts";

export const reviews: Command<CliContext> = buildCommand<CommonFlags, [], CliContext>({
  docs: {
    brief: "List the saved reviews",
    fullDescription:
      "Lists the saved reviews as they were when they were saved.\n\nExample: coffer reviews",
  },
  parameters: { flags: { passwordFile: passwordFileFlag, json: jsonFlag } },
  async func(flags) {
    const { terminal } = this;
    const engine = await this.account.openFresh(terminal, flags);
    const saved = engine.book.tables.review.records.filter(
      (record) => record !== null && !record.deleted && record.snapshot !== null,
    );
    const { cycle } = settingsOf(engine.book);
    const outputs = saved.flatMap((record) => {
      const snapshot = record?.snapshot ?? null;
      if (record === null || snapshot === null) return [];
      const period = snapshot.period === null ? null : formatPeriod(cycle, snapshot.period);
      const { currency } = snapshot;
      return [
        { id: record.id, snapshot, output: { ...snapshotReview(snapshot), period, currency } },
      ];
    });
    if (flags.json === true) {
      const all = outputs.map(({ id, snapshot, output }) => ({
        id,
        ...reviewJson(output),
        notes: snapshot.notes,
        warnings: snapshot.warnings,
      }));
      terminal.out(`${JSON.stringify(all)}\n`);
      return;
    }
    if (outputs.length === 0) terminal.out("No review is saved yet: coffer review --save\n");
    for (const { snapshot } of outputs) terminal.out(reviewLine(snapshot, cycle, terminal));
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
    return of === undefined ? "" : `${bucket.name}: ${statusText(bucket, of, format)}`;
  });
  const when = period === null ? "undated" : formatPeriod(cycle, period);
  return `${when}  income ${money(income.amountMinor, currency, terminal)}  ${parts.join(" · ")}\n`;
}
