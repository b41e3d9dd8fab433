/** Shares: which part of the income each bucket took, period by period, against the rule's. */
import { ownName } from "@coffer/client/texts";
import { ChartFigure } from "../charts/chart-figure.tsx";
import { LinesChart, shapeOf } from "../charts/lines-chart.tsx";
import { looksOfBuckets, noneLook } from "../charts/looks.ts";
import type { SeriesModel } from "../engine/report-models.ts";
import { periodText, share } from "../page/format.ts";
import { useView } from "../page/use-engine.ts";
import ui from "../ui/ui.module.css";
import { countOf, reportAddress } from "./addresses.ts";
import { columnNames, roundShare, writingIn } from "./report-format.ts";
import { NothingYet, RangePicker, Shown } from "./report-parts.tsx";
import { reportsTexts } from "./reports-texts.ts";
import { sharesSentence } from "./sentences.ts";

const { shares: texts, columns } = reportsTexts;

export function Shares({ query }: { readonly query: URLSearchParams }) {
  const count = countOf(query);
  return (
    <Shown view={useView("series", { last: query.get("period"), count })}>
      {(model) => (
        <>
          <RangePicker count={count} to={(range) => reportAddress("shares", { count: range })} />
          {model.items.some(({ income }) => income > 0n) ? (
            <SharesFigure model={model} />
          ) : (
            <NothingYet />
          )}
        </>
      )}
    </Shown>
  );
}

function SharesFigure({ model }: { readonly model: SeriesModel }) {
  const { items, buckets, currency } = model;
  const looks = looksOfBuckets(buckets.map(({ id }) => id));
  const written = (basisPoints: number | null | undefined): string =>
    basisPoints === null || basisPoints === undefined ? texts.noIncome : roundShare(basisPoints);
  return (
    <ChartFigure
      title={texts.chart}
      sentence={sharesSentence(model, writingIn(currency))}
      points={items.flatMap(({ period, buckets: own }) =>
        buckets.map(({ name, basisPoints }, place) => ({
          text: texts.point(
            periodText(period),
            ownName(name),
            written(own[place]?.basisPoints),
            share(basisPoints),
          ),
          to: reportAddress("over", { period: period.name, bucket: buckets[place]?.id }),
        })),
      )}
      steps={{ across: buckets.length, down: 1 }}
      legend={buckets.map(({ name }, place) => ({
        name: ownName(name),
        look: looks[place] ?? noneLook,
        shape: shapeOf(place),
      }))}
      table={{
        columns: [columns.period, ...buckets.map(({ name }) => ownName(name))],
        rows: items.map(({ period, buckets: own }) => ({
          id: period.name,
          cells: [periodText(period), ...own.map(({ basisPoints }) => written(basisPoints))],
          to: reportAddress("over", { period: period.name }),
        })),
      }}
    >
      {(drawing) => (
        <>
          <LinesChart
            series={buckets.map(({ id, kind, basisPoints }, place) => ({
              id,
              look: looks[place] ?? noneLook,
              level: basisPoints,
              levelText: texts.level(kind, share(basisPoints)),
              values: items.map(({ buckets: own }) => own[place]?.basisPoints ?? null),
            }))}
            names={columnNames(items.map(({ period }) => period))}
            tick={share}
            pointOf={(at, series) => at * buckets.length + series}
            drawing={drawing}
          />
          <p className={ui["hint"]}>{texts.levels}</p>
        </>
      )}
    </ChartFigure>
  );
}
