/** The focus in the list: on a row by its index, kept with its transaction when the list changes. */
import { useEffect, useRef, type RefObject } from "react";
import type { List } from "./use-list.ts";

export function rowAt(body: HTMLElement | null, index: number): HTMLElement | null {
  return body?.querySelector<HTMLElement>(`[data-index="${index}"]`) ?? null;
}

/** Focuses a row as soon as it is there: it may be scrolled to first. */
export function focusRow(body: HTMLElement | null, index: number): void {
  let framesLeft = 30;
  const look = (): void => {
    const row = rowAt(body, index);
    framesLeft -= 1;
    if (row === null) {
      if (framesLeft > 0) requestAnimationFrame(look);
    } else if (document.querySelector("dialog[open]") === null) {
      row.focus({ preventScroll: true });
    }
  };
  requestAnimationFrame(look);
}

/** What had the focus. */
interface Had {
  readonly id: string | undefined;
  readonly index: number;
  readonly row: HTMLElement;
}

/**
 * Keeps the focus with its transaction when the list changes: rows above it may come and go. Where it is gone
 * itself, the row in its place gets the focus.
 */
export function useFocusKept(
  body: RefObject<HTMLDivElement | null>,
  { total, at, indexOf }: List,
  setFocused: (index: number) => void,
): void {
  const had = useRef<Had>(undefined);
  useEffect(() => {
    const active = document.activeElement;
    const row = body.current?.contains(active) === true ? active?.closest("[data-index]") : null;
    if (row instanceof HTMLElement) {
      const index = Number(row.dataset["index"]);
      had.current = { id: at(index)?.id, index, row };
      setFocused(index);
      return;
    }
    const before = had.current;
    had.current = undefined;
    // A row that is still there lost the focus because somebody went elsewhere.
    if (before === undefined || before.row.isConnected || active !== document.body) return;
    const to = (before.id === undefined ? undefined : indexOf(before.id)) ?? before.index;
    focusRow(body.current, Math.max(0, Math.min(to, (total ?? 1) - 1)));
  });
}
