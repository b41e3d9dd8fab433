/** Change sets as this terminal makes them: random ids, and the device's clock. */
import { randomBytes } from "node:crypto";
import { parseId, type Change, type ChangeSet, type Id } from "@coffer/ledger";

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
  links: { readonly batch?: Id; readonly undoes?: Id } = {},
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
