/** What a bucket's change comes from: new payees, prices, how often, and bills that moved between periods. */
import type { CurrencyCode } from "@coffer/ledger";
import { ChartFigure } from "../charts/chart-figure.tsx";
import { lookOfChange } from "../charts/looks.ts";
import { RowsChart } from "../charts/rows-chart.tsx";
import type { BucketVariance, NamedPeriod } from "../engine/report-models.ts";
import ui from "../ui/ui.module.css";
import { changeIn, writingIn } from "./report-format.ts";
import { reportsTexts } from "./reports-texts.ts";
import { causesSentence } from "./sentences.ts";

const { over: texts, columns } = reportsTexts;

export function CausesFigure({
  bucket: { causes, kind },
  before,
  change,
  currency,
}: {
  readonly bucket: BucketVariance;
  readonly before: NamedPeriod;
  readonly change: bigint;
  readonly currency: CurrencyCode;
}) {
  const written = changeIn(currency);
  const rows = (["new", "price", "volume", "timing"] as const).map((cause) => ({
    id: cause,
    name: texts.causeNames[cause],
    amount: written(causes[cause]),
    from: 0,
    to: Number(causes[cause]),
    look: lookOfChange(kind, causes[cause]),
  }));
  return (
    <section className={ui["stack"]} aria-labelledby="causes">
      <h3 id="causes">{texts.causes}</h3>
      <ChartFigure
        title={texts.causes}
        sentence={causesSentence(change, causes, before, texts.causeNames, writingIn(currency))}
        points={rows.map(({ name, amount }) => ({ text: texts.step(name, amount) }))}
        table={{
          columns: [columns.name, columns.change],
          rows: rows.map(({ id, name, amount }) => ({ id, cells: [name, amount] })),
        }}
      >
        {(drawing) => <RowsChart rows={rows} drawing={drawing} />}
      </ChartFigure>
    </section>
  );
}
