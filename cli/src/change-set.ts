/** Change sets as this terminal makes them: random ids, and the device's clock. */
import { randomBytes } from "node:crypto";
import { bookLimits, parseId, type Change, type ChangeSet, type Id } from "@coffer/ledger";

/** What a change set may weigh: an entry of the log, which it has to fit into, takes 256 kB. */
const bytesMax = 200_000;

/** Change sets that belong to the same action as others. */
export interface Links {
  readonly batch?: Id;
  readonly undoes?: Id;
}

/** A new random id. */
export function newId(): Id {
  const id = parseId(randomBytes(16).toString("hex"));
  if (id === undefined) throw new Error("Broken invariant: 16 bytes are an id");
  return id;
}

/** A change set of this device, made now. */
export function newChangeSet(
  label: string,
  changes: readonly Change[],
  links: Links = {},
): ChangeSet {
  return {
    id: newId(),
    label,
    at: Math.floor(Date.now() / 1_000),
    batch: links.batch ?? null,
    undoes: links.undoes ?? null,
    changes,
  };
}

/** The change sets of one action: as few as hold its changes, none with more of them or heavier than one may be. */
export function changeSetsOf(
  label: string,
  changes: readonly Change[],
  links: Links,
  changesMax: number = bookLimits.changesMax,
): readonly ChangeSet[] {
  const sets: ChangeSet[] = [];
  let start = 0;
  let bytes = 0;
  for (const [index, change] of changes.entries()) {
    const weight = weightOf(change);
    const isFull = index - start === changesMax || bytes + weight > bytesMax;
    if (isFull && index > start) {
      sets.push(newChangeSet(label, changes.slice(start, index), links));
      start = index;
      bytes = 0;
    }
    bytes += weight;
  }
  if (start < changes.length) sets.push(newChangeSet(label, changes.slice(start), links));
  return sets;
}

/** At least as many bytes as a value takes in CBOR: a number up to 9, the head of a short text or list up to 3. */
function weightOf(value: unknown): number {
  if (typeof value === "string") return 3 + Buffer.byteLength(value);
  if (typeof value !== "object" || value === null) return 9;
  let weight = 3;
  for (const [name, part] of Object.entries(value)) weight += 3 + name.length + weightOf(part);
  return weight;
}
