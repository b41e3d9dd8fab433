/** The last twelve periods at a glance: each bucket within its rule or not, and whether the period is closed. */
import { ownName } from "@coffer/client/texts";
import type { Rule } from "@coffer/ledger";
import type { PastPeriodModel } from "../engine/views/budget-models.ts";
import { periodText, shortPeriodText } from "../page/format.ts";
import { classes } from "../ui/classes.ts";
import { Link } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { budgetTexts as texts } from "./budget-texts.ts";
import styles from "./history-strip.module.css";

export function HistoryStrip({
  history,
  rule,
  shown,
}: {
  readonly history: readonly PastPeriodModel[];
  readonly rule: Rule;
  /** First day of the period on the screen. */
  readonly shown: number;
}) {
  return (
    <nav className={classes(ui["card"], styles["card"])} aria-label={texts.history}>
      <ol className={styles["strip"]}>
        {history.map(({ period, buckets, isClosed }) => {
          const words =
            buckets === null
              ? texts.historyNothing
              : rule.buckets
                  .map(({ name }, place) =>
                    texts.historyBucket(ownName(name), buckets[place] ?? "within"),
                  )
                  .join(", ");
          return (
            <li key={period.first}>
              <Link
                to={`/budget?period=${period.name}`}
                aria-current={period.first === shown ? "true" : undefined}
                className={classes(isClosed && styles["closed"])}
              >
                {rule.buckets.map(({ id }, place) => (
                  <Cell key={id} id={id} status={buckets?.[place]} />
                ))}
                <span className={styles["name"]}>{shortPeriodText(period)}</span>
                <span className={ui["hidden"]}>
                  {texts.historyCell(periodText(period), words, isClosed)}
                </span>
              </Link>
            </li>
          );
        })}
      </ol>
      <p className={ui["hint"]}>{texts.historyHint}</p>
    </nav>
  );
}

function Cell({
  id,
  status,
}: {
  readonly id: string;
  readonly status: "over" | "within" | "below" | "met" | undefined;
}) {
  const isWell = status === "within" || status === "met";
  const mark = status === undefined ? "" : isWell ? "" : status === "over" ? "↑" : "↓";
  return (
    <span
      aria-hidden="true"
      className={classes(
        styles["cell"],
        styles[id],
        status === undefined ? styles["none"] : isWell ? styles["well"] : styles["off"],
      )}
    >
      {mark}
    </span>
  );
}
