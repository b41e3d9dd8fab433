/** The rows of the list that exist: those in view, and the one that has the focus, wherever it is scrolled to. */
import { useEffect, useRef, useState, type RefObject } from "react";
import { defaultRangeExtractor, useWindowVirtualizer } from "@tanstack/react-virtual";
import type { ListFilterModel } from "../engine/transaction-models.ts";
import { focusRow, useFocusKept } from "./row-focus.ts";
import { useList, type List } from "./use-list.ts";

/** What is known of a list as a whole. */
export type ListFacts = Pick<List, "total" | "sums" | "problem">;

/** What may cover the top and the bottom of the window: the list's head; the navigation, or what is chosen. */
const covered = { top: 48, bottom: 88 };

/** Rows beyond those in view that are asked for, so that they are there when they come into it. */
const aheadRows = 50;

export interface GridWindow {
  readonly body: RefObject<HTMLDivElement | null>;
  readonly list: List;
  readonly count: number;
  readonly rows: readonly { readonly index: number; readonly top: number }[];
  readonly height: number;
  readonly focused: number;
  readonly setFocused: (index: number) => void;
  /** Scrolls to a row and focuses it. */
  readonly goTo: (index: number) => void;
}

export function useGridWindow(
  filter: ListFilterModel,
  height: number,
  onList: (list: ListFacts) => void,
): GridWindow {
  const body = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState(0);
  const [count, setCount] = useState(0);
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => height,
    overscan: 8,
    scrollMargin: body.current?.offsetTop ?? 0,
    scrollPaddingStart: covered.top,
    scrollPaddingEnd: covered.bottom,
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      return focused >= count || shown.includes(focused)
        ? shown
        : [...shown, focused].toSorted((left, right) => left - right);
    },
  });
  useEffect(() => virtualizer.measure(), [virtualizer, height]);
  const { startIndex = 0, endIndex = 0 } = virtualizer.range ?? {};
  const list = useList(filter, {
    first: Math.max(0, startIndex - aheadRows),
    last: Math.max(0, Math.min(count - 1, endIndex + aheadRows)),
  });
  const { total, sums, problem } = list;
  useEffect(() => {
    setCount(total ?? 0);
    setFocused((index) => Math.max(0, Math.min(index, (total ?? 1) - 1)));
    onList({ total, sums, problem });
  }, [total, sums, problem, onList]);
  useFocusKept(body, list, setFocused);
  const margin = virtualizer.options.scrollMargin;
  return {
    body,
    list,
    count,
    rows: virtualizer.getVirtualItems().map(({ index, start }) => ({ index, top: start - margin })),
    height,
    focused,
    setFocused,
    goTo: (index) => {
      setFocused(index);
      virtualizer.scrollToIndex(index);
      focusRow(body.current, index);
    },
  };
}
