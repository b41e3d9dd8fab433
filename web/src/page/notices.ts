/** Short messages after something was done, of which the newest is shown, with Undo where there is one. */
import { useSyncExternalStore } from "react";

export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly canUndo: boolean;
}

let newest: Notice | undefined;
const listeners = new Set<() => void>();

function become(notice: Notice | undefined): void {
  newest = notice;
  for (const listener of listeners) listener();
}

/** Shows a message. */
export function notify(text: string, { canUndo = false }: { canUndo?: boolean } = {}): void {
  become({ id: (newest?.id ?? 0) + 1, text, canUndo });
}

export function dismissNotice(): void {
  if (newest !== undefined) become(undefined);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useNotice(): Notice | undefined {
  return useSyncExternalStore(subscribe, () => newest);
}
