/**
 * What the rules of the storage contract are made of.
 */
import type { Storage } from "../../server/src/storage/storage.ts";

/** A storage under test. */
export interface StorageUnderTest {
  readonly storage: Storage;
  /** Closes and opens it again on the same data; undefined if it keeps nothing. */
  readonly reopen: (() => Promise<Storage>) | undefined;
  /** Closes it, if it is open, and removes its data. */
  readonly remove: () => Promise<void>;
}

/** How many audit events the storages under test keep. */
export const auditEventsKept = 5;

/** Rules by their names, which begin with their ids. */
export type Rules = readonly (readonly [
  name: string,
  check: (under: StorageUnderTest) => Promise<void>,
])[];
