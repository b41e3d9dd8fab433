/** A period by bucket and category: recommended, planned, actual, left. What is planned is changed in place. */
import { useState } from "react";
import { ownName } from "@coffer/client/texts";
import type { Rule } from "@coffer/ledger";
import type { BudgetModel, LineModel } from "../engine/views/budget-models.ts";
import { amountIn, share } from "../page/format.ts";
import { notify } from "../page/notices.ts";
import { useAction } from "../page/use-engine.ts";
import { classes } from "../ui/classes.ts";
import { Button, ProblemNotice } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { budgetTexts as texts } from "./budget-texts.ts";
import styles from "./budget.module.css";
import { leftText, lineLeftText, lineName, hasAnything } from "./line-words.ts";
import type { Figures } from "./plan-draft.ts";
import { PlannedCell } from "./planned-cell.tsx";

type Amount = (minor: bigint) => string;

export function BudgetTable({
  budget,
  figures,
  period,
  title,
}: {
  readonly budget: BudgetModel;
  readonly figures: Figures;
  /** The name that the Worker knows the period by. */
  readonly period: string | null;
  readonly title: string;
}) {
  const [isAllShown, showAll] = useState(false);
  const amount = amountIn(budget.plan.currency);
  const { review, incomeMode } = figures;
  const hidden = budget.lines.flat().filter((line) => !hasAnything(line)).length;
  return (
    <>
      <table className={styles["table"]}>
        <caption className={ui["hidden"]}>{texts.table(title)}</caption>
        <Columns />
        <tbody>
          <PlainRow
            name={texts.income}
            hint={`(${texts.incomeFrom(incomeMode)})`}
            value={amount(review.incomeMinor)}
          />
        </tbody>
        {review.rule.buckets.map((bucket, place) => (
          <BucketRows
            key={bucket.id}
            bucket={bucket}
            of={review.buckets[place]}
            planned={budget.planned[place] ?? null}
            lines={(budget.lines[place] ?? []).filter((line) => isAllShown || hasAnything(line))}
            amount={amount}
            currency={budget.plan.currency}
          />
        ))}
        <tbody>
          {budget.unassigned.some(({ actual: minor }) => minor !== 0n) && (
            <PlainRow name={texts.unassigned} value={amount(review.unassignedMinor)} />
          )}
          {review.incomeMinor > 0n && (
            <PlainRow
              name={review.unallocatedMinor < 0n ? texts.overspent : texts.unallocated}
              value={amount(absolute(review.unallocatedMinor))}
            />
          )}
        </tbody>
      </table>
      <p className={ui["hint"]}>{texts.columnsHint}</p>
      <div className={ui["row"]}>
        {(hidden > 0 || isAllShown) && (
          <Button onClick={() => showAll(!isAllShown)}>
            {isAllShown ? texts.showUsed : texts.showAll(hidden)}
          </Button>
        )}
        <PlanUsual period={period} />
      </div>
    </>
  );
}

function Columns() {
  const { category, recommended, planned, actual, left } = texts.columns;
  return (
    <thead>
      <tr>
        <th scope="col">{category}</th>
        <th scope="col" className={styles["optional"]}>
          {recommended}
        </th>
        <th scope="col">{planned}</th>
        <th scope="col">{actual}</th>
        <th scope="col" className={styles["optional"]}>
          {left}
        </th>
      </tr>
    </thead>
  );
}

function PlanUsual({ period }: { readonly period: string | null }) {
  const { isBusy, problem, run } = useAction();
  const plan = async (): Promise<void> => {
    const planned = await run("planUsual", { period });
    if (planned === undefined) return;
    const { count } = planned;
    if (count === 0) notify(texts.nothingUsual);
    else notify(texts.usualPlanned(count), { canUndo: true });
  };
  return (
    <>
      <Button disabled={isBusy} onClick={() => void plan()}>
        {texts.planUsual}
      </Button>
      <ProblemNotice problem={problem} />
    </>
  );
}

function PlainRow({
  name,
  hint,
  value,
}: {
  readonly name: string;
  readonly hint?: string;
  readonly value: string;
}) {
  return (
    <tr>
      <th scope="row">
        {name} {hint !== undefined && <span className={ui["hint"]}>{hint}</span>}
      </th>
      <td className={styles["optional"]} />
      <td />
      <td>{value}</td>
      <td className={styles["optional"]} />
    </tr>
  );
}

function BucketRows({
  bucket,
  of,
  planned,
  lines,
  amount,
  currency,
}: {
  readonly bucket: Rule["buckets"][number];
  readonly of: Figures["review"]["buckets"][number] | undefined;
  readonly planned: bigint | null;
  readonly lines: readonly LineModel[];
  readonly amount: Amount;
  readonly currency: BudgetModel["plan"]["currency"];
}) {
  if (of === undefined) return null;
  const { id, name, kind, basisPoints } = bucket;
  const isOver = of.status === "over";
  const left = leftText(of, amount);
  const limit = share(basisPoints);
  return (
    <tbody>
      <tr className={classes(styles["bucket"], styles[id])}>
        <th scope="row">
          {ownName(name)}{" "}
          <span className={styles["limit"]}>
            <span aria-hidden="true">{texts.limit(kind, limit)}</span>
            <span className={ui["hidden"]}>{texts.limitWords(kind, limit)}</span>
          </span>
          <span className={classes(styles["under"], isOver && styles["bad"])}>
            {texts.under(left, amount(of.recommendedMinor))}
          </span>
        </th>
        <td className={styles["optional"]}>{amount(of.recommendedMinor)}</td>
        <td>{planned !== null && amount(planned)}</td>
        <td>{amount(of.actualMinor)}</td>
        <td className={classes(styles["optional"], isOver && styles["bad"])}>{left}</td>
      </tr>
      {lines.map((line) => (
        <LineRow
          key={line.id ?? "none"}
          line={line}
          kind={kind}
          amount={amount}
          currency={currency}
        />
      ))}
      {lines.length === 0 && (
        <tr className={styles["category"]}>
          <th scope="row">{texts.nothing}</th>
          <td className={styles["optional"]} />
          <td />
          <td />
          <td className={styles["optional"]} />
        </tr>
      )}
    </tbody>
  );
}

function LineRow({
  line,
  kind,
  amount,
  currency,
}: {
  readonly line: LineModel;
  readonly kind: "ceiling" | "floor";
  readonly amount: Amount;
  readonly currency: BudgetModel["plan"]["currency"];
}) {
  const { usual, actual, left } = line;
  const isOver = kind === "ceiling" && left !== null && left < 0n;
  const words = lineLeftText(kind, left, amount);
  return (
    <tr className={styles["category"]}>
      <th scope="row">
        {lineName(line, kind)}
        {words !== "" && (
          <span className={classes(styles["under"], isOver && styles["bad"])}>{words}</span>
        )}
      </th>
      <td className={styles["optional"]}>
        {usual !== null && usual > 0n && (
          <span className={ui["soft"]}>
            <span aria-hidden="true">≈ {amount(usual)}</span>
            <span className={ui["hidden"]}>{texts.usualWords(amount(usual))}</span>
          </span>
        )}
      </td>
      <td className={styles["planned"]}>
        {line.isPlannable && line.id !== null && (
          <PlannedCell line={line} id={line.id} kind={kind} amount={amount} currency={currency} />
        )}
      </td>
      <td>{amount(actual)}</td>
      <td className={classes(styles["optional"], isOver && styles["bad"])}>{words}</td>
    </tr>
  );
}

function absolute(minor: bigint): bigint {
  return minor < 0n ? -minor : minor;
}
