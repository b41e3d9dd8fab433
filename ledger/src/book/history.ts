/**
 * The newest change sets of a book, with what is needed to take them back. Bounded in number and in weight; the
 * oldest leave first, which every device does at the same place in the log.
 *
 * Several change sets can be one action: the chunks of an import, and the chunks of a long undo. What was taken
 * back, and taken back again, follows from `undoes` alone, so undo and redo work across devices and sessions.
 */
import type { Change, ChangeSet } from "./change.ts";
import type { Id } from "./id.ts";
import { bookLimits as limits } from "./limits.ts";
import type { Table } from "./records.ts";

/** What one change set did to one record that was there before: only fields whose value really changed. */
export type Edit = { readonly before: Change; readonly after: Change };

/** A record that a change set made. */
export type Created = { readonly table: Table; readonly id: Id };

/** One change set in the history. */
export type HistoryEntry = {
  readonly id: Id;
  readonly label: string;
  readonly at: number | null;
  readonly author: string;
  readonly batch: Id | null;
  readonly undoes: Id | null;
  /** Whether what it undoes was itself an undo. */
  readonly redoes: boolean;
  /** How many changes it had. */
  readonly count: number;
  /** The records that it made, but for the transactions of its own import: those are the batch's. */
  readonly created: readonly Created[];
  readonly edits: readonly Edit[];
};

/**
 * The entries, oldest first, and the sum of what they hold. Those before `start` have left: the array is cut in
 * large steps, because cutting it at every change set costs more than applying one.
 */
export type History = { readonly entries: HistoryEntry[]; start: number; weight: number };

/** Entries that have left and are still in the array, at most. */
const GONE_MAX = 1_000;

/** Change sets that are taken back together, oldest first. */
export type Action = {
  readonly entries: readonly HistoryEntry[];
  readonly kind: "do" | "undo" | "redo";
  readonly isTakenBack: boolean;
};

type OpenAction = {
  readonly entries: HistoryEntry[];
  readonly kind: Action["kind"];
  readonly key: string;
  readonly target: OpenAction | undefined;
  isTakenBack: boolean;
};

/** Records and edits that an entry keeps in memory. */
export function weightOf(entry: HistoryEntry): number {
  return entry.created.length + entry.edits.length;
}

/** The entries that the history knows, oldest first. */
export function entriesOf(history: History): readonly HistoryEntry[] {
  return history.entries.slice(history.start);
}

/** Appends an entry and returns those that had to leave for it, oldest first. */
export function appendEntry(history: History, entry: HistoryEntry): readonly HistoryEntry[] {
  history.entries.push(entry);
  history.weight += weightOf(entry);
  const left: HistoryEntry[] = [];
  for (;;) {
    const count = history.entries.length - history.start;
    const oldest = history.entries[history.start];
    if (oldest === undefined || count <= 1) break;
    if (count <= limits.historySetsMax && history.weight <= limits.historyChangesMax) break;
    left.push(oldest);
    history.weight -= weightOf(oldest);
    history.start += 1;
  }
  if (history.start > GONE_MAX) {
    history.entries.splice(0, history.start);
    history.start = 0;
  }
  return left;
}

/** Takes the newest entry away and puts those back that had left for it. */
export function removeEntry(history: History, left: readonly HistoryEntry[]): void {
  const entry = history.entries.pop();
  if (entry !== undefined) history.weight -= weightOf(entry);
  for (const old of left) history.weight += weightOf(old);
  // Those that left last are still there before the start, unless the array was cut since.
  if (history.start >= left.length) history.start -= left.length;
  else {
    history.entries.splice(0, history.start, ...left);
    history.start = 0;
  }
}

/** Whether a change set takes back an undo that the history still knows. */
export function isRedo(history: History, changeSet: ChangeSet): boolean {
  if (changeSet.undoes === null) return false;
  const target = entriesOf(history).findLast((entry) => entry.id === changeSet.undoes);
  return target !== undefined && target.undoes !== null && !target.redoes;
}

/** The actions of a history, in the order of their first change set. */
export function actionsOf(history: History): readonly Action[] {
  const actions: OpenAction[] = [];
  const byEntry = new Map<Id, OpenAction>();
  const open = new Map<string, OpenAction>();
  for (const entry of entriesOf(history)) {
    const key = keyOf(entry);
    let action = open.get(key);
    if (action === undefined) {
      action = {
        entries: [],
        kind: entry.undoes === null ? "do" : entry.redoes ? "redo" : "undo",
        key,
        target: entry.undoes === null ? undefined : byEntry.get(entry.undoes),
        isTakenBack: false,
      };
      actions.push(action);
      open.set(key, action);
      if (action.target !== undefined) setTakenBack(action.target, true, open);
    }
    action.entries.push(entry);
    byEntry.set(entry.id, action);
  }
  return actions;
}

/** The chunks of an import, or of one author's undo of the same thing, have the same key. */
function keyOf(entry: HistoryEntry): string {
  if (entry.undoes !== null) return `undo ${entry.undoes} ${entry.author}`;
  return entry.batch === null ? `set ${entry.id}` : `batch ${entry.batch}`;
}

/** What an undo had taken back comes back when the undo is taken back, and so on down. */
function setTakenBack(
  action: OpenAction,
  isTakenBack: boolean,
  open: Map<string, OpenAction>,
): void {
  let at: OpenAction | undefined = action;
  let value = isTakenBack;
  while (at !== undefined) {
    at.isTakenBack = value;
    // A later undo of the same thing is a new action.
    if (value) open.delete(at.key);
    at = at.target;
    value = !value;
  }
}
