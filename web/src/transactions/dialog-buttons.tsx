/** The end of a dialog about one transaction: save, cancel, and delete. */
import type { TransactionDetails } from "../engine/transaction-models.ts";
import { notify } from "../page/notices.ts";
import type { Action } from "../page/use-engine.ts";
import { classes } from "../ui/classes.ts";
import { Button } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { transactionsTexts as texts } from "./transactions-texts.ts";

export function DialogButtons({
  transaction: { id, text },
  isBusy,
  run,
  onClose,
}: {
  readonly transaction: TransactionDetails;
  readonly isBusy: boolean;
  readonly run: Action["run"];
  readonly onClose: () => void;
}) {
  const remove = async (): Promise<void> => {
    if ((await run("remove", { id })) === undefined) return;
    notify(texts.deleted(text), { canUndo: true });
    onClose();
  };
  return (
    <div className={classes(ui["row"], ui["spread"])}>
      <div className={ui["row"]}>
        <Button type="submit" look="primary" disabled={isBusy}>
          {texts.save}
        </Button>
        <Button onClick={onClose}>{texts.cancel}</Button>
      </div>
      <Button look="danger" disabled={isBusy} onClick={() => void remove()}>
        {texts.delete}
      </Button>
    </div>
  );
}
