/** What can be done with one transaction: the same as by keys, in a menu beside it. */
import { useEffect, useRef, type KeyboardEvent } from "react";
import type { ListedTransaction } from "../engine/transaction-models.ts";
import type { RowAction } from "./grid-keys.ts";
import styles from "./row-menu.module.css";
import { transactionsTexts as texts } from "./transactions-texts.ts";

export interface MenuPlace {
  readonly item: ListedTransaction;
  readonly index: number;
  /** The button or row that it opens beside. */
  readonly anchor: DOMRect;
}

const widthPixels = 256;
const heightPixels = 360;

export function RowMenu({
  place: { item, anchor },
  isSelected,
  isWide,
  onAct,
  onClose,
}: {
  readonly place: MenuPlace;
  readonly isSelected: boolean;
  /** Without room for a table, Edit is all details. */
  readonly isWide: boolean;
  readonly onAct: (action: RowAction) => void;
  readonly onClose: () => void;
}) {
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const opened = menu.current;
    opened?.showPopover();
    opened?.querySelector<HTMLElement>("[role=menuitem]")?.focus();
  }, []);
  const onKey = (event: KeyboardEvent): void => {
    const items = [...(menu.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
    const at = items.findIndex((one) => one === document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Tab") onClose();
    else if (to !== undefined) items.at(to % items.length)?.focus();
    else if (event.key !== "Escape") return;
    else onClose();
    event.preventDefault();
    event.stopPropagation();
  };
  const isBelow = anchor.bottom + heightPixels < innerHeight;
  return (
    <div
      ref={menu}
      popover="auto"
      role="menu"
      aria-label={texts.actions(item.text)}
      className={styles["menu"]}
      style={{
        width: widthPixels,
        left: Math.max(8, Math.min(anchor.right, innerWidth - 8) - widthPixels),
        ...(isBelow ? { top: anchor.bottom } : { bottom: Math.max(8, innerHeight - anchor.top) }),
      }}
      onKeyDown={onKey}
      onToggle={(event) => {
        if (event.newState === "closed") onClose();
      }}
    >
      {rowsOf(item, { isSelected, isWide }).map(({ action, name, key }) => (
        <button
          key={action}
          type="button"
          role="menuitem"
          tabIndex={-1}
          data-action={action}
          onClick={() => onAct(action)}
        >
          {name}
          <kbd aria-hidden="true">{key}</kbd>
        </button>
      ))}
    </div>
  );
}

interface MenuRow {
  readonly action: RowAction;
  readonly name: string;
  readonly key: string;
}

function rowsOf(
  { kind, pending, parts }: ListedTransaction,
  { isSelected, isWide }: { readonly isSelected: boolean; readonly isWide: boolean },
): MenuRow[] {
  const { menu, menuKeys } = texts;
  const isTransfer = kind === "transfer";
  const rows: (MenuRow | false)[] = [
    { action: "edit", name: menu.edit, key: menuKeys.enter },
    !isTransfer && isWide && { action: "details", name: menu.details, key: "" },
    !isTransfer && parts === 1 && { action: "category", name: menu.category, key: "c" },
    !isTransfer && { action: "split", name: menu.split, key: "s" },
    { action: "duplicate", name: menu.duplicate, key: "d" },
    { action: "pending", name: pending ? menu.cleared : menu.pending, key: menuKeys.space },
    { action: "select", name: isSelected ? menu.unselect : menu.select, key: "x" },
    { action: "delete", name: menu.delete, key: menuKeys.delete },
  ];
  return rows.filter((row) => row !== false);
}
