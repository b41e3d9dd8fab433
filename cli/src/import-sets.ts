/** Cutting an import into change sets that fit, all of one batch: undone as one. */
import { bookLimits, type Change, type ChangeSet, type Id } from "@coffer/ledger";
import { newChangeSet } from "./change-set.ts";

/** Rows in one change set: a few of these fill an entry, so an import streams well. */
const changesPerSet = Math.min(500, bookLimits.changesMax);

/** The change sets of an import. */
export function importSets(batch: Id, changes: readonly Change[]): readonly ChangeSet[] {
  const sets: ChangeSet[] = [];
  for (let at = 0; at < changes.length; at += changesPerSet) {
    sets.push(newChangeSet("import", changes.slice(at, at + changesPerSet), { batch }));
  }
  return sets;
}
