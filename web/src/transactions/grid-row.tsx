/** One row of the list: a line of a table, or a card where there is no room for one. */
import { memo, type MouseEvent, type ReactNode } from "react";
import type { ListedTransaction } from "../engine/transaction-models.ts";
import { dayText, money } from "../page/format.ts";
import { classes } from "../ui/classes.ts";
import ui from "../ui/ui.module.css";
import type { RowField } from "./row-editor.tsx";
import styles from "./transaction-grid.module.css";
import { accountText, placeText, transactionsTexts as texts } from "./transactions-texts.ts";

export interface RowHandlers {
  readonly onEdit: (item: ListedTransaction, field: RowField) => void;
  readonly onMenu: (item: ListedTransaction, index: number, anchor: DOMRect) => void;
  readonly onSelect: (item: ListedTransaction, index: number, isExtending: boolean) => void;
  readonly onFocus: (index: number) => void;
}

/** Which columns there are. */
export interface Columns {
  /** Of one account: its balance, in place of its name. */
  readonly hasBalance: boolean;
  readonly isWide: boolean;
}

interface RowProps {
  readonly index: number;
  readonly item: ListedTransaction | undefined;
  readonly isSelected: boolean;
  readonly columns: Columns;
  readonly handlers: RowHandlers;
}

export function GridRow({
  place: { top, height },
  isFocusable,
  editor,
  ...row
}: RowProps & {
  readonly place: { readonly top: number; readonly height: number };
  readonly isFocusable: boolean;
  /** In place of what is in the row, while it is edited. */
  readonly editor: ReactNode;
}) {
  const { index, isSelected, handlers } = row;
  const isEdited = editor !== undefined;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-index={index}
      tabIndex={isFocusable && !isEdited ? 0 : -1}
      className={classes(
        styles["row"],
        styles["item"],
        isSelected && styles["selected"],
        isEdited && styles["edited"],
      )}
      style={{ height, transform: `translateY(${top}px)` }}
      onFocus={() => handlers.onFocus(index)}
    >
      {isEdited ? editor : <RowCells {...row} />}
    </div>
  );
}

/** What is in a row. */
const RowCells = memo(function RowCells({ item, index, isSelected, columns, handlers }: RowProps) {
  if (item === undefined) {
    return (
      <span role="gridcell" className={classes(styles["unread"], ui["soft"])}>
        …
      </span>
    );
  }
  return (
    <>
      <span role="gridcell" className={styles["select"]} onClick={stop}>
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={texts.select(item.text)}
          checked={isSelected}
          onChange={() => undefined}
          onClick={(event) => handlers.onSelect(item, index, event.shiftKey)}
        />
      </span>
      <Facts item={item} columns={columns} onEdit={handlers.onEdit} />
      <span role="gridcell" className={styles["more"]} onClick={stop}>
        <button
          type="button"
          tabIndex={-1}
          aria-haspopup="menu"
          aria-label={texts.actions(item.text)}
          onClick={(event) =>
            handlers.onMenu(item, index, event.currentTarget.getBoundingClientRect())
          }
        >
          <span aria-hidden="true">⋯</span>
        </button>
      </span>
    </>
  );
});

/** The cells that tell about a transaction; each one begins to edit itself when it is clicked. */
function Facts({
  item,
  columns,
  onEdit,
}: {
  readonly item: ListedTransaction;
  readonly columns: Columns;
  readonly onEdit: RowHandlers["onEdit"];
}) {
  const cell = (field: RowField, ...looks: (string | undefined)[]) => ({
    role: "gridcell",
    className: classes(...looks),
    onClick: () => onEdit(item, field),
  });
  const { amount, balance, bucket, day, kind, note, pending, text } = item;
  return (
    <>
      <span {...cell("date", styles["day"], ui["soft"])}>{dayText(day)}</span>
      <span {...cell("text", styles["text"])}>
        <span>{text}</span>
        {pending && <em className={styles["pending"]}>{texts.pending}</em>}
        {note !== "" && <small className={ui["soft"]}>{note}</small>}
      </span>
      <span {...cell("category", styles["category"], styles[bucket ?? ""])}>
        {placeText(item, columns)}
      </span>
      {!columns.hasBalance && (
        <span {...cell("text", styles["account"], ui["soft"])}>{accountText(item)}</span>
      )}
      <span
        {...cell("amount", ui["amount"], styles["amount"], kind === "income" ? styles["in"] : "")}
      >
        {money(amount)}
      </span>
      {columns.hasBalance && (
        <span {...cell("amount", ui["amount"], ui["soft"], styles["balance"])}>
          {balance === null ? "" : money(balance)}
        </span>
      )}
    </>
  );
}

function stop(event: MouseEvent): void {
  event.stopPropagation();
}

export function GridHead({ columns: { hasBalance } }: { readonly columns: Columns }) {
  const { select, day, text, category, account, amount, balance, more } = texts.columns;
  return (
    <div role="rowgroup" className={styles["headGroup"]}>
      <div role="row" aria-rowindex={1} className={classes(styles["row"], styles["head"])}>
        <span role="columnheader">
          <span className={ui["hidden"]}>{select}</span>
        </span>
        <span role="columnheader">{day}</span>
        <span role="columnheader">{text}</span>
        <span role="columnheader">{category}</span>
        {!hasBalance && <span role="columnheader">{account}</span>}
        <span role="columnheader" className={styles["amount"]}>
          {amount}
        </span>
        {hasBalance && (
          <span role="columnheader" className={styles["amount"]}>
            {balance}
          </span>
        )}
        <span role="columnheader">
          <span className={ui["hidden"]}>{more}</span>
        </span>
      </div>
    </div>
  );
}
