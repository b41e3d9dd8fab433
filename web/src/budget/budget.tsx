/** Budget: a period by bucket and category, and the plan that it is held against. */
import type { BucketModel, BudgetModel, CategorySum } from "../engine/view-models.ts";
import { amountIn, periodText, share } from "../page/format.ts";
import { navigate, useLocation } from "../page/location.ts";
import { useView } from "../page/use-engine.ts";
import { classes } from "../ui/classes.ts";
import { Button, Loading, ProblemNotice, ScreenTitle } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { budgetTexts as texts } from "./budget-texts.ts";
import styles from "./budget.module.css";
import { PlanForm } from "./plan-form.tsx";

export function Budget() {
  const { query } = useLocation();
  const { value: budget, problem } = useView("budget", { period: query.get("period") });
  if (budget === undefined) {
    return problem === undefined ? (
      <Loading what={texts.loading} />
    ) : (
      <ProblemNotice problem={problem} />
    );
  }
  const { review, previous, next, plan } = budget;
  return (
    <>
      <div className={styles["head"]}>
        <div>
          <ScreenTitle>{texts.title}</ScreenTitle>
          <p className={ui["soft"]}>{periodText(review.period)}</p>
        </div>
        <div className={ui["row"]}>
          <Button disabled={previous === null} onClick={() => go(previous)}>
            ‹ {texts.previous}
          </Button>
          <Button disabled={next === null} onClick={() => go(next)}>
            {texts.next} ›
          </Button>
        </div>
      </div>
      <section className={ui["card"]} aria-label={periodText(review.period)}>
        <BudgetTable budget={budget} />
      </section>
      <PlanForm key={JSON.stringify(plan, plainJson)} plan={plan} />
    </>
  );
}

function go(period: string | null): void {
  if (period !== null) navigate(`/budget?period=${period}`);
}

function plainJson(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}

function BudgetTable({ budget }: { readonly budget: BudgetModel }) {
  const { review, categories } = budget;
  const amount = amountIn(review.currency);
  const { bucket, rule, recommended, actual, left } = texts.columns;
  return (
    <table className={styles["table"]}>
      <thead>
        <tr>
          <th scope="col">{bucket}</th>
          <th scope="col" className={styles["optional"]}>
            {rule}
          </th>
          <th scope="col" className={styles["optional"]}>
            {recommended}
          </th>
          <th scope="col">{actual}</th>
          <th scope="col" className={styles["optional"]}>
            {left}
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">
            {texts.income}{" "}
            <span className={ui["hint"]}>({texts.incomeFrom(review.incomeMode)})</span>
          </th>
          <td className={styles["optional"]} />
          <td className={styles["optional"]} />
          <td>{amount(review.income)}</td>
          <td className={styles["optional"]} />
        </tr>
      </tbody>
      {review.buckets.map((each, place) => (
        <BucketRows key={each.id} bucket={each} sums={categories[place] ?? []} amount={amount} />
      ))}
      <tbody>
        {review.unassigned.count > 0 && (
          <PlainRow name={texts.noCategory} value={amount(review.unassigned.amount)} />
        )}
        {review.income > 0n && (
          <PlainRow
            name={review.unallocated < 0n ? texts.overspent : texts.unallocated}
            value={amount(review.unallocated < 0n ? -review.unallocated : review.unallocated)}
          />
        )}
      </tbody>
    </table>
  );
}

function PlainRow({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className={styles["optional"]} />
      <td className={styles["optional"]} />
      <td>{value}</td>
      <td className={styles["optional"]} />
    </tr>
  );
}

function BucketRows({
  bucket,
  sums,
  amount,
}: {
  readonly bucket: BucketModel;
  readonly sums: readonly CategorySum[];
  readonly amount: (minor: bigint) => string;
}) {
  const { id, name, kind, basisPoints, recommended, actual, status } = bucket;
  const isOver = status === "over";
  const left = leftText(bucket, amount);
  return (
    <tbody>
      <tr className={classes(styles["bucket"], styles[id])}>
        <th scope="row">
          {name}
          <span className={classes(styles["under"], isOver && styles["bad"])}>{left}</span>
        </th>
        <td className={styles["optional"]}>
          <span aria-hidden="true">{texts.limit(kind, share(basisPoints))}</span>
          <span className={ui["hidden"]}>{texts.limitWords(kind, share(basisPoints))}</span>
        </td>
        <td className={styles["optional"]}>{amount(recommended)}</td>
        <td>{amount(actual)}</td>
        <td className={classes(styles["optional"], isOver && styles["bad"])}>{left}</td>
      </tr>
      {sums.map((sum) => (
        <tr key={sum.id ?? "none"} className={styles["category"]}>
          <th scope="row">{sum.name}</th>
          <td className={styles["optional"]} />
          <td className={styles["optional"]} />
          <td>{amount(sum.amount)}</td>
          <td className={styles["optional"]} />
        </tr>
      ))}
      {sums.length === 0 && (
        <tr className={styles["category"]}>
          <th scope="row">{texts.nothing}</th>
          <td className={styles["optional"]} />
          <td className={styles["optional"]} />
          <td />
          <td className={styles["optional"]} />
        </tr>
      )}
    </tbody>
  );
}

function leftText({ status, by }: BucketModel, amount: (minor: bigint) => string): string {
  switch (status) {
    case "over":
      return texts.over(amount(by));
    case "within":
      return texts.left(amount(by));
    case "below":
      return texts.below(amount(by));
    case "met":
      return by === 0n ? texts.met : texts.more(amount(by));
  }
}
