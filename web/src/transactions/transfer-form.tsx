/** A transfer as one thing: from, to, what left and, between two currencies, what arrived. New, or to be changed. */
import { useState, type SubmitEvent } from "react";
import { dayToText } from "@coffer/ledger";
import { todayText } from "../engine/today.ts";
import type { TransactionDetails } from "../engine/transaction-models.ts";
import type { Choices } from "../engine/view-models.ts";
import { notify } from "../page/notices.ts";
import { useAction } from "../page/use-engine.ts";
import { Button, ProblemNotice, SelectField, TextField } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { plainAmount } from "./changed-fields.ts";
import { AccountOptions } from "./choice-options.tsx";
import { DateField } from "./date-field.tsx";
import { DialogButtons } from "./dialog-buttons.tsx";
import { transactionsTexts as texts } from "./transactions-texts.ts";

interface Fields {
  readonly amount: string;
  readonly received: string;
  readonly fromId: string;
  readonly toId: string;
  readonly date: string;
  readonly text: string;
  readonly note: string;
}

export function NewTransferForm({
  choices,
  onClose,
}: {
  readonly choices: Choices;
  readonly onClose: () => void;
}) {
  const { isBusy, problem, run } = useAction();
  const [fields, setFields] = useState(() => newFields(choices));
  const isExchange = arrivesIn(choices, fields) !== undefined;
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const { amount, received, fromId, toId, date } = fields;
    const ask = { amount, received: isExchange ? received : null, fromId, toId, date };
    if ((await run("transfer", ask)) === undefined) return;
    notify(texts.moved(amount), { canUndo: true });
    onClose();
  };
  return (
    <form className={ui["stack"]} onSubmit={(event) => void submit(event)}>
      <SideFields fields={fields} choices={choices} onFields={setFields} />
      <p className={ui["hint"]}>{texts.transferHint}</p>
      <ProblemNotice problem={problem} />
      <div className={ui["row"]}>
        <Button type="submit" look="primary" disabled={isBusy}>
          {texts.transferDo}
        </Button>
        <Button onClick={onClose}>{texts.cancel}</Button>
      </div>
    </form>
  );
}

export function TransferForm({
  transfer,
  choices,
  onClose,
}: {
  readonly transfer: TransactionDetails;
  readonly choices: Choices;
  readonly onClose: () => void;
}) {
  const { isBusy, problem, run } = useAction();
  const [before] = useState(() => fieldsOf(transfer));
  const [fields, setFields] = useState(before);
  const isExchange = arrivesIn(choices, fields, transfer) !== undefined;
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const changed = changedFields(before, fields, isExchange);
    if (Object.keys(changed).length > 0) {
      if ((await run("edit", { id: transfer.id, ...changed })) === undefined) return;
      notify(texts.saved, { canUndo: true });
    }
    onClose();
  };
  return (
    <form className={ui["stack"]} onSubmit={(event) => void submit(event)}>
      <SideFields fields={fields} choices={choices} transfer={transfer} onFields={setFields} />
      <TextField
        label={texts.text}
        value={fields.text}
        onText={(text) => setFields({ ...fields, text })}
      />
      <TextField
        label={texts.note}
        value={fields.note}
        onText={(note) => setFields({ ...fields, note })}
      />
      <ProblemNotice problem={problem} />
      <DialogButtons transaction={transfer} isBusy={isBusy} run={run} onClose={onClose} />
    </form>
  );
}

function SideFields({
  fields,
  choices,
  transfer,
  onFields,
}: {
  readonly fields: Fields;
  readonly choices: Choices;
  readonly transfer?: TransactionDetails;
  readonly onFields: (fields: Fields) => void;
}) {
  const set = (changes: Partial<Fields>): void => onFields({ ...fields, ...changes });
  const currency = arrivesIn(choices, fields, transfer);
  return (
    <div className={ui["pair"]}>
      <TextField
        label={currency === undefined ? texts.amount : texts.left}
        inputMode="decimal"
        required
        value={fields.amount}
        onText={(amount) => set({ amount })}
      />
      {currency !== undefined && (
        <TextField
          label={texts.arrived(currency)}
          inputMode="decimal"
          required
          value={fields.received}
          onText={(received) => set({ received })}
        />
      )}
      <DateField value={fields.date} onText={(date) => set({ date })} />
      <SelectField label={texts.from} value={fields.fromId} onText={(fromId) => set({ fromId })}>
        <AccountOptions
          choices={choices}
          also={{ id: transfer?.fromId ?? null, name: transfer?.account ?? null }}
        />
      </SelectField>
      <SelectField label={texts.to} value={fields.toId} onText={(toId) => set({ toId })}>
        <AccountOptions
          choices={choices}
          also={{ id: transfer?.toId ?? null, name: transfer?.toAccount ?? null }}
        />
      </SelectField>
    </div>
  );
}

/** The currency of what arrives, if it is another one than what leaves. */
function arrivesIn(
  choices: Choices,
  { fromId, toId }: Fields,
  transfer?: TransactionDetails,
): string | undefined {
  const known = (id: string) => choices.accounts.find((account) => account.id === id)?.currency;
  const from = known(fromId) ?? transfer?.amount.currency;
  const to = known(toId) ?? transfer?.received?.currency ?? from;
  return from === to ? undefined : to;
}

function newFields(choices: Choices): Fields {
  const usual = choices.usualAccountId ?? "";
  return {
    amount: "",
    received: "",
    fromId: usual,
    toId: choices.accounts.find(({ id }) => id !== usual)?.id ?? "",
    date: todayText(),
    text: "",
    note: "",
  };
}

function fieldsOf({ amount, received, fromId, toId, day, text, note }: TransactionDetails): Fields {
  const { minor, currency } = amount;
  return {
    amount: plainAmount({ minor: minor < 0n ? -minor : minor, currency }),
    received: received === null ? "" : plainAmount(received),
    fromId: fromId ?? "",
    toId: toId ?? "",
    date: dayToText(day),
    text,
    note,
  };
}

/** Only what is different; between two currencies both amounts go together. */
function changedFields(before: Fields, after: Fields, isExchange: boolean): object {
  const { amount, received, fromId, toId, date, text, note } = after;
  const isMoved = fromId !== before.fromId || toId !== before.toId;
  const isOther = amount !== before.amount || received !== before.received;
  return {
    ...((isMoved || isOther) && { amount }),
    ...((isMoved || isOther) && isExchange && { received }),
    ...(fromId !== before.fromId && { accountId: fromId }),
    ...(toId !== before.toId && { toAccountId: toId }),
    ...(date !== before.date && { date }),
    ...(text !== before.text && { text }),
    ...(note !== before.note && { note }),
  };
}
