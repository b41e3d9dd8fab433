/** Money that moves between two accounts. */
import { useState, type SubmitEvent } from "react";
import { todayText } from "../engine/today.ts";
import type { Choices } from "../engine/view-models.ts";
import { notify } from "../page/notices.ts";
import { useAction } from "../page/use-engine.ts";
import { Button, Dialog, ProblemNotice, SelectField, TextField } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { AccountOptions } from "./choice-options.tsx";
import { DateField } from "./date-field.tsx";
import { transactionsTexts as texts } from "./transactions-texts.ts";

export function TransferDialog({
  choices,
  onClose,
}: {
  readonly choices: Choices;
  readonly onClose: () => void;
}) {
  const { isBusy, problem, run } = useAction();
  const usual = choices.usualAccountId ?? "";
  const [amount, setAmount] = useState("");
  const [fromId, setFromId] = useState(usual);
  const [toId, setToId] = useState(choices.accounts.find(({ id }) => id !== usual)?.id ?? "");
  const [date, setDate] = useState(todayText);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if ((await run("transfer", { amount, fromId, toId, date })) === undefined) return;
    notify(texts.moved(amount), { canUndo: true });
    onClose();
  };
  return (
    <Dialog title={texts.transferTitle} onClose={onClose}>
      <form className={ui["stack"]} onSubmit={(event) => void submit(event)}>
        <div className={ui["pair"]}>
          <TextField
            label={texts.amount}
            inputMode="decimal"
            required
            value={amount}
            onText={setAmount}
          />
          <DateField value={date} onText={setDate} />
          <SelectField label={texts.from} value={fromId} onText={setFromId}>
            <AccountOptions choices={choices} />
          </SelectField>
          <SelectField label={texts.to} value={toId} onText={setToId}>
            <AccountOptions choices={choices} />
          </SelectField>
        </div>
        <p className={ui["hint"]}>{texts.transferHint}</p>
        <ProblemNotice problem={problem} />
        <div className={ui["row"]}>
          <Button type="submit" look="primary" disabled={isBusy}>
            {texts.transferDo}
          </Button>
          <Button onClick={onClose}>{texts.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}
