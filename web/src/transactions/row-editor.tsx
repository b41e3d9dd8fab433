/**
 * A row of the list while it is edited: Enter saves, Escape takes it back, and leaving the row saves what was
 * changed. Amounts are calculated, as everywhere.
 */
import { useEffect, useRef, useState, type FocusEvent, type KeyboardEvent } from "react";
import type { ListedTransaction } from "../engine/transaction-models.ts";
import type { Choices } from "../engine/view-models.ts";
import { money } from "../page/format.ts";
import { notify } from "../page/notices.ts";
import { problemText } from "../page/problem-texts.ts";
import { useAction, type Action } from "../page/use-engine.ts";
import { Button } from "../ui/parts.tsx";
import { changedFields, fieldsOf, type Fields } from "./changed-fields.ts";
import { CategoryOptions } from "./choice-options.tsx";
import type { Columns } from "./grid-row.tsx";
import styles from "./transaction-grid.module.css";
import { accountText, placeText, transactionsTexts as texts } from "./transactions-texts.ts";

/** The fields of a row that can be edited in it. */
export type RowField = "date" | "text" | "category" | "amount";

interface Props {
  readonly item: ListedTransaction;
  /** Which one is edited first. */
  readonly field: RowField;
  readonly choices: Choices | undefined;
  readonly columns: Columns;
  readonly onDetails: () => void;
  /** Saved or taken back; whether the row gets the focus again. */
  readonly onDone: (keepsFocus: boolean) => void;
}

export function RowEditor({ item, field, choices, columns, onDetails, onDone }: Props) {
  const action = useAction();
  const row = useRef<HTMLDivElement>(null);
  const { fields, setFields, save, leave } = useDraft(item, action, onDone);
  useEffect(() => {
    const named = (name: RowField) => row.current?.querySelector<HTMLElement>(`[name=${name}]`);
    // What is in parts has no amount or category of its own.
    const first = named(field) ?? named("text");
    first?.focus();
    if (first instanceof HTMLInputElement && field !== "date") first.select();
    row.current?.lastElementChild?.scrollIntoView({ block: "nearest" });
  }, [field]);
  const onKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    const isOnButton = event.target instanceof HTMLButtonElement;
    if (event.key === "Enter" && !isOnButton) void save(true);
    else if (event.key === "Escape") leave(true);
    else return;
    event.preventDefault();
  };
  const onBlur = ({ relatedTarget }: FocusEvent): void => {
    // Without a target the window lost the focus, or the row is going.
    const isInRow = row.current?.contains(relatedTarget) === true;
    if (relatedTarget !== null && !isInRow) void save(false);
  };
  return (
    <div ref={row} className={styles["editor"]} onKeyDown={onKey} onBlur={onBlur}>
      <EditorCells
        item={item}
        choices={choices}
        columns={columns}
        fields={fields}
        onSet={(changes) => setFields({ ...fields, ...changes })}
      />
      <span role="gridcell" className={styles["below"]}>
        {action.problem !== undefined && (
          <span role="alert" className={styles["problem"]}>
            {problemText(action.problem)}
          </span>
        )}
        <Button look="primary" disabled={action.isBusy} onClick={() => void save(true)}>
          {texts.save}
        </Button>
        <Button onClick={() => leave(true)}>{texts.cancel}</Button>
        <Button
          onClick={() => {
            leave(false);
            onDetails();
          }}
        >
          {texts.everything}
        </Button>
      </span>
    </div>
  );
}

/** What is typed, until it is saved or taken back. */
function useDraft(
  item: ListedTransaction,
  { isBusy, run }: Action,
  onDone: Props["onDone"],
): {
  readonly fields: Fields;
  readonly setFields: (fields: Fields) => void;
  readonly save: (keepsFocus: boolean) => Promise<void>;
  readonly leave: (keepsFocus: boolean) => void;
} {
  const [before] = useState(() => fieldsOf(item));
  const [fields, setFields] = useState(before);
  const isOver = useRef(false);
  const leave = (keepsFocus: boolean): void => {
    isOver.current = true;
    onDone(keepsFocus);
  };
  const save = async (keepsFocus: boolean): Promise<void> => {
    if (isBusy || isOver.current) return;
    const changed = changedFields(before, fields);
    if (Object.keys(changed).length > 0) {
      if ((await run("edit", { id: item.id, ...changed })) === undefined) return;
      notify(texts.saved, { canUndo: true });
    }
    leave(keepsFocus);
  };
  return { fields, setFields, save, leave };
}

function EditorCells({
  item,
  choices,
  columns,
  fields,
  onSet,
}: Pick<Props, "item" | "choices" | "columns"> & {
  readonly fields: Fields;
  readonly onSet: (changes: Partial<Fields>) => void;
}) {
  const isSplit = item.parts > 1;
  const input = (name: "date" | "text" | "amount", label: string) => ({
    name,
    autoComplete: "off",
    "aria-label": label,
    value: fields[name],
    onChange: (event: { readonly target: HTMLInputElement }) =>
      onSet({ [name]: event.target.value }),
  });
  return (
    <>
      <span role="gridcell" />
      <span role="gridcell">
        <input {...input("date", texts.date)} type="date" required />
      </span>
      <span role="gridcell">
        <input {...input("text", texts.text)} />
      </span>
      <span role="gridcell">
        {isSplit ? (
          placeText(item, columns)
        ) : (
          <select
            name="category"
            aria-label={texts.category}
            value={fields.categoryId}
            onChange={(event) => onSet({ categoryId: event.target.value })}
          >
            <option value="">{texts.noCategory}</option>
            <CategoryOptions
              choices={choices}
              kind={item.kind === "income" ? "income" : "expense"}
            />
          </select>
        )}
      </span>
      {!columns.hasBalance && <span role="gridcell">{accountText(item)}</span>}
      <span role="gridcell" className={styles["amount"]}>
        {isSplit ? (
          money(item.amount)
        ) : (
          <input {...input("amount", texts.amount)} inputMode="decimal" />
        )}
      </span>
      {columns.hasBalance && <span role="gridcell" />}
      <span role="gridcell" />
    </>
  );
}
