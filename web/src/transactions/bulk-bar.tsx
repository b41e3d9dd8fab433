/** What can be done with all that are chosen. Stays in view while some are. */
import { useEffect, useState } from "react";
import type { BulkChoice } from "../engine/transaction-models.ts";
import type { Choices } from "../engine/view-models.ts";
import { countText } from "../page/format.ts";
import { dismissNotice } from "../page/notices.ts";
import { Button, ProblemNotice } from "../ui/parts.tsx";
import styles from "./bulk-bar.module.css";
import { BulkDialog } from "./bulk-dialog.tsx";
import { transactionsTexts as texts } from "./transactions-texts.ts";
import type { Selection } from "./use-selection.ts";

const kinds = ["category", "account", "date", "pending", "delete"] as const;

export function BulkBar({
  selection,
  total,
  choices,
}: {
  readonly selection: Selection;
  readonly total: number;
  readonly choices: Choices | undefined;
}) {
  const [kind, setKind] = useState<BulkChoice["kind"]>();
  const { ids, problem } = selection;
  const isOpen = ids.size > 0;
  // The two would lie on each other; what a message offered is also at the top.
  useEffect(() => {
    if (isOpen) dismissNotice();
  }, [isOpen]);
  if (!isOpen || choices === undefined) return <ProblemNotice problem={problem} />;
  return (
    <>
      <section className={styles["bar"]} aria-label={texts.bulk}>
        <div className={styles["count"]}>
          <strong role="status">{texts.chosen(countText(ids.size))}</strong>
          {ids.size < total && (
            <Button
              look="quiet"
              aria-label={texts.chooseAll(countText(total))}
              onClick={() => selection.all(total)}
            >
              {texts.all(countText(total))}
            </Button>
          )}
          <Button look="quiet" aria-label={texts.chooseNone} onClick={selection.clear}>
            {texts.noneOfThem}
          </Button>
        </div>
        <div className={styles["buttons"]}>
          {kinds.map((one) => (
            <Button
              key={one}
              look={one === "delete" ? "danger" : undefined}
              onClick={() => setKind(one)}
            >
              {texts.bulkButtons[one]}
            </Button>
          ))}
        </div>
        <ProblemNotice problem={problem} />
      </section>
      {kind !== undefined && (
        <BulkDialog
          kind={kind}
          ids={ids}
          choices={choices}
          onDone={() => {
            setKind(undefined);
            selection.clear();
          }}
          onClose={() => setKind(undefined)}
        />
      )}
    </>
  );
}
