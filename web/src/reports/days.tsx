/** A calendar of a year: how much was spent on each day. */
import { ownName } from "@coffer/client/texts";
import { CalendarChart } from "../charts/calendar-chart.tsx";
import { ChartFigure } from "../charts/chart-figure.tsx";
import { DAY_LEVEL_MAX, dayToText } from "@coffer/ledger";
import type { DayModel, DaysModel } from "../engine/report-models.ts";
import { amountIn, countText, dayText } from "../page/format.ts";
import { useView } from "../page/use-engine.ts";
import ui from "../ui/ui.module.css";
import { reportAddress } from "./addresses.ts";
import { monthText, writingIn } from "./report-format.ts";
import { Choices, NothingYet, Picker, Shown } from "./report-parts.tsx";
import { reportsTexts } from "./reports-texts.ts";
import { daysSentence } from "./sentences.ts";

const { days: texts, columns } = reportsTexts;

export function Days({ query }: { readonly query: URLSearchParams }) {
  const bucket = query.get("bucket");
  const to = (period: string | null): string | null =>
    period === null ? null : reportAddress("days", { period, bucket });
  return (
    <Shown view={useView("spendingDays", { last: query.get("period"), bucket })}>
      {(model) => (
        <>
          <Picker earlier={to(model.earlier)} later={to(model.later)}>
            {texts.range(
              monthText(model.months[0]?.name ?? ""),
              monthText(model.months.at(-1)?.name ?? ""),
            )}
          </Picker>
          <Choices
            label={texts.bucket}
            items={[{ id: null, name: texts.all }, ...model.buckets].map(({ id, name }) => ({
              to: reportAddress("days", { period: query.get("period"), bucket: id }),
              name: ownName(name),
              isHere: id === bucket,
            }))}
          />
          {model.months.every(({ days }) => days.every(({ count }) => count === 0)) ? (
            <NothingYet />
          ) : (
            <DaysFigure model={model} bucket={bucket} />
          )}
        </>
      )}
    </Shown>
  );
}

function DaysFigure({
  model,
  bucket,
}: {
  readonly model: DaysModel;
  readonly bucket: string | null;
}) {
  const amount = amountIn(model.currency);
  const days = model.months.flatMap((month) => month.days);
  const textOf = ({ day, amount: minor, count }: DayModel): string => {
    if (count === 0) return texts.nothing(dayText(day));
    return texts.spent(dayText(day), amount(minor), count);
  };
  const addressOf = ({ day, count }: DayModel): string | undefined =>
    count === 0 ? undefined : reportAddress("list", { day: dayToText(day), bucket });
  return (
    <ChartFigure
      title={texts.chart}
      sentence={daysSentence(model, writingIn(model.currency))}
      points={days.map((day) => ({ text: textOf(day), to: addressOf(day) }))}
      steps={{ across: 1, down: 7 }}
      table={{
        columns: [columns.day, columns.amount, columns.count],
        rows: days
          .filter(({ count }) => count > 0)
          .map((day) => ({
            id: String(day.day),
            cells: [dayText(day.day), amount(day.amount), countText(day.count)],
            to: addressOf(day),
          }))
          .toReversed(),
      }}
    >
      {(drawing) => (
        <>
          <CalendarChart
            months={model.months.map(({ name, weekday, days: own }) => ({
              name: monthText(name),
              weekday,
              levels: own.map(({ level }) => level),
            }))}
            levelMax={DAY_LEVEL_MAX}
            drawing={drawing}
          />
          <p className={ui["hint"]}>{texts.sizes}</p>
        </>
      )}
    </ChartFigure>
  );
}
