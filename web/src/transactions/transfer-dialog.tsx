/** Money that moves between two accounts. */
import type { Choices } from "../engine/view-models.ts";
import { Dialog } from "../ui/parts.tsx";
import { transactionsTexts as texts } from "./transactions-texts.ts";
import { NewTransferForm } from "./transfer-form.tsx";

export function TransferDialog({
  choices,
  onClose,
}: {
  readonly choices: Choices;
  readonly onClose: () => void;
}) {
  return (
    <Dialog title={texts.transferTitle} onClose={onClose}>
      <NewTransferForm choices={choices} onClose={onClose} />
    </Dialog>
  );
}
