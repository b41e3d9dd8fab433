/** A transaction in parts: each with an amount, a category and a note, until nothing is left to share out. */
import { useState, type SubmitEvent } from "react";
import type {
  PartsModel,
  TransactionDetails,
  TypedPartModel,
} from "../engine/transaction-models.ts";
import type { Choices } from "../engine/view-models.ts";
import { money } from "../page/format.ts";
import { notify } from "../page/notices.ts";
import { useAction, useView } from "../page/use-engine.ts";
import { classes } from "../ui/classes.ts";
import { Button, Dialog, Loading, ProblemNotice, TextField } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { fieldsOf, plainAmount } from "./changed-fields.ts";
import { CategoryOptions } from "./choice-options.tsx";
import styles from "./parts-dialog.module.css";
import { transactionsTexts as texts } from "./transactions-texts.ts";

/** As many as the ledger keeps. */
const partsMax = 50;

/** A part while it is typed, with a number of its own. */
interface Part extends TypedPartModel {
  readonly key: number;
}

export function PartsDialog({
  id,
  choices,
  onClose,
}: {
  readonly id: string;
  readonly choices: Choices | undefined;
  readonly onClose: () => void;
}) {
  const { value: transaction, problem } = useView("transaction", { id });
  return (
    <Dialog title={texts.splitTitle} onClose={onClose}>
      <ProblemNotice problem={problem} />
      {transaction === undefined || choices === undefined ? (
        problem === undefined && <Loading what={texts.loading} />
      ) : (
        <PartsForm transaction={transaction} choices={choices} onClose={onClose} />
      )}
    </Dialog>
  );
}

function PartsForm({
  transaction,
  choices,
  onClose,
}: {
  readonly transaction: TransactionDetails;
  readonly choices: Choices;
  readonly onClose: () => void;
}) {
  const { id, text, partModels } = transaction;
  const { isBusy, problem, run } = useAction();
  const draft = useParts(transaction);
  const { amount, parts, setPart, read, isOpen } = draft;
  const write = async (kept: readonly TypedPartModel[] | null, message: string): Promise<void> => {
    const ask = kept === null ? { parts: null } : { amount, parts: kept };
    if ((await run("edit", { id, ...ask })) === undefined) return;
    notify(message, { canUndo: true });
    onClose();
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void write(parts.map(typedPart), texts.split(parts.length));
  };
  return (
    <form className={ui["stack"]} onSubmit={submit}>
      <TextField
        label={texts.amount}
        hint={text}
        inputMode="decimal"
        value={amount}
        onText={draft.setAmount}
      />
      <ol className={styles["parts"]}>
        {parts.map((part, index) => (
          <PartRow
            key={part.key}
            part={part}
            place={index + 1}
            kind={transaction.kind === "income" ? "income" : "expense"}
            choices={choices}
            isWrong={read?.areWrong[index] === true}
            withRest={isOpen ? read?.withRest[index] : undefined}
            canRemove={parts.length > 2}
            onChange={(changes) => setPart(part.key, changes)}
            onRemove={() => draft.removePart(part.key)}
          />
        ))}
      </ol>
      <div className={classes(ui["row"], ui["spread"])}>
        <Rest read={read} isOpen={isOpen} />
        <Button disabled={parts.length >= partsMax} onClick={draft.addPart}>
          {texts.addPart}
        </Button>
      </div>
      <ProblemNotice problem={problem ?? draft.problem} />
      <PartsButtons
        isReady={!isBusy && read !== undefined && !isOpen}
        onTogether={partModels.length > 0 ? () => void write(null, texts.unsplitDone) : undefined}
        onClose={onClose}
      />
    </form>
  );
}

/** The parts while they are typed, and what they come to. */
function useParts(transaction: TransactionDetails) {
  const { id, partModels } = transaction;
  const [amount, setAmount] = useState(() => fieldsOf(transaction).amount);
  const [typed, setParts] = useState(() => firstParts(transaction));
  /** As long as nobody has typed into it, the first of new parts takes what the others leave. */
  const [takesRest, setTakesRest] = useState(partModels.length === 0);
  const amounts = typed.map((part, at) => (at === 0 && takesRest ? "" : part.amount));
  const { value: read, problem } = useView("readParts", { id, amount, parts: amounts });
  const [first] = typed;
  const parts =
    takesRest && first !== undefined
      ? typed.with(0, { ...first, amount: read?.withRest[0] ?? first.amount })
      : typed;
  const setPart = (key: number, changes: Partial<Part>): void => {
    if (key === 0 && changes.amount !== undefined) setTakesRest(false);
    setParts(parts.map((part) => (part.key === key ? { ...part, ...changes } : part)));
  };
  const addPart = (): void => {
    const key = Math.max(...parts.map((part) => part.key)) + 1;
    setParts([...parts, { key, amount: "", categoryId: null, bucket: null, note: "" }]);
  };
  const removePart = (key: number): void => {
    if (key === 0) setTakesRest(false);
    setParts(parts.filter((part) => part.key !== key));
  };
  const isOpen = !takesRest && read !== undefined && read.rest.minor !== 0n;
  return { amount, setAmount, parts, setPart, addPart, removePart, read, problem, isOpen };
}

function typedPart({ amount, categoryId, bucket, note }: Part): TypedPartModel {
  return { amount, categoryId, bucket, note };
}

function PartsButtons({
  isReady,
  onTogether,
  onClose,
}: {
  readonly isReady: boolean;
  readonly onTogether: (() => void) | undefined;
  readonly onClose: () => void;
}) {
  return (
    <div className={classes(ui["row"], ui["spread"])}>
      <div className={ui["row"]}>
        <Button type="submit" look="primary" disabled={!isReady}>
          {texts.save}
        </Button>
        <Button onClick={onClose}>{texts.cancel}</Button>
      </div>
      {onTogether !== undefined && <Button onClick={onTogether}>{texts.unsplit}</Button>}
    </div>
  );
}

/** What is left to share out, said while it changes. */
function Rest({
  read,
  isOpen,
}: {
  readonly read: PartsModel | undefined;
  readonly isOpen: boolean;
}) {
  if (read === undefined) return <p role="status" />;
  const { minor, currency } = read.rest;
  const size = money({ minor: minor < 0n ? -minor : minor, currency });
  return (
    <p role="status" className={isOpen ? styles["open"] : styles["even"]}>
      {!isOpen && texts.restNone}
      {isOpen && (minor > 0n ? texts.restLeft(size) : texts.restOver(size))}
    </p>
  );
}

function PartRow({
  part,
  place,
  kind,
  choices,
  isWrong,
  withRest,
  canRemove,
  onChange,
  onRemove,
}: {
  readonly part: Part;
  readonly place: number;
  readonly kind: "expense" | "income";
  readonly choices: Choices;
  readonly isWrong: boolean;
  /** What its amount would be with the rest in it; undefined if there is none. */
  readonly withRest: string | undefined;
  readonly canRemove: boolean;
  readonly onChange: (changes: Partial<Part>) => void;
  readonly onRemove: () => void;
}) {
  return (
    <li className={styles["part"]}>
      <input
        aria-label={texts.partAmount(place)}
        aria-invalid={isWrong ? true : undefined}
        className={styles["amount"]}
        inputMode="decimal"
        autoComplete="off"
        placeholder={texts.amount}
        value={part.amount}
        onChange={(event) => onChange({ amount: event.target.value })}
      />
      <select
        aria-label={texts.partCategory(place)}
        value={part.categoryId ?? ""}
        onChange={({ target: { value } }) =>
          // The category tells the bucket again.
          onChange({ categoryId: value === "" ? null : value, bucket: null })
        }
      >
        <option value="">{texts.noCategory}</option>
        <CategoryOptions choices={choices} kind={kind} />
      </select>
      <input
        aria-label={texts.partNote(place)}
        autoComplete="off"
        placeholder={texts.note}
        value={part.note}
        onChange={(event) => onChange({ note: event.target.value })}
      />
      <Button
        aria-label={texts.takeRest(place)}
        disabled={withRest === undefined}
        onClick={() => onChange({ amount: withRest ?? part.amount })}
      >
        {texts.putRest}
      </Button>
      <Button
        look="quiet"
        aria-label={texts.removePart(place)}
        disabled={!canRemove}
        onClick={onRemove}
      >
        <span aria-hidden="true">✕</span>
      </Button>
    </li>
  );
}

/** The parts that there are, or two: what it is now, and one to take something off for. */
function firstParts(transaction: TransactionDetails): readonly Part[] {
  const { partModels, categoryId, amount } = transaction;
  if (partModels.length > 0) {
    return partModels.map(({ minor, ...part }, key) => ({
      ...part,
      key,
      amount: plainAmount({ minor, currency: amount.currency }),
    }));
  }
  const first = {
    key: 0,
    amount: fieldsOf(transaction).amount,
    categoryId,
    bucket: null,
    note: "",
  };
  return [first, { key: 1, amount: "", categoryId: null, bucket: null, note: "" }];
}
