/** The dialog of one transaction: as a whole, or in its parts. */
import type { Choices } from "../engine/view-models.ts";
import { EditDialog } from "./edit-dialog.tsx";
import { PartsDialog } from "./parts-dialog.tsx";

/** Which transaction is open, and whether its parts are. */
export interface OpenedTransaction {
  readonly id: string;
  readonly isSplit: boolean;
}

export function TransactionDialog({
  opened,
  choices,
  onOpen,
}: {
  readonly opened: OpenedTransaction | undefined;
  readonly choices: Choices | undefined;
  readonly onOpen: (opened: OpenedTransaction | undefined) => void;
}) {
  if (opened === undefined) return null;
  const close = (): void => onOpen(undefined);
  const { id, isSplit } = opened;
  if (isSplit) return <PartsDialog id={id} choices={choices} onClose={close} />;
  const split = (): void => onOpen({ id, isSplit: true });
  return <EditDialog id={id} choices={choices} onSplit={split} onClose={close} />;
}
