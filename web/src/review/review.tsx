/** What waits for a person, one after the other: at most two keys for each, and every one can be taken back. */
import { useState } from "react";
import type { QueueModel, ReviewItem } from "../engine/home-models.ts";
import { countText } from "../page/format.ts";
import { notify } from "../page/notices.ts";
import { useAction, useView } from "../page/use-engine.ts";
import { Button, Link, Loading, ProblemNotice, ScreenTitle } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { ReviewCard } from "./review-card.tsx";
import { reviewTexts as texts } from "./review-texts.ts";
import styles from "./review.module.css";

export function Review() {
  const [skipped, setSkipped] = useState<readonly string[]>([]);
  const { value: queue, problem } = useView("queue", { skipped });
  const { value: choices } = useView("choices", null);
  const [usual, setUsual] = useState<QueueModel["usual"]>();
  const decided = useDecided(queue);
  // A digit means the same from the first row to the last.
  if (usual === undefined && queue !== undefined) setUsual(queue.usual);
  const item = queue?.items.find(
    ({ transaction: { id } }) => decided.isOpen(id) && !skipped.includes(id),
  );
  const nameOf = (id: string): string =>
    choices?.categories.find((category) => category.id === id)?.path ?? "";
  return (
    <>
      <div className={styles["head"]}>
        <ScreenTitle>{texts.title}</ScreenTitle>
        {queue !== undefined && queue.total > 0 && (
          <p className={ui["soft"]}>
            {queue.total === 1 ? texts.leftOne : texts.left(countText(queue.total))}
          </p>
        )}
      </div>
      <ProblemNotice problem={problem ?? decided.problem} />
      {item !== undefined && choices !== undefined && (
        <>
          <ReviewCard
            key={item.transaction.id}
            item={item}
            usual={usual ?? []}
            categories={choices.categories}
            onSort={(id, isForAlike) => decided.sort(item, { id, name: nameOf(id), isForAlike })}
            onSettle={(isBooked) => decided.settle(item, isBooked)}
            onSkip={() => setSkipped([...skipped, item.transaction.id])}
          />
          <p className={ui["hint"]}>{texts.keys}</p>
        </>
      )}
      {queue === undefined && problem === undefined && <Loading what={texts.loading} />}
      {queue !== undefined && queue.items.length === 0 && (
        <Nothing
          isSkipped={queue.total > 0}
          onAgain={() => {
            setSkipped([]);
          }}
        />
      )}
    </>
  );
}

function Nothing({
  isSkipped,
  onAgain,
}: {
  readonly isSkipped: boolean;
  readonly onAgain: () => void;
}) {
  return (
    <div className={ui["empty"]}>
      <h2>{isSkipped ? texts.onlySkipped : texts.none}</h2>
      {isSkipped ? (
        <Button onClick={onAgain}>{texts.again}</Button>
      ) : (
        <p className={ui["soft"]}>{texts.noneHint}</p>
      )}
      <Link to="/">{texts.home}</Link>
    </div>
  );
}

/** What was decided and is not in the queue's answer yet: the next one is shown at once, not after a round trip. */
function useDecided(queue: QueueModel | undefined) {
  const { problem, run } = useAction();
  /** By id, the book's revision that has the decision; none of the queue has it while it is being written. */
  const [revisions, setRevisions] = useState<ReadonlyMap<string, number>>(new Map());
  const decide = (
    { transaction: { id } }: ReviewItem,
    work: Promise<{ readonly revision: number } | undefined>,
  ): void => {
    setRevisions((before) => new Map(before).set(id, Number.POSITIVE_INFINITY));
    void work.then((done) => {
      // What failed is open again.
      setRevisions((before) => new Map(before).set(id, done?.revision ?? 0));
    });
  };
  const sort = async (
    item: ReviewItem,
    to: { readonly id: string; readonly name: string; readonly isForAlike: boolean },
  ): Promise<{ readonly revision: number } | undefined> => {
    const { id, text } = item.transaction;
    const ask = { id, categoryId: to.id, isForAlike: to.isForAlike };
    const done = await run("sortInto", ask);
    if (done === undefined) return undefined;
    const { count } = done;
    const said = count === 1 ? texts.sorted(text, to.name) : texts.sortedMany(count, to.name);
    notify(said, { canUndo: true });
    return done;
  };
  const settle = async (item: ReviewItem, isBooked: boolean) => {
    const { id, text } = item.transaction;
    const done = await run("settlePending", { id, isBooked });
    if (done === undefined) return undefined;
    notify(isBooked ? texts.bookedDone(text) : texts.goneDone(text), { canUndo: true });
    return done;
  };
  return {
    problem,
    isOpen: (id: string): boolean => (revisions.get(id) ?? 0) <= (queue?.revision ?? 0),
    sort: (item: ReviewItem, to: Parameters<typeof sort>[1]): void => decide(item, sort(item, to)),
    settle: (item: ReviewItem, isBooked: boolean): void => decide(item, settle(item, isBooked)),
  };
}
