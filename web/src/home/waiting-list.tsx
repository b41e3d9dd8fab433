/** What waits for the person, each with the way to it. */
import type { WaitingModel } from "../engine/home-models.ts";
import { Link } from "../ui/parts.tsx";
import { classes } from "../ui/classes.ts";
import ui from "../ui/ui.module.css";
import { homeTexts as texts } from "./home-texts.ts";
import styles from "./home.module.css";

export function WaitingList({
  waiting: { unsorted, unassigned, pending },
  amount,
}: {
  readonly waiting: WaitingModel;
  readonly amount: (minor: bigint) => string;
}) {
  const total = unsorted.count + unassigned + pending;
  if (total === 0) return null;
  return (
    <section className={classes(ui["card"], styles["waiting"])} aria-labelledby="waiting">
      <div className={styles["head"]}>
        <h2 id="waiting">{texts.waiting}</h2>
        {unsorted.count + pending > 0 && (
          <Link to="/review" className={ui["button"]}>
            {texts.review}
          </Link>
        )}
      </div>
      <ul>
        {unsorted.count > 0 && <li>{texts.unsorted(unsorted.count, amount(unsorted.minor))}</li>}
        {pending > 0 && <li>{texts.pending(pending)}</li>}
        {unassigned > 0 && (
          <li>
            {texts.unassigned(unassigned)}{" "}
            <Link to="/transactions?show=unassigned">{texts.look}</Link>
          </li>
        )}
      </ul>
    </section>
  );
}
