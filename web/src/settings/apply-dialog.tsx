/** What a rule, or all of them, would do to what is there: old and new of each, and then doing it, with one undo. */
import { ownName } from "@coffer/client/texts";
import { useState } from "react";
import type { RuledModel, RuledParts } from "../engine/views/rule-models.ts";
import { countText, dayText } from "../page/format.ts";
import { notify } from "../page/notices.ts";
import { useAction, useView } from "../page/use-engine.ts";
import { Button, Check, Dialog, Loading, ProblemNotice } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { rulesTexts as texts } from "./rules-texts.ts";
import styles from "./rules.module.css";

export function ApplyDialog({
  id,
  onClose,
}: {
  readonly id: string | null;
  readonly onClose: () => void;
}) {
  const [alsoByHand, setAlsoByHand] = useState(false);
  const ask = { id, alsoByHand };
  const { value: diff, problem: unseen } = useView("ruleDiff", ask);
  const { isBusy, problem, run } = useAction();
  const apply = async (): Promise<void> => {
    const done = await run("applyRules", ask);
    if (done === undefined) return;
    notify(texts.applied(done.changed), { canUndo: done.changed > 0 });
    onClose();
  };
  return (
    <Dialog title={texts.applyTitle} className={styles["wide"]} onClose={onClose}>
      <div className={ui["stack"]}>
        {diff === undefined ? (
          <Loading what={texts.loading} />
        ) : (
          <>
            <p role="status">{texts.changes(diff.changed)}</p>
            <Rows rows={diff.rows} count={diff.changed} label={texts.changes(diff.changed)} />
            {diff.kept > 0 && (
              <>
                <p>{texts.kept(diff.kept)}</p>
                <Rows rows={diff.keptRows} count={diff.kept} label={texts.kept(diff.kept)} />
              </>
            )}
            {(diff.kept > 0 || alsoByHand) && (
              <Check label={texts.alsoByHand} checked={alsoByHand} onCheck={setAlsoByHand} />
            )}
          </>
        )}
        <ProblemNotice problem={problem ?? unseen} />
        <div className={ui["row"]}>
          <Button
            look="primary"
            disabled={isBusy || diff === undefined || diff.changed === 0}
            onClick={() => void apply()}
          >
            {texts.do(diff?.changed ?? 0)}
          </Button>
          <Button onClick={onClose}>{texts.cancel}</Button>
        </div>
      </div>
    </Dialog>
  );
}

function Rows({
  rows,
  count,
  label,
}: {
  readonly rows: readonly RuledModel[];
  readonly count: number;
  readonly label: string;
}) {
  if (rows.length === 0) return null;
  return (
    <>
      {/* It scrolls, so the keyboard has to reach it. */}
      <div className={styles["scroll"]} role="region" aria-label={label} tabIndex={0}>
        <table className={styles["diff"]}>
          <thead>
            <tr>
              <th scope="col">{texts.transaction}</th>
              <th scope="col">{texts.old}</th>
              <th scope="col">{texts.new}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  {row.text} <span className={ui["hint"]}>{dayText(row.day)}</span>
                </th>
                <td>{partsText(row.old)}</td>
                <td>{partsText(row.new)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {count > rows.length && <p>{texts.more(countText(count - rows.length))}</p>}
    </>
  );
}

function partsText({ category, bucket, text }: RuledParts): string {
  const parts = [
    category === undefined ? undefined : (category ?? texts.nothing),
    typeof bucket === "string" ? ownName(bucket) : undefined,
    typeof text === "string" ? texts.renamed(text) : undefined,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? texts.nothing : parts.join(", ");
}
