/** A closed review: as it was closed, as its period comes to now, and the difference. */
import { ownName } from "@coffer/client/texts";
import type { ClosedModel } from "../engine/views/budget-models.ts";
import { amountIn } from "../page/format.ts";
import { notify } from "../page/notices.ts";
import { useAction } from "../page/use-engine.ts";
import { classes } from "../ui/classes.ts";
import { Button, ProblemNotice } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import styles from "./budget.module.css";
import { closingTexts as texts } from "./closing-texts.ts";
import { leftText } from "./line-words.ts";

/** That the period on the screen is closed, and how it stands now. */
export function ClosedNow({ closed }: { readonly closed: ClosedModel }) {
  return (
    <section className={classes(ui["card"], ui["stack"])} aria-labelledby="closed">
      <h2 id="closed">{texts.closed}</h2>
      <ClosedReview closed={closed} />
    </section>
  );
}

export function ClosedReview({ closed }: { readonly closed: ClosedModel }) {
  const { id, snapshot, restatement } = closed;
  const { isBusy, problem, run } = useAction();
  const reopen = async (): Promise<void> => {
    const opened = await run("reopen", { reviewId: id });
    if (opened !== undefined) notify(texts.reopened, { canUndo: true });
  };
  return (
    <div className={ui["stack"]}>
      <p className={ui["soft"]}>
        {restatement === null
          ? texts.notComparable
          : restatement.hasChanged
            ? texts.changed
            : texts.same}
      </p>
      {snapshot.notes !== "" && <p>{snapshot.notes}</p>}
      <Comparison closed={closed} />
      <ProblemNotice problem={problem} />
      <div>
        <Button disabled={isBusy} onClick={() => void reopen()}>
          {texts.reopen}
        </Button>
      </div>
    </div>
  );
}

type Difference = NonNullable<ClosedModel["restatement"]>["income"];

function Comparison({ closed: { snapshot, restatement } }: { readonly closed: ClosedModel }) {
  const amount = amountIn(snapshot.currency);
  const { what, closed, now, difference } = texts.columns;
  return (
    <table className={styles["table"]}>
      <caption className={ui["hidden"]}>{texts.table}</caption>
      <thead>
        <tr>
          <th scope="col">{what}</th>
          <th scope="col">{closed}</th>
          <th scope="col">{now}</th>
          <th scope="col" className={styles["optional"]}>
            {difference}
          </th>
        </tr>
      </thead>
      <tbody>
        <Row
          name={texts.income}
          kept={snapshot.income.amountMinor}
          of={restatement?.income}
          amount={amount}
        />
        {snapshot.rule.buckets.map((bucket, place) => {
          const kept = snapshot.buckets[place];
          return (
            <Row
              key={bucket.id}
              name={ownName(bucket.name)}
              kept={kept?.actualMinor ?? 0n}
              words={kept === undefined ? "" : leftText(kept, amount)}
              of={restatement?.buckets[place]?.actual}
              amount={amount}
            />
          );
        })}
        <Row
          name={texts.noBucket}
          kept={snapshot.unassignedMinor}
          of={restatement?.unassigned}
          amount={amount}
        />
      </tbody>
    </table>
  );
}

function Row({
  name,
  kept,
  words,
  of,
  amount,
}: {
  readonly name: string;
  readonly kept: bigint;
  readonly words?: string;
  readonly of: Difference | undefined;
  readonly amount: (minor: bigint) => string;
}) {
  const change = of?.changeMinor ?? 0n;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        {amount(kept)}
        {words !== undefined && <span className={styles["outcome"]}>{words}</span>}
      </td>
      <td className={classes(change !== 0n && styles["changed"])}>
        {of === undefined ? texts.none : amount(of.restatedMinor)}
      </td>
      <td className={styles["optional"]}>
        {change === 0n ? texts.none : change > 0n ? texts.more(amount(change)) : amount(change)}
      </td>
    </tr>
  );
}
