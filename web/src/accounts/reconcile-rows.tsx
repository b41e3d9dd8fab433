/** What may be on a statement, each with a tick. */
import type { ReconcileModel } from "../engine/views/reconcile-view.ts";
import { amountIn, dayText } from "../page/format.ts";
import { classes } from "../ui/classes.ts";
import { Button } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { reconcileTexts as texts } from "./reconcile-texts.ts";
import styles from "./reconcile.module.css";

export function StatementRows({
  model: { rows, rowsLeftOut, currency, guesses },
  onToggle,
}: {
  readonly model: ReconcileModel;
  readonly onToggle: (ids: readonly string[]) => void;
}) {
  const amount = amountIn(currency);
  const suspects = new Set(guesses.flatMap((guess) => guess.rows.map(({ id }) => id)));
  const toggleTo = (isTicked: boolean): void =>
    onToggle(rows.filter((row) => row.isTicked !== isTicked).map(({ id }) => id));
  return (
    <section className={classes(ui["card"], ui["stack"])} aria-labelledby="statement-rows">
      <div className={classes(ui["row"], ui["spread"])}>
        <h2 id="statement-rows">{texts.rows}</h2>
        {rows.length > 0 && (
          <span className={ui["row"]}>
            <Button look="quiet" onClick={() => toggleTo(true)}>
              {texts.tickAll}
            </Button>
            <Button look="quiet" onClick={() => toggleTo(false)}>
              {texts.tickNone}
            </Button>
          </span>
        )}
      </div>
      <p className={ui["hint"]}>{rows.length === 0 ? texts.noRows : texts.rowsHint}</p>
      {rowsLeftOut > 0 && <p className={ui["hint"]}>{texts.leftOut(rowsLeftOut)}</p>}
      <ul className={styles["rows"]}>
        {rows.map(({ id, day, text, minor, isTicked }) => (
          <li key={id} data-suspect={suspects.has(id) ? "" : undefined}>
            <label>
              <input type="checkbox" checked={isTicked} onChange={() => onToggle([id])} />
              <span className={styles["day"]}>{dayText(day)}</span>
              <span className={styles["text"]}>{text}</span>
              <span className={ui["amount"]}>{amount(minor)}</span>
            </label>
          </li>
        ))}
      </ul>
    </section>
  );
}
