/** One thing to decide, with everything that can be done about it; what is most likely has the focus. */
import { useLayoutEffect, useRef, useState } from "react";
import type { QueueModel, ReviewItem } from "../engine/home-models.ts";
import type { Choices } from "../engine/view-models.ts";
import { dayText, money } from "../page/format.ts";
import { classes } from "../ui/classes.ts";
import { Button, Check } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { CategoryFinder } from "./category-finder.tsx";
import { useQueueKeys } from "./queue-keys.ts";
import { reasonText, reviewTexts as texts } from "./review-texts.ts";
import styles from "./review.module.css";

interface CardProps {
  readonly item: ReviewItem;
  readonly usual: QueueModel["usual"];
  readonly categories: Choices["categories"];
  readonly onSort: (categoryId: string, isForAlike: boolean) => void;
  readonly onSettle: (isBooked: boolean) => void;
  readonly onSkip: () => void;
}

export function ReviewCard(props: CardProps) {
  const { transaction } = props.item;
  const heading = useRef<HTMLHeadingElement>(null);
  const card = useRef<HTMLElement>(null);
  // Before it is seen: the next key may come at once.
  useLayoutEffect(() => {
    const likely = card.current?.querySelector<HTMLElement>("[data-likely]");
    (likely ?? heading.current)?.focus();
  }, []);
  const facts = [dayText(transaction.day), transaction.account, transaction.note];
  return (
    <section ref={card} className={classes(ui["card"], ui["stack"])} aria-labelledby="item">
      <div className={styles["item"]}>
        <h2 id="item" ref={heading} tabIndex={-1}>
          {transaction.text}
        </h2>
        <p className={classes(ui["amount"], styles["amount"])}>{money(transaction.amount)}</p>
        <p className={ui["soft"]}>
          {facts.filter((fact) => fact !== null && fact !== "").join(" · ")}
        </p>
      </div>
      {props.item.asks === "category" ? (
        <ChooseCategory {...props} />
      ) : (
        <SettlePending {...props} />
      )}
    </section>
  );
}

function ChooseCategory({ item, usual, categories, onSort, onSkip }: CardProps) {
  const { suggestion, alike } = item;
  const [isFinding, setFinding] = useState(false);
  const [isForAlike, setForAlike] = useState(false);
  const choose = (id: string): void => onSort(id, isForAlike);
  useQueueKeys({
    ...Object.fromEntries(usual.map(({ id }, place) => [`${place + 1}`, () => choose(id)])),
    c: () => setFinding(true),
    s: onSkip,
    ...(alike > 0 && { a: () => setForAlike(!isForAlike) }),
  });
  if (isFinding) {
    return (
      <CategoryFinder
        categories={categories}
        usual={usual}
        onChoose={choose}
        onClose={() => setFinding(false)}
      />
    );
  }
  return (
    <>
      {suggestion === null ? (
        <p>{texts.noSuggestion}</p>
      ) : (
        <>
          <Button
            look="primary"
            data-likely=""
            aria-describedby="item"
            className={styles["likely"]}
            onClick={() => choose(suggestion.categoryId)}
          >
            {suggestion.name} <span>{reasonText(suggestion)}</span>
            <kbd>↵</kbd>
          </Button>
          <p className={ui["soft"]}>{texts.orUsual}</p>
        </>
      )}
      <ul className={styles["usual"]}>
        {usual.map(({ id, name }, place) => (
          <li key={id}>
            <Button onClick={() => choose(id)}>
              <kbd>{place + 1}</kbd> {name}
            </Button>
          </li>
        ))}
      </ul>
      {alike > 0 && (
        <Check
          label={
            <>
              {texts.alike(alike)} <kbd>a</kbd>
            </>
          }
          checked={isForAlike}
          onCheck={setForAlike}
        />
      )}
      <div className={classes(ui["row"], ui["spread"])}>
        <Button onClick={() => setFinding(true)}>
          <kbd>c</kbd> {texts.other}
        </Button>
        <SkipButton onSkip={onSkip} />
      </div>
    </>
  );
}

function SettlePending({ onSettle, onSkip }: CardProps) {
  useQueueKeys({ d: () => onSettle(false), s: onSkip });
  return (
    <>
      <p>{texts.pendingHint}</p>
      <div className={ui["row"]}>
        <Button
          look="primary"
          data-likely=""
          aria-describedby="item"
          onClick={() => onSettle(true)}
        >
          {texts.booked} <kbd>↵</kbd>
        </Button>
        <Button look="danger" onClick={() => onSettle(false)}>
          <kbd>d</kbd> {texts.gone}
        </Button>
        <SkipButton onSkip={onSkip} />
      </div>
    </>
  );
}

function SkipButton({ onSkip }: { readonly onSkip: () => void }) {
  return (
    <Button look="quiet" onClick={onSkip}>
      <kbd>s</kbd> {texts.skip}
    </Button>
  );
}
