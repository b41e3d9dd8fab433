/** Net worth: what all accounts came to at the end of each period, stacked by what the accounts are for. */
import { ChartFigure } from "../charts/chart-figure.tsx";
import { ColumnsChart } from "../charts/columns-chart.tsx";
import { lookOfRole } from "../charts/looks.ts";
import type { NetWorthModel } from "../engine/report-models.ts";
import { amountIn, periodText } from "../page/format.ts";
import { useView } from "../page/use-engine.ts";
import { Link } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { countOf, reportAddress } from "./addresses.ts";
import { columnNames, tickIn, writingIn } from "./report-format.ts";
import { RangePicker, Shown } from "./report-parts.tsx";
import { reportsTexts } from "./reports-texts.ts";
import { worthSentence } from "./sentences.ts";

const { worth: texts, columns } = reportsTexts;

export function NetWorth({ query }: { readonly query: URLSearchParams }) {
  const count = countOf(query);
  return (
    <Shown view={useView("netWorth", { last: query.get("period"), count })}>
      {(model) =>
        model.roles.length === 0 ? (
          <div className={ui["empty"]}>
            <p>{texts.none}</p>
            <Link to="/accounts">{texts.accounts}</Link>
          </div>
        ) : (
          <>
            <RangePicker count={count} to={(range) => reportAddress("worth", { count: range })} />
            <WorthFigure model={model} />
          </>
        )
      }
    </Shown>
  );
}

function WorthFigure({ model }: { readonly model: NetWorthModel }) {
  const { points, roles, currency } = model;
  const amount = amountIn(currency);
  const names = roles.map((role) => texts.roles[role]);
  const figures = [...names, reportsTexts.total];
  return (
    <ChartFigure
      title={texts.chart}
      sentence={worthSentence(model, writingIn(currency))}
      points={points.flatMap(({ period, byRole, total }) =>
        [...byRole, total].map((minor, place) => ({
          text: texts.point(periodText(period), figures[place] ?? "", amount(minor)),
        })),
      )}
      steps={{ across: figures.length, down: 1 }}
      legend={roles.map((role, place) => ({ name: names[place] ?? "", look: lookOfRole(role) }))}
      table={{
        columns: [columns.period, ...figures],
        rows: points.map(({ period, byRole, total }) => ({
          id: period.name,
          cells: [periodText(period), ...byRole.map(amount), amount(total)],
        })),
      }}
    >
      {(drawing) => (
        <>
          <ColumnsChart
            columns={points.map(({ byRole, total }) => ({
              values: byRole.map(Number),
              marks: [],
              total: Number(total),
            }))}
            names={columnNames(points.map(({ period }) => period))}
            looks={roles.map(lookOfRole)}
            tick={tickIn(currency)}
            pointOf={(column, series) => column * figures.length + series}
            drawing={drawing}
          />
          <p className={ui["hint"]}>{texts.line}</p>
        </>
      )}
    </ChartFigure>
  );
}
