/** Cash flow: where a period's money came from, which buckets it went to, and on to which categories. */
import { ChartFigure } from "../charts/chart-figure.tsx";
import { FlowChart } from "../charts/flow-chart.tsx";
import type { CashFlowModel } from "../engine/report-models.ts";
import { amountIn } from "../page/format.ts";
import { useView } from "../page/use-engine.ts";
import { reportAddress } from "./addresses.ts";
import { flowGraph, pot } from "./flow-graph.ts";
import { writingIn } from "./report-format.ts";
import { NothingYet, PeriodPicker, Shown } from "./report-parts.tsx";
import { reportsTexts } from "./reports-texts.ts";
import { flowSentence } from "./sentences.ts";

const { flow: texts, columns } = reportsTexts;

export function CashFlow({ query }: { readonly query: URLSearchParams }) {
  return (
    <Shown view={useView("cashFlow", { period: query.get("period") })}>
      {(model) => (
        <>
          <PeriodPicker head={model} to={(period) => reportAddress("flow", { period })} />
          {model.total === 0n ? <NothingYet /> : <FlowFigure model={model} />}
        </>
      )}
    </Shown>
  );
}

function FlowFigure({ model }: { readonly model: CashFlowModel }) {
  const amount = amountIn(model.currency);
  const { nodes, links } = flowGraph(model, amount);
  const nameOf = new Map(nodes.map(({ id, name }) => [id, name]));
  const addressOf = new Map(nodes.map(({ id, to }) => [id, to]));
  return (
    <ChartFigure
      title={texts.chart}
      sentence={flowSentence(model, writingIn(model.currency))}
      points={nodes.map((node) => ({ text: texts.point(node.name, node.amount), to: node.to }))}
      table={{
        columns: [columns.to, columns.from, columns.amount],
        rows: links.map(({ from, to, minor }) => ({
          id: `${from} ${to}`,
          cells: [nameOf.get(to) ?? "", nameOf.get(from) ?? "", amount(minor)],
          to: addressOf.get(to),
        })),
      }}
    >
      {(drawing) => (
        <FlowChart
          nodes={nodes}
          links={links.map(({ from, to, minor }) => ({ from, to, value: Number(minor) }))}
          pot={pot}
          drawing={drawing}
        />
      )}
    </ChartFigure>
  );
}
