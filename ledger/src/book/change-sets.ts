/**
 * Cutting one action into change sets that fit the log, and making a change set. Ids and the clock come from the
 * caller: nothing here is random.
 */
import type { Change, ChangeSet } from "./change.ts";
import type { Id } from "./id.ts";
import { bookLimits } from "./limits.ts";

/** What a change set may weigh: an entry of the log, which it has to fit into, takes 256 kB. */
const bytesMax = 200_000;
/** Rows of an import in one change set: a few of these fill an entry, so an import streams well. */
const importedPerSet = 500;

/** Where change sets come from: new random ids, and the clock in seconds since 1970-01-01. */
export type ChangeSetSource = {
  readonly newId: () => Id;
  readonly nowSeconds: () => number;
};

/** Change sets that belong to the same action as others. */
export type Links = { readonly batch?: Id; readonly undoes?: Id };

/** A change set that is made now. */
export function newChangeSet(
  source: ChangeSetSource,
  label: string,
  changes: readonly Change[],
  links: Links = {},
): ChangeSet {
  return {
    id: source.newId(),
    label,
    at: source.nowSeconds(),
    batch: links.batch ?? null,
    undoes: links.undoes ?? null,
    changes,
  };
}

/** The change sets of one action: as few as hold its changes, none with more of them or heavier than one may be. */
export function changeSetsOf(
  source: ChangeSetSource,
  label: string,
  changes: readonly Change[],
  links: Links = {},
  changesMax: number = bookLimits.changesMax,
): readonly ChangeSet[] {
  const sets: ChangeSet[] = [];
  let start = 0;
  let bytes = 0;
  for (const [index, change] of changes.entries()) {
    const weight = weightOf(change);
    const isFull = index - start === changesMax || bytes + weight > bytesMax;
    if (isFull && index > start) {
      sets.push(newChangeSet(source, label, changes.slice(start, index), links));
      start = index;
      bytes = 0;
    }
    bytes += weight;
  }
  if (start < changes.length) sets.push(newChangeSet(source, label, changes.slice(start), links));
  return sets;
}

/** The change sets of an import, all of one batch: undone as one. */
export function importSets(
  source: ChangeSetSource,
  batch: Id,
  changes: readonly Change[],
): readonly ChangeSet[] {
  return changeSetsOf(source, "import", changes, { batch }, importedPerSet);
}

/** At least as many bytes as a value takes in CBOR: a number up to 9, the head of a short text or list up to 3. */
function weightOf(value: unknown): number {
  if (typeof value === "string") return 3 + utf8Length(value);
  if (typeof value !== "object" || value === null) return 9;
  let weight = 3;
  for (const [name, part] of Object.entries(value)) weight += 3 + name.length + weightOf(part);
  return weight;
}

/** Bytes of a text in UTF-8. */
function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}
