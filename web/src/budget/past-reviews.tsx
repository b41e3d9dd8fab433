/** The periods that were closed, each to be opened for what it was closed with and what it comes to now. */
import { ownName } from "@coffer/client/texts";
import type { ClosedModel } from "../engine/views/budget-models.ts";
import { amountIn, periodText } from "../page/format.ts";
import { useView } from "../page/use-engine.ts";
import { classes } from "../ui/classes.ts";
import ui from "../ui/ui.module.css";
import { ClosedReview } from "./closed-review.tsx";
import styles from "./closing.module.css";
import { closingTexts as texts } from "./closing-texts.ts";
import { leftText } from "./line-words.ts";

export function PastReviews() {
  const { value: reviews } = useView("closed", null);
  if (reviews === undefined || reviews.length === 0) return null;
  return (
    <section className={classes(ui["card"], styles["past"])} aria-labelledby="past">
      <h2 id="past">{texts.past}</h2>
      <p className={ui["hint"]}>{texts.pastHint}</p>
      {reviews.map((review) => (
        <Past key={review.id} review={review} />
      ))}
    </section>
  );
}

function Past({ review }: { readonly review: ClosedModel }) {
  const { period, snapshot, restatement } = review;
  const amount = amountIn(snapshot.currency);
  const words = snapshot.rule.buckets.map(({ name }, place) => {
    const of = snapshot.buckets[place];
    const own = ownName(name);
    return of === undefined ? own : texts.summary(own, leftText(of, amount));
  });
  return (
    <details>
      <summary>
        <strong>{period === null ? texts.undated : periodText(period)}</strong>
        <span className={ui["soft"]}>{words.join(" · ")}</span>
        <span className={classes(restatement?.hasChanged === true && styles["restated"])}>
          {restatement !== null && (restatement.hasChanged ? texts.restated : texts.unchanged)}
        </span>
      </summary>
      <ClosedReview closed={review} />
    </details>
  );
}
