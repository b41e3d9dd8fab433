/**
 * The list as a grid of which only the rows in view exist (ARIA: grid with a row count). One Tab stop: arrows, Home,
 * End and the page keys move, Enter opens.
 */
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import type { ListFilterModel, TransactionModel } from "../engine/view-models.ts";
import { dayText, money } from "../page/format.ts";
import { classes } from "../ui/classes.ts";
import { Loading } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import styles from "./transaction-grid.module.css";
import { accountText, categoryText, transactionsTexts as texts } from "./transactions-texts.ts";
import { useList } from "./use-list.ts";

const rowPixels = 56;
const pageRows = 10;

export function TransactionGrid({
  filter,
  onOpen,
  onTotal,
}: {
  readonly filter: ListFilterModel;
  readonly onOpen: (transaction: TransactionModel) => void;
  readonly onTotal: (total: number | undefined) => void;
}) {
  const body = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState(0);
  const [count, setCount] = useState(0);
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => rowPixels,
    overscan: 8,
    scrollMargin: body.current?.offsetTop ?? 0,
  });
  const rows = virtualizer.getVirtualItems();
  const { total, at } = useList(filter, {
    first: rows[0]?.index ?? 0,
    last: rows.at(-1)?.index ?? 0,
  });
  useEffect(() => {
    setCount(total ?? 0);
    setFocused((index) => Math.max(0, Math.min(index, (total ?? 1) - 1)));
    onTotal(total);
  }, [total, onTotal]);
  const onKey = (event: KeyboardEvent): void => {
    const target = targetOf(event.key, focused, count);
    const item = at(focused);
    if (target !== undefined) {
      setFocused(target);
      virtualizer.scrollToIndex(target);
      focusRow(body.current, target);
    } else if (event.key === "Enter" && item !== undefined) onOpen(item);
    // Else the same Enter would send the dialog's form that it opens.
    if (target !== undefined || event.key === "Enter") event.preventDefault();
  };
  if (total === undefined) return <Loading what={texts.loading} />;
  return (
    <div
      role="grid"
      aria-label={texts.grid}
      aria-rowcount={total + 1}
      aria-colcount={5}
      className={styles["grid"]}
      onKeyDown={onKey}
    >
      <GridHead />
      <div
        ref={body}
        role="rowgroup"
        className={styles["body"]}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {rows.map(({ index, start }) => (
          <GridRow
            key={index}
            index={index}
            top={start - virtualizer.options.scrollMargin}
            item={at(index)}
            isFocusable={index === focused}
            onFocus={setFocused}
            onOpen={onOpen}
          />
        ))}
      </div>
    </div>
  );
}

/** The row that a key goes to; undefined if it goes nowhere. */
function targetOf(key: string, from: number, count: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    j: 1,
    ArrowUp: -1,
    k: -1,
    PageDown: pageRows,
    PageUp: -pageRows,
    Home: -count,
    End: count,
  };
  const step = steps[key];
  return step === undefined ? undefined : Math.max(0, Math.min(count - 1, from + step));
}

/** Focuses a row as soon as it is there: it may be scrolled to first. */
function focusRow(body: HTMLElement | null, index: number): void {
  let framesLeft = 30;
  const look = (): void => {
    const row = body?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    framesLeft -= 1;
    if (row !== null && row !== undefined) row.focus({ preventScroll: true });
    else if (framesLeft > 0) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

function GridHead() {
  const { day, text, category, account, amount } = texts.columns;
  return (
    <div role="rowgroup">
      <div role="row" aria-rowindex={1} className={classes(styles["row"], styles["head"])}>
        <span role="columnheader">{day}</span>
        <span role="columnheader">{text}</span>
        <span role="columnheader">{category}</span>
        <span role="columnheader">{account}</span>
        <span role="columnheader" className={styles["amount"]}>
          {amount}
        </span>
      </div>
    </div>
  );
}

function GridRow({
  index,
  top,
  item,
  isFocusable,
  onFocus,
  onOpen,
}: {
  readonly index: number;
  readonly top: number;
  readonly item: TransactionModel | undefined;
  readonly isFocusable: boolean;
  readonly onFocus: (index: number) => void;
  readonly onOpen: (transaction: TransactionModel) => void;
}) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      tabIndex={isFocusable ? 0 : -1}
      className={classes(styles["row"], styles["item"])}
      style={{ height: rowPixels, transform: `translateY(${top}px)` }}
      onFocus={() => onFocus(index)}
      onClick={() => {
        if (item !== undefined) onOpen(item);
      }}
    >
      <span role="gridcell" className={ui["soft"]}>
        {item === undefined ? "…" : dayText(item.day)}
      </span>
      <span role="gridcell" className={styles["text"]}>
        {item?.text}
        {item?.pending === true && <em> {texts.pending}</em>}
      </span>
      <span role="gridcell" className={classes(styles["category"], styles[item?.bucket ?? ""])}>
        {item === undefined ? "" : categoryText(item)}
      </span>
      <span role="gridcell" className={ui["soft"]}>
        {item === undefined ? "" : accountText(item)}
      </span>
      <span
        role="gridcell"
        className={classes(ui["amount"], styles["amount"], item?.kind === "income" && styles["in"])}
      >
        {item === undefined ? "" : money(item.amount)}
      </span>
    </div>
  );
}
