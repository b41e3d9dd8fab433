/** Closing a period: what is to be looked at before, and the word to do it. */
import { useState, type ReactNode, type SubmitEvent } from "react";
import type { ChecksModel } from "../engine/views/budget-models.ts";
import { amountIn, periodText } from "../page/format.ts";
import { notify } from "../page/notices.ts";
import { useAction, useView } from "../page/use-engine.ts";
import { classes } from "../ui/classes.ts";
import { Button, Dialog, Link, Loading, ProblemNotice, TextField } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import styles from "./closing.module.css";
import { closingTexts as texts } from "./closing-texts.ts";

export function CloseDialog({
  period,
  onClose,
}: {
  readonly period: string | null;
  readonly onClose: () => void;
}) {
  const { value: checks, problem: unread } = useView("checks", { period });
  const { isBusy, problem, run } = useAction();
  const [notes, setNotes] = useState("");
  if (checks === undefined) {
    return (
      <Dialog title={texts.loading} onClose={onClose}>
        {unread === undefined ? (
          <Loading what={texts.loading} />
        ) : (
          <ProblemNotice problem={unread} />
        )}
      </Dialog>
    );
  }
  const close = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const closed = await run("closePeriod", { period, notes });
    if (closed === undefined) return;
    notify(texts.done, { canUndo: true });
    onClose();
  };
  return (
    <Dialog title={texts.title(periodText(checks.period))} onClose={onClose}>
      <form className={ui["stack"]} onSubmit={(event) => void close(event)}>
        <p>{texts.hint}</p>
        <Checks checks={checks} />
        <TextField label={texts.notes} maxLength={500} value={notes} onText={setNotes} />
        <ProblemNotice problem={problem} />
        <div className={ui["row"]}>
          <Button type="submit" look="primary" disabled={isBusy}>
            {texts.close}
          </Button>
          <Button onClick={onClose}>{texts.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function Checks({ checks }: { readonly checks: ChecksModel }) {
  const { period, daysToCome, unassignedCount, unassigned, pendingCount, notConverted, currency } =
    checks;
  const amount = amountIn(currency);
  return (
    <ul className={styles["checks"]}>
      <Item isFine={daysToCome === 0}>
        {daysToCome === 0 ? texts.isOver : texts.running(daysToCome)}
      </Item>
      <Item isFine={unassignedCount === 0}>
        {unassignedCount === 0 ? (
          texts.assigned
        ) : (
          <>
            {texts.unassigned(unassignedCount, amount(unassigned))}{" "}
            <Link to={`/transactions?show=unassigned&period=${period.name}`}>{texts.see}</Link>
          </>
        )}
      </Item>
      <Item isFine={pendingCount === 0}>
        {pendingCount === 0 ? (
          texts.settled
        ) : (
          <>
            {texts.pending(pendingCount)}{" "}
            <Link to={`/transactions?period=${period.name}`}>{texts.see}</Link>
          </>
        )}
      </Item>
      {notConverted.length === 0 ? (
        <Item isFine>{texts.converted}</Item>
      ) : (
        notConverted.map((each) => (
          <Item key={each.currency} isFine={false}>
            {texts.notConverted(each.count, each.currency)}
          </Item>
        ))
      )}
    </ul>
  );
}

function Item({ isFine, children }: { readonly isFine: boolean; readonly children: ReactNode }) {
  return (
    <li className={classes(!isFine && styles["look"])}>
      <span role="img" aria-label={isFine ? texts.ok : texts.look}>
        {isFine ? "✓" : "!"}
      </span>
      <span>{children}</span>
    </li>
  );
}
