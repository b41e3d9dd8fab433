/** One transaction with everything that can be changed in it. Only what was changed is written. */
import { useState, type SubmitEvent } from "react";
import type { TransactionDetails } from "../engine/transaction-models.ts";
import type { Choices } from "../engine/view-models.ts";
import { notify } from "../page/notices.ts";
import { useAction, useView } from "../page/use-engine.ts";
import { classes } from "../ui/classes.ts";
import {
  Button,
  Check,
  Dialog,
  Loading,
  ProblemNotice,
  SelectField,
  TextField,
} from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { changedFields, fieldsOf, type Fields } from "./changed-fields.ts";
import { AccountOptions, CategoryOptions } from "./choice-options.tsx";
import { DateField } from "./date-field.tsx";
import { DialogButtons } from "./dialog-buttons.tsx";
import { transactionsTexts as texts } from "./transactions-texts.ts";
import { TransferForm } from "./transfer-form.tsx";

export function EditDialog({
  id,
  choices,
  onSplit,
  onClose,
}: {
  readonly id: string;
  readonly choices: Choices | undefined;
  readonly onSplit: () => void;
  readonly onClose: () => void;
}) {
  const { value: transaction, problem } = useView("transaction", { id });
  if (choices === undefined || transaction === undefined) {
    return (
      <Dialog title={texts.edit} onClose={onClose}>
        {problem === undefined ? <Loading what={texts.loading} /> : null}
        <ProblemNotice problem={problem} />
      </Dialog>
    );
  }
  const isTransfer = transaction.kind === "transfer";
  return (
    <Dialog title={isTransfer ? texts.transferEdit : texts.edit} onClose={onClose}>
      {isTransfer ? (
        <TransferForm transfer={transaction} choices={choices} onClose={onClose} />
      ) : (
        <EditForm transaction={transaction} choices={choices} onSplit={onSplit} onClose={onClose} />
      )}
    </Dialog>
  );
}

function EditForm({
  transaction,
  choices,
  onSplit,
  onClose,
}: {
  readonly transaction: TransactionDetails;
  readonly choices: Choices;
  readonly onSplit: () => void;
  readonly onClose: () => void;
}) {
  const { isBusy, problem, run } = useAction();
  const { id, parts, bankText, pending } = transaction;
  const [before] = useState(() => fieldsOf(transaction));
  const [fields, setFields] = useState(before);
  const [isPending, setPending] = useState(pending);
  const set = (changes: Partial<Fields>): void => setFields({ ...fields, ...changes });
  const isSplit = parts > 1;
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const changed = {
      ...changedFields(before, fields),
      ...(isPending !== pending && { isPending }),
    };
    if (Object.keys(changed).length > 0) {
      if ((await run("edit", { id, ...changed })) === undefined) return;
      notify(texts.saved, { canUndo: true });
    }
    onClose();
  };
  return (
    <form className={ui["stack"]} onSubmit={(event) => void submit(event)}>
      <TextField
        label={texts.text}
        hint={bankText === null ? undefined : texts.bankText(bankText)}
        value={fields.text}
        onText={(text) => set({ text })}
      />
      <PlaceFields transaction={transaction} choices={choices} fields={fields} onSet={set} />
      <div className={classes(ui["row"], ui["spread"])}>
        <Check label={texts.isPending} checked={isPending} onCheck={setPending} />
        <Button onClick={onSplit}>{isSplit ? texts.partsDo : texts.splitDo}</Button>
      </div>
      {isSplit && <p className={ui["hint"]}>{texts.inParts(parts)}</p>}
      <TextField label={texts.note} value={fields.note} onText={(note) => set({ note })} />
      <ProblemNotice problem={problem} />
      <DialogButtons transaction={transaction} isBusy={isBusy} run={run} onClose={onClose} />
    </form>
  );
}

/** Amount, day, category and account. */
function PlaceFields({
  transaction: { kind, parts, accountId, account },
  choices,
  fields,
  onSet,
}: {
  readonly transaction: TransactionDetails;
  readonly choices: Choices;
  readonly fields: Fields;
  readonly onSet: (changes: Partial<Fields>) => void;
}) {
  const isSplit = parts > 1;
  return (
    <div className={ui["pair"]}>
      <TextField
        label={texts.amount}
        inputMode="decimal"
        disabled={isSplit}
        value={fields.amount}
        onText={(amount) => onSet({ amount })}
      />
      <DateField value={fields.date} onText={(date) => onSet({ date })} />
      {!isSplit && (
        <SelectField
          label={texts.category}
          value={fields.categoryId}
          onText={(categoryId) => onSet({ categoryId })}
        >
          <option value="">{texts.noCategory}</option>
          <CategoryOptions choices={choices} kind={kind === "income" ? "income" : "expense"} />
        </SelectField>
      )}
      <SelectField
        label={texts.account}
        value={fields.accountId}
        onText={(id) => onSet({ accountId: id })}
      >
        <AccountOptions choices={choices} also={{ id: accountId, name: account }} />
      </SelectField>
    </div>
  );
}
