/**
 * A bucket's bar: what came to it, against what the rule recommends, with a mark for where an even pace would be.
 * Its sentence stands beside it; the bar itself says nothing that the words do not. At its end is the way to why.
 */
import { ownName } from "@coffer/client/texts";
import type { BucketModel } from "../engine/view-models.ts";
import { classes } from "../ui/classes.ts";
import { reportAddress } from "../reports/addresses.ts";
import { Link } from "../ui/parts.tsx";
import styles from "./bucket-bar.module.css";
import { homeTexts as texts } from "./home-texts.ts";

const width = 1_000;

export function BucketBar({ bucket }: { readonly bucket: BucketModel }) {
  const { id, name, kind, actual, recommended, expected, status } = bucket;
  const most = max(actual, recommended, 1n);
  const place = (minor: bigint): number => Number((max(minor, 0n) * BigInt(width)) / most);
  const isOver = kind === "ceiling" && status === "over";
  return (
    <div className={styles["row"]}>
      <svg
        className={classes(styles["bar"], styles[id])}
        viewBox={`0 0 ${width} 40`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <rect className={styles["track"]} width={width} height="22" y="9" rx="10" />
        <rect className={styles["fill"]} width={place(actual)} height="22" y="9" rx="10" />
        {isOver && (
          <rect
            className={styles["over"]}
            x={place(recommended)}
            width={width - place(recommended)}
            height="22"
            y="9"
          />
        )}
        {expected !== null && recommended > 0n && (
          <rect
            className={styles["pace"]}
            x={Math.min(width - 6, place(expected))}
            width="6"
            height="40"
          />
        )}
      </svg>
      <Link to={reportAddress("over", { bucket: id })} aria-label={texts.whyOf(ownName(name))}>
        {texts.why}
      </Link>
    </div>
  );
}

function max(...amounts: readonly bigint[]): bigint {
  return amounts.reduce((most, amount) => (amount > most ? amount : most));
}
