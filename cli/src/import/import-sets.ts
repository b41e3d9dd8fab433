/** Cutting an import into change sets that fit, all of one batch: undone as one. */
import type { Change, ChangeSet, Id } from "@coffer/ledger";
import { changeSetsOf } from "../change-set.ts";

/** Rows in one change set: a few of these fill an entry, so an import streams well. */
const changesPerSet = 500;

/** The change sets of an import. */
export function importSets(batch: Id, changes: readonly Change[]): readonly ChangeSet[] {
  return changeSetsOf("import", changes, { batch }, changesPerSet);
}
