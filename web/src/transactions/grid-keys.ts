/** What the keys of the list do. Letters can be turned off in Settings; everything has a button too. */
export type RowAction =
  | "edit"
  | "details"
  | "category"
  | "split"
  | "duplicate"
  | "pending"
  | "select"
  | "delete"
  | "menu";

export type GridKey =
  | { readonly kind: "move"; readonly to: number; readonly isExtending: boolean }
  | { readonly kind: "act"; readonly action: RowAction }
  | { readonly kind: "all" }
  | { readonly kind: "leave" };

const pageRows = 10;

const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: pageRows,
  PageUp: -pageRows,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

const letterSteps: Readonly<Record<string, number>> = { j: 1, k: -1 };

const actions: Readonly<Record<string, RowAction>> = {
  Enter: "edit",
  " ": "pending",
  Delete: "delete",
  Backspace: "delete",
  ContextMenu: "menu",
  F10: "menu",
};

const letterActions: Readonly<Record<string, RowAction>> = {
  e: "edit",
  c: "category",
  d: "duplicate",
  s: "split",
  x: "select",
  m: "menu",
};

/** A key that was pressed, as events tell it. */
export interface PressedKey {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** What a key on a row does; undefined if that is nothing of the list's. */
export function gridKeyOf(
  { key, shiftKey, ctrlKey, metaKey, altKey }: PressedKey,
  list: { readonly from: number; readonly count: number; readonly areLettersOn: boolean },
): GridKey | undefined {
  const { from, count, areLettersOn } = list;
  if (altKey) return undefined;
  if (ctrlKey || metaKey) return key.toLowerCase() === "a" ? { kind: "all" } : undefined;
  if (key === "Escape") return { kind: "leave" };
  if (key === "F10" && !shiftKey) return undefined;
  const letter = key.toLowerCase();
  const step = steps[key] ?? (areLettersOn ? letterSteps[letter] : undefined);
  if (step !== undefined) {
    const to = Math.max(0, Math.min(count - 1, from + step));
    return { kind: "move", to, isExtending: shiftKey };
  }
  const action = actions[key] ?? (areLettersOn ? letterActions[letter] : undefined);
  return action === undefined ? undefined : { kind: "act", action };
}
