/** Are we all right? One sentence, with a mark that says the same. */
import { ownName } from "@coffer/client/texts";
import type { HomeModel } from "../engine/view-models.ts";
import { classes } from "../ui/classes.ts";
import { headlineText, leftText } from "./headline-texts.ts";
import styles from "./headline.module.css";

const looks = {
  "no-income": "quiet",
  over: "bad",
  unsorted: "warn",
  fast: "warn",
  behind: "warn",
  ahead: "good",
  "all-right": "good",
} as const;

/** A tick, an exclamation mark, a dash: seen without colour too. */
const marks = {
  good: "m7 12.5 3.5 3.5L17 8.5",
  warn: "M12 7v6m0 3.5v.5",
  bad: "M12 7v6m0 3.5v.5",
  quiet: "M8 12h8",
} as const;

export function Headline({
  home,
  amount,
}: {
  readonly home: HomeModel;
  readonly amount: (minor: bigint) => string;
}) {
  const { headline, review } = home;
  const look = looks[headline.code];
  const names = new Map(review.buckets.map(({ id, name }) => [id, ownName(name)]));
  const nameOf = (id: string): string => names.get(id) ?? id;
  const { daysLeft } = review.period;
  const hint = leftText(headline, amount, daysLeft);
  return (
    <div className={classes(styles["headline"], styles[look])}>
      <svg viewBox="0 0 24 24" aria-hidden="true" className={styles["mark"]}>
        {look === "bad" ? <path d="M12 2.5 22.5 21h-21Z" /> : <circle cx="12" cy="12" r="10.5" />}
        <path d={marks[look]} className={styles["sign"]} />
      </svg>
      <div>
        <p className={styles["answer"]}>{headlineText(headline, amount, nameOf)}</p>
        {hint !== "" && <p className={styles["hint"]}>{hint}</p>}
      </div>
    </div>
  );
}
