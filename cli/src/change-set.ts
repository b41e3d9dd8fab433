/** Change sets as this terminal makes them: random ids, and the device's clock. */
import { randomBytes } from "node:crypto";
import { parseId, type ChangeSetSource, type Id } from "@coffer/ledger";

/** A new random id. */
export function newId(): Id {
  const id = parseId(randomBytes(16).toString("hex"));
  if (id === undefined) throw new Error("Broken invariant: 16 bytes are an id");
  return id;
}

/** This device's ids and clock. */
export const here: ChangeSetSource = {
  newId,
  nowSeconds: () => Math.floor(Date.now() / 1_000),
};
