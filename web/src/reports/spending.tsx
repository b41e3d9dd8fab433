/** Spending: from the buckets over their categories to payees, and on to the transactions. */
import { ChartFigure } from "../charts/chart-figure.tsx";
import { looksOfBuckets, noneLook, type Look } from "../charts/looks.ts";
import { RowsChart } from "../charts/rows-chart.tsx";
import type { SpendingModel, SpendingPart } from "../engine/report-models.ts";
import { amountIn, countText, periodText } from "../page/format.ts";
import { useView } from "../page/use-engine.ts";
import { Link } from "../ui/parts.tsx";
import { reportAddress } from "./addresses.ts";
import { bucketText, partKind, partName } from "./part-name.ts";
import { roundShare, writingIn } from "./report-format.ts";
import { NothingYet, PeriodPicker, Shown } from "./report-parts.tsx";
import { reportsTexts } from "./reports-texts.ts";
import styles from "./reports.module.css";
import { spendingSentence } from "./sentences.ts";

const { spending: texts, columns } = reportsTexts;

export function Spending({ query }: { readonly query: URLSearchParams }) {
  const bucket = query.get("bucket");
  const category = query.get("category");
  const asked = { period: query.get("period"), bucket, categoryId: category };
  return (
    <Shown view={useView("spending", asked)}>
      {(model) => (
        <>
          <PeriodPicker
            head={model}
            to={(period) => reportAddress("spending", { period, bucket, category })}
          />
          <Trail model={model} />
          {model.parts.length === 0 ? <NothingYet /> : <SpendingFigure model={model} />}
        </>
      )}
    </Shown>
  );
}

/** Where in the tree this is, with the way back up. */
function Trail({ model: { period, bucket, category } }: { readonly model: SpendingModel }) {
  if (bucket === null) return null;
  const bucketName = bucketText(bucket.name);
  return (
    <nav aria-label={texts.trail}>
      <ol className={styles["crumbs"]}>
        <li>
          <Link to={reportAddress("spending", { period: period.name })}>{texts.all}</Link>
        </li>
        {category === null ? (
          <li aria-current="page">{bucketName}</li>
        ) : (
          <>
            <li>
              <Link to={reportAddress("spending", { period: period.name, bucket: bucket.id })}>
                {bucketName}
              </Link>
            </li>
            <li aria-current="page">{category.name ?? reportsTexts.noCategory}</li>
          </>
        )}
      </ol>
    </nav>
  );
}

function SpendingFigure({ model }: { readonly model: SpendingModel }) {
  const { parts, currency, before, period } = model;
  const amount = amountIn(currency);
  const nameOf = nameIn(model);
  const rows = parts.map((part, index) => ({
    id: part.bucketId ?? part.categoryId ?? part.payeeOf ?? String(index),
    name: nameOf(part),
    amount: amount(part.amount),
    note: shareOf(part),
    from: 0,
    to: Number(part.amount),
    look: lookOf(model, part),
    leadsTo: addressOf(model, part),
    part,
  }));
  return (
    <ChartFigure
      title={texts.chart}
      sentence={spendingSentence(model, whereText(model), nameOf, writingIn(currency))}
      points={rows.map(({ name, amount: text, part, leadsTo }) => ({
        text: texts.point(name, text, shareOf(part)),
        to: leadsTo,
      }))}
      table={{
        columns: [
          columns.name,
          periodText(period),
          columns.share,
          ...(before === null ? [] : [periodText(before)]),
          columns.count,
        ],
        rows: rows.map(({ id, name, amount: text, part, leadsTo }) => ({
          id,
          cells: [
            name,
            text,
            shareOf(part),
            ...(before === null ? [] : [amount(part.before)]),
            countText(part.count),
          ],
          to: leadsTo,
        })),
      }}
    >
      {(drawing) => <RowsChart rows={rows} drawing={drawing} />}
    </ChartFigure>
  );
}

function nameIn({ buckets, bucket }: SpendingModel): (part: SpendingPart) => string {
  const own = buckets.find(({ id }) => id === bucket?.id);
  return (part) =>
    part.bucketId === null
      ? partName(part, partKind(part.payeeOf === null ? "category" : "payee", own))
      : bucketText(part.name);
}

function whereText({ bucket, category }: SpendingModel): string | null {
  if (category !== null) return category.name ?? reportsTexts.noCategory;
  return bucket === null ? null : bucketText(bucket.name);
}

function shareOf({ basisPoints }: SpendingPart): string {
  return basisPoints === null ? "" : roundShare(basisPoints);
}

/** Parts have the look of the bucket that they are in. */
function lookOf({ buckets, bucket }: SpendingModel, part: SpendingPart): Look {
  const id = part.bucketId ?? bucket?.id;
  const place = buckets.findIndex((each) => each.id === id);
  return looksOfBuckets(buckets.map((each) => each.id))[place] ?? noneLook;
}

/** One step further down: categories, payees, and at last the transactions. */
function addressOf({ period, bucket, category }: SpendingModel, part: SpendingPart): string {
  if (part.bucketId !== null) {
    return reportAddress("spending", { period: period.name, bucket: part.bucketId });
  }
  if (part.categoryId !== null) {
    const within = { period: period.name, bucket: bucket?.id, category: part.categoryId };
    return reportAddress("spending", within);
  }
  return reportAddress("list", {
    period: period.name,
    bucket: bucket?.id,
    category: category?.id,
    "payee-of": part.payeeOf,
  });
}
