/**
 * The list as a grid of which only the rows in view exist (ARIA: grid with a row count). One Tab stop, and a focus
 * that stays with its transaction: keys move, edit, choose (grid-keys.ts), and each of them is in the row's menu.
 */
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import type { ListedTransaction, ListFilterModel } from "../engine/transaction-models.ts";
import type { Choices } from "../engine/view-models.ts";
import { Loading } from "../ui/parts.tsx";
import { preferences } from "../page/preferences.ts";
import { gridKeyOf, type RowAction } from "./grid-keys.ts";
import { GridHead, GridRow, type RowHandlers } from "./grid-row.tsx";
import { RowEditor, type RowField } from "./row-editor.tsx";
import { focusRow, rowAt } from "./row-focus.ts";
import { RowMenu, type MenuPlace } from "./row-menu.tsx";
import styles from "./transaction-grid.module.css";
import { transactionsTexts as texts } from "./transactions-texts.ts";
import { useGridWindow, type GridWindow, type ListFacts } from "./use-grid-window.ts";
import type { Selection } from "./use-selection.ts";
import { useWide } from "./use-wide.ts";

const rowPixels = { wide: 48, card: 64 };
const columnCount = 7;
/** How long the second letter of a pair such as "g h" may take (frame/shortcuts.ts). */
const pairMs = 1_500;

interface Props {
  readonly filter: ListFilterModel;
  readonly choices: Choices | undefined;
  readonly selection: Selection;
  /** What is not done in the list itself. */
  readonly onAct: (action: RowAction, item: ListedTransaction) => void;
  readonly onList: (list: ListFacts) => void;
}

export function TransactionGrid({ filter, choices, selection, onAct, onList }: Props) {
  const isWide = useWide();
  const grid = useGridWindow(filter, isWide ? rowPixels.wide : rowPixels.card, onList);
  const { body, rows, height, focused } = grid;
  const { total, problem, at } = grid.list;
  const deeds = useDeeds(grid, { isWide, selection, onAct });
  const { editing, menu, act } = deeds;
  const onKey = useKeys(grid, selection, act);
  if (total === undefined) return problem === undefined ? <Loading what={texts.loading} /> : null;
  const bodyStyle = { height: height * total };
  const columns = { hasBalance: filter.accountId !== null, isWide };
  return (
    <>
      <div
        role="grid"
        aria-label={texts.grid}
        aria-rowcount={total + 1}
        aria-colcount={columnCount}
        aria-multiselectable="true"
        className={styles["grid"]}
        data-balance={columns.hasBalance ? "" : undefined}
        data-selecting={selection.ids.size > 0 ? "" : undefined}
        onKeyDown={onKey}
      >
        <GridHead columns={columns} />
        <div ref={body} role="rowgroup" className={styles["body"]} style={bodyStyle}>
          {rows.map(({ index, top }) => {
            const item = at(index);
            const isEdited = item !== undefined && editing?.id === item.id;
            return (
              <GridRow
                key={item?.id ?? index}
                index={index}
                place={{ top, height }}
                item={item}
                isSelected={item !== undefined && selection.ids.has(item.id)}
                isFocusable={index === focused}
                columns={columns}
                handlers={deeds.handlers}
                editor={
                  isEdited ? (
                    <RowEditor
                      item={item}
                      field={editing.field}
                      choices={choices}
                      columns={columns}
                      onDetails={() => onAct("details", item)}
                      onDone={(keepsFocus) => deeds.endEditing(item.id, keepsFocus, index)}
                    />
                  ) : undefined
                }
              />
            );
          })}
        </div>
      </div>
      {menu !== undefined && (
        <RowMenu
          key={menu.item.id}
          place={menu}
          isSelected={selection.ids.has(menu.item.id)}
          isWide={isWide}
          onAct={(action) => act(action, menu.item, menu.index)}
          onClose={deeds.closeMenu}
        />
      )}
    </>
  );
}

/** What is done to rows: in the list itself, in its menu, or elsewhere. */
function useDeeds(
  { body, setFocused }: GridWindow,
  { isWide, selection, onAct }: Pick<Props, "selection" | "onAct"> & { readonly isWide: boolean },
) {
  const [editing, setEditing] = useState<{ readonly id: string; readonly field: RowField }>();
  const [menu, setMenu] = useState<MenuPlace>();
  const edit = (item: ListedTransaction, field: RowField): void => {
    // A transfer is edited as a whole, and on a small screen there is no room in the row.
    if (isWide && item.kind !== "transfer") setEditing({ id: item.id, field });
    else onAct("details", item);
  };
  const act = (action: RowAction, item: ListedTransaction, index: number): void => {
    setMenu(undefined);
    if (action === "edit") edit(item, "text");
    else if (action === "category") edit(item, item.parts > 1 ? "text" : "category");
    else if (action === "select") selection.toggle(item.id, index);
    else if (action === "menu") {
      const row = rowAt(body.current, index);
      if (row !== null) setMenu({ item, index, anchor: row.getBoundingClientRect() });
      return;
    } else onAct(action, item);
    if (action !== "edit" && action !== "category") focusRow(body.current, index);
  };
  const handlers = useSteady({
    onEdit: edit,
    onMenu: (item, index, anchor) => setMenu({ item, index, anchor }),
    onSelect: (item, index, isExtending) => {
      if (isExtending) selection.extendTo(index, index);
      else selection.toggle(item.id, index);
    },
    onFocus: setFocused,
  });
  const closeMenu = (): void => {
    if (menu !== undefined) focusRow(body.current, menu.index);
    setMenu(undefined);
  };
  const endEditing = (id: string, keepsFocus: boolean, index: number): void => {
    setEditing((now) => (now?.id === id ? undefined : now));
    if (keepsFocus) focusRow(body.current, index);
  };
  return { editing, menu, act, handlers, closeMenu, endEditing };
}

/** The keys of the row that has the focus. */
function useKeys(
  { list, count, focused, goTo }: GridWindow,
  selection: Selection,
  act: (action: RowAction, item: ListedTransaction, index: number) => void,
): (event: KeyboardEvent) => void {
  const goUntil = useRef(0);
  return (event) => {
    // Keys within an editor or a button are theirs.
    if (!(event.target instanceof Element) || event.target.role !== "row") return;
    const isSecond = Date.now() < goUntil.current;
    goUntil.current = event.key === "g" ? Date.now() + pairMs : 0;
    const key = isSecond
      ? undefined
      : gridKeyOf(event, { from: focused, count, areLettersOn: preferences().areLettersOn });
    const item = list.at(focused);
    if (key === undefined) return;
    if (key.kind === "leave" && selection.ids.size === 0) return;
    if (key.kind === "leave") selection.clear();
    else if (key.kind === "all") selection.all(count);
    else if (key.kind === "move") {
      if (key.isExtending) selection.extendTo(key.to, focused);
      goTo(key.to);
    } else if (item !== undefined) act(key.action, item, focused);
    event.preventDefault();
    event.stopPropagation();
  };
}

/** Handlers that stay the same object, so that rows which did not change are not rendered again. */
function useSteady(newest: RowHandlers): RowHandlers {
  const current = useRef(newest);
  useEffect(() => {
    current.current = newest;
  });
  return useMemo(
    () => ({
      onEdit: (...of) => current.current.onEdit(...of),
      onMenu: (...of) => current.current.onMenu(...of),
      onSelect: (...of) => current.current.onSelect(...of),
      onFocus: (...of) => current.current.onFocus(...of),
    }),
    [],
  );
}
