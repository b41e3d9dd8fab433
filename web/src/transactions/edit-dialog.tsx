/** One transaction, to be changed or deleted. Only what was changed is written. */
import { useState, type SubmitEvent } from "react";
import { dayToText, formatPlainAmount } from "@coffer/ledger";
import type { Choices, TransactionModel } from "../engine/view-models.ts";
import { locale } from "../page/format.ts";
import { notify } from "../page/notices.ts";
import { useAction } from "../page/use-engine.ts";
import { classes } from "../ui/classes.ts";
import { Button, Dialog, ProblemNotice, SelectField, TextField } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { AccountOptions, CategoryOptions } from "./choice-options.tsx";
import { DateField } from "./date-field.tsx";
import { transactionsTexts as texts } from "./transactions-texts.ts";

export function EditDialog({
  transaction,
  choices,
  onClose,
}: {
  readonly transaction: TransactionModel;
  readonly choices: Choices | undefined;
  readonly onClose: () => void;
}) {
  const { isBusy, problem, run } = useAction();
  const before = fieldsOf(transaction);
  const [fields, setFields] = useState(before);
  const set = (changes: Partial<typeof before>): void => setFields({ ...fields, ...changes });
  const { id, parts } = transaction;
  const isSplit = parts > 1;
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const changed = changedFields(before, fields);
    if (Object.keys(changed).length > 0) {
      if ((await run("edit", { id, ...changed })) === undefined) return;
      notify(texts.saved, { canUndo: true });
    }
    onClose();
  };
  const remove = async (): Promise<void> => {
    if ((await run("remove", { id })) === undefined) return;
    notify(texts.deleted(transaction.text), { canUndo: true });
    onClose();
  };
  return (
    <Dialog title={texts.edit} onClose={onClose}>
      <form className={ui["stack"]} onSubmit={(event) => void submit(event)}>
        <TextField label={texts.text} value={fields.text} onText={(text) => set({ text })} />
        <PlaceFields transaction={transaction} choices={choices} fields={fields} onSet={set} />
        {isSplit && <p className={ui["hint"]}>{texts.inParts(parts)}</p>}
        <TextField label={texts.note} value={fields.note} onText={(note) => set({ note })} />
        <ProblemNotice problem={problem} />
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
      </form>
    </Dialog>
  );
}

/** Amount, day, category and account. */
function PlaceFields({
  transaction: { kind, parts },
  choices,
  fields,
  onSet,
}: {
  readonly transaction: TransactionModel;
  readonly choices: Choices | undefined;
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
      {kind !== "transfer" && !isSplit && (
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
        label={kind === "transfer" ? texts.from : texts.account}
        value={fields.accountId}
        onText={(accountId) => onSet({ accountId })}
      >
        <AccountOptions choices={choices} />
      </SelectField>
    </div>
  );
}

interface Fields {
  readonly text: string;
  readonly amount: string;
  readonly date: string;
  readonly note: string;
  readonly accountId: string;
  readonly categoryId: string;
}

function fieldsOf({ amount, kind, text, note, day, ...of }: TransactionModel): Fields {
  const { minor, currency } = amount;
  // As people say it: 5 spent is 5, and what was given back of an expense is less than nothing.
  const shown = kind === "income" ? minor : -minor;
  return {
    text,
    amount: formatPlainAmount(shown, { currency, locale }),
    date: dayToText(day),
    note,
    accountId: of.accountId ?? "",
    categoryId: of.categoryId ?? "",
  };
}

function changedFields(
  before: Fields,
  after: Fields,
): Partial<Omit<Fields, "categoryId">> & { categoryId?: string | null } {
  const { text, amount, date, note, accountId, categoryId } = after;
  return {
    ...(text !== before.text && { text }),
    ...(amount !== before.amount && { amount }),
    ...(date !== before.date && { date }),
    ...(note !== before.note && { note }),
    ...(accountId !== before.accountId && { accountId }),
    ...(categoryId !== before.categoryId && {
      categoryId: categoryId === "" ? null : categoryId,
    }),
  };
}
