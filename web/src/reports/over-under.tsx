/** Over or under: each bucket against the rule, what changed against the period before, and what that comes from. */
import { ownName } from "@coffer/client/texts";
import type { OverUnderModel, PartModel } from "../engine/report-models.ts";
import { amountIn, periodText } from "../page/format.ts";
import { useView } from "../page/use-engine.ts";
import { classes } from "../ui/classes.ts";
import { Link } from "../ui/parts.tsx";
import { reportAddress } from "./addresses.ts";
import { CausesFigure } from "./causes-figure.tsx";
import { PartList } from "./part-list.tsx";
import { partKind } from "./part-name.ts";
import { changeIn } from "./report-format.ts";
import { Choices, NothingYet, PeriodPicker, Shown } from "./report-parts.tsx";
import { reportsTexts } from "./reports-texts.ts";
import styles from "./reports.module.css";
import { bucketStatus, distanceText } from "./status-text.ts";
import { WaterfallFigure } from "./waterfall-figure.tsx";

const { over: texts } = reportsTexts;

type By = "category" | "payee";

export function OverUnder({ query }: { readonly query: URLSearchParams }) {
  const by: By = query.get("by") === "payee" ? "payee" : "category";
  const asked = { period: query.get("period"), bucket: query.get("bucket"), by };
  const view = useView("overUnder", asked);
  return (
    <Shown view={view}>
      {(model) => (
        <>
          <PeriodPicker head={model} to={(period) => reportAddress("over", { ...asked, period })} />
          <Buckets model={model} by={by} />
          <Figures model={model} />
          {model.parts.length === 0 && model.waterfall.end === 0n ? (
            <NothingYet />
          ) : (
            <Why model={model} by={by} />
          )}
        </>
      )}
    </Shown>
  );
}

function Why({ model, by }: { readonly model: OverUnderModel; readonly by: By }) {
  const { period, buckets, chosen, before } = model;
  const bucket = buckets[chosen];
  if (bucket === undefined) return null;
  const listOf = ({ categoryId, payeeOf, count }: PartModel): string =>
    reportAddress("list", {
      // What is there no more is found where it was.
      period: count === 0 && before !== null ? before.name : period.name,
      bucket: bucket.id,
      category: categoryId,
      "payee-of": payeeOf,
    });
  const kind = partKind(by, bucket);
  return (
    <>
      <Choices
        label={texts.by}
        items={(["category", "payee"] as const).map((each) => ({
          to: reportAddress("over", { period: period.name, bucket: bucket.id, by: each }),
          name: each === "category" ? texts.byCategory : texts.byPayee,
          isHere: each === by,
        }))}
      />
      <WaterfallFigure model={model} bucket={bucket} by={kind} listOf={listOf} />
      <PartList model={model} by={kind} listOf={listOf} />
      {before !== null && bucket.change !== null && (
        <CausesFigure
          bucket={bucket}
          before={before}
          change={bucket.change}
          currency={model.currency}
        />
      )}
    </>
  );
}

function Buckets({ model, by }: { readonly model: OverUnderModel; readonly by: By }) {
  const amount = amountIn(model.currency);
  return (
    <nav aria-label={texts.bucketNav}>
      <ul className={styles["buckets"]}>
        {model.buckets.map((bucket, place) => (
          <li key={bucket.id}>
            <Link
              to={reportAddress("over", { period: model.period.name, bucket: bucket.id, by })}
              aria-current={place === model.chosen ? "true" : undefined}
            >
              <span className={styles["bucketName"]}>{ownName(bucket.name)}</span>{" "}
              <span className={styles["bucketAmount"]}>{amount(bucket.actual)}</span>{" "}
              <span className={classes(bucket.status === "over" && styles["bad"])}>
                {bucketStatus(bucket, amount)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Figures({ model }: { readonly model: OverUnderModel }) {
  const bucket = model.buckets[model.chosen];
  const change = changeIn(model.currency);
  const amount = amountIn(model.currency);
  if (bucket === undefined) return null;
  const figures = [
    [texts.rule, texts.ofLimit(amount(bucket.actual), amount(bucket.recommended))],
    [texts.year, distanceText(bucket.kind, bucket.cumulated, amount)],
    ...(model.before === null || bucket.change === null
      ? []
      : [[texts.change(periodText(model.before)), change(bucket.change)]]),
  ];
  return (
    <dl className={styles["figures"]}>
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
