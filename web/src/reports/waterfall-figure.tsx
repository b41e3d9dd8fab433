/** The waterfall of a bucket: from the period before to this one, by what changed most. */
import { ownName } from "@coffer/client/texts";
import { ChartFigure } from "../charts/chart-figure.tsx";
import { lookOfChange, looksOfBuckets, noneLook } from "../charts/looks.ts";
import { RowsChart, type DrawnRow } from "../charts/rows-chart.tsx";
import type { BucketVariance, OverUnderModel, PartModel } from "../engine/report-models.ts";
import { amountIn, periodText } from "../page/format.ts";
import { changeIn, writingIn } from "./report-format.ts";
import { reportsTexts } from "./reports-texts.ts";
import { overUnderSentence } from "./sentences.ts";
import { partName, type PartKind } from "./part-name.ts";

const { over: texts, columns } = reportsTexts;

interface WaterfallRow extends DrawnRow {
  readonly leadsTo?: string | undefined;
}

export function WaterfallFigure({
  model,
  bucket,
  by,
  listOf,
}: {
  readonly model: OverUnderModel;
  readonly bucket: BucketVariance;
  readonly by: PartKind;
  readonly listOf: (part: PartModel) => string;
}) {
  const amount = amountIn(model.currency);
  const { recommended } = bucket;
  const rows = waterfallRows(model, by, listOf);
  return (
    <ChartFigure
      title={texts.waterfall(ownName(bucket.name))}
      sentence={overUnderSentence(model, {
        ...writingIn(model.currency),
        name: (part) => partName(part, by),
      })}
      points={rows.map((row) => ({ text: texts.step(row.name, row.amount), to: row.leadsTo }))}
      table={{
        columns: [columns.name, columns.amount],
        rows: rows.map((row) => ({ id: row.id, cells: [row.name, row.amount], to: row.leadsTo })),
      }}
    >
      {(drawing) => (
        <RowsChart
          rows={rows}
          mark={
            recommended > 0n
              ? { at: Number(recommended), text: texts.byTheRule(amount(recommended)) }
              : undefined
          }
          beginsAt={(value) => texts.beginsAt(amount(BigInt(Math.round(value))))}
          drawing={drawing}
        />
      )}
    </ChartFigure>
  );
}

function waterfallRows(
  { waterfall, before, period, currency, buckets, chosen }: OverUnderModel,
  by: PartKind,
  listOf: (part: PartModel) => string,
): readonly WaterfallRow[] {
  const amount = amountIn(currency);
  const change = changeIn(currency);
  const kind = buckets[chosen]?.kind ?? "ceiling";
  const look = looksOfBuckets(buckets.map(({ id }) => id))[chosen] ?? noneLook;
  const { start, steps, end } = waterfall;
  const from = (index: number): bigint => steps[index - 1]?.reached ?? start;
  const whole = (id: string, name: string, minor: bigint): WaterfallRow => ({
    id,
    name,
    amount: amount(minor),
    from: 0,
    to: Number(minor),
    look,
  });
  const step = (id: string, name: string, minor: bigint, between: readonly [bigint, bigint]) => ({
    id,
    name,
    amount: change(minor),
    from: Number(between[0]),
    to: Number(between[1]),
    look: lookOfChange(kind, minor),
  });
  return [
    ...(before === null ? [] : [whole("before", periodText(before), start)]),
    ...steps.map((part, index) => ({
      ...step(part.categoryId ?? part.payeeOf ?? String(index), partName(part, by), part.change, [
        from(index),
        part.reached,
      ]),
      leadsTo: listOf(part),
    })),
    ...(waterfall.others === 0n
      ? []
      : [step("others", reportsTexts.others, waterfall.others, [from(steps.length), end])]),
    whole("now", periodText(period), end),
  ];
}
