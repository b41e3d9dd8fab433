/** Months: what came to the buckets in each period, stacked, with marks where the rule's limits are. */
import { ownName } from "@coffer/client/texts";
import { ColumnsChart } from "../charts/columns-chart.tsx";
import type { Column } from "../charts/columns-layout.ts";
import { ChartFigure, type ChartTable } from "../charts/chart-figure.tsx";
import { looksOfBuckets, noneLook } from "../charts/looks.ts";
import type { SeriesItem, SeriesModel } from "../engine/report-models.ts";
import { amountIn, periodText } from "../page/format.ts";
import { useView } from "../page/use-engine.ts";
import ui from "../ui/ui.module.css";
import { countOf, reportAddress } from "./addresses.ts";
import { columnNames, tickIn, writingIn } from "./report-format.ts";
import { Choices, NothingYet, RangePicker, Shown } from "./report-parts.tsx";
import { reportsTexts } from "./reports-texts.ts";
import styles from "./reports.module.css";
import { monthsSentence } from "./sentences.ts";
import { bucketStatus } from "./status-text.ts";

const { months: texts, columns } = reportsTexts;

export function Months({ query }: { readonly query: URLSearchParams }) {
  const count = countOf(query);
  const bucket = query.get("bucket");
  return (
    <Shown view={useView("series", { last: query.get("period"), count })}>
      {(model) => (
        <>
          <div className={styles["controls"]}>
            <RangePicker
              count={count}
              to={(range) => reportAddress("months", { bucket, count: range })}
            />
            <Choices
              label={texts.choose}
              items={[{ id: null, name: texts.all }, ...model.buckets].map(({ id, name }) => ({
                to: reportAddress("months", { bucket: id, count: String(count) }),
                name: ownName(name),
                isHere: id === bucket,
              }))}
            />
          </div>
          {model.items.some(hasAnything) ? (
            <MonthsFigure model={model} bucket={bucket} />
          ) : (
            <NothingYet />
          )}
        </>
      )}
    </Shown>
  );
}

function hasAnything({ buckets, unassigned }: SeriesItem): boolean {
  return unassigned !== 0n || buckets.some(({ actual }) => actual !== 0n);
}

function MonthsFigure({
  model,
  bucket,
}: {
  readonly model: SeriesModel;
  readonly bucket: string | null;
}) {
  const { items, buckets, currency } = model;
  const amount = amountIn(currency);
  const all = looksOfBuckets(buckets.map(({ id }) => id));
  const asked = buckets.findIndex(({ id }) => id === bucket);
  const shown = asked < 0 ? buckets.map((_, place) => place) : [asked];
  const looks = shown.map((place) => all[place] ?? noneLook);
  const names = shown.map((place) => ownName(buckets[place]?.name ?? ""));
  const addressOf = (item: SeriesItem, place: number): string =>
    reportAddress("over", { period: item.period.name, bucket: buckets[place]?.id });
  const textOf = (item: SeriesItem, place: number): string => {
    const own = item.buckets[place];
    const name = ownName(buckets[place]?.name ?? "");
    if (own === undefined) return name;
    const status = bucketStatus(own, amount);
    return texts.point(periodText(item.period), name, amount(own.actual), status);
  };
  return (
    <ChartFigure
      title={texts.chart}
      sentence={monthsSentence(model, shown, writingIn(currency))}
      points={items.flatMap((item) =>
        shown.map((place) => ({ text: textOf(item, place), to: addressOf(item, place) })),
      )}
      steps={{ across: shown.length, down: 1 }}
      legend={shown.map((place, at) => ({ name: names[at] ?? "", look: all[place] ?? noneLook }))}
      table={tableOf(model, shown, bucket)}
    >
      {(drawing) => (
        <>
          <ColumnsChart
            columns={items.map((item) => columnOf(item, shown))}
            names={columnNames(items.map(({ period }) => period))}
            looks={looks}
            tick={tickIn(currency)}
            pointOf={(column, series) => column * shown.length + series}
            drawing={drawing}
          />
          <p className={ui["hint"]}>{asked < 0 ? texts.marks : texts.mark}</p>
        </>
      )}
    </ChartFigure>
  );
}

function tableOf(
  { items, buckets, currency }: SeriesModel,
  shown: readonly number[],
  bucket: string | null,
): ChartTable {
  const amount = amountIn(currency);
  const names = shown.map((place) => ownName(buckets[place]?.name ?? ""));
  return {
    columns: [
      columns.period,
      columns.income,
      ...names.flatMap((name) => [name, columns.recommended(name)]),
    ],
    rows: items.map((item) => ({
      id: item.period.name,
      cells: [
        periodText(item.period),
        amount(item.income),
        ...shown.flatMap((place) => {
          const own = item.buckets[place];
          return own === undefined ? [] : [amount(own.actual), amount(own.recommended)];
        }),
      ],
      to: reportAddress("over", { period: item.period.name, bucket }),
    })),
  };
}

/** The marks of a stack are where each bucket would end by the rule, one upon the other. */
function columnOf(item: SeriesItem, shown: readonly number[]): Column {
  const own = shown.flatMap((place) => item.buckets[place] ?? []);
  let end = 0;
  return {
    values: own.map(({ actual }) => Number(actual)),
    marks:
      item.income > 0n
        ? own.map(({ recommended }) => {
            end += Number(recommended);
            return end;
          })
        : [],
  };
}
