/**
 * Change sets as plain values and back. Compact, because every expense is one:
 *   change set  [ids, label, at, changes], and [… , batch, undoes] if either is set
 *   change      [table, id, mask, …the values of the fields whose bits are set, in their order]
 * Ids are numbers in the dictionary `ids` (id-dictionary.ts), of which 0 is the change set's own; a record that
 * has the same id as its change set costs nothing more. A label of the list below is its place there.
 *
 * Reading accepts exactly what writing makes. What it refuses has no effect at all, on any device, whatever the
 * book holds: nothing here looks at a book.
 */
import { fail, ok, type Result } from "../result.ts";
import type { Change, ChangeSet } from "./change.ts";
import { createIdReader, createIdWriter } from "./id-dictionary.ts";
import { bookLimits as limits } from "./limits.ts";
import {
  isInteger,
  type FieldCodec,
  type IdReader,
  type IdWriter,
  type PlainValue,
} from "./plain.ts";
import { tableCodecs, tableNames } from "./record-codecs.ts";
import { SETTINGS_ID } from "./id.ts";

/** Why a value is no change set, and in which of its changes (−1: before them). */
export type ChangeSetError = {
  readonly code: "invalid-change-set";
  readonly change: number;
  /** The first field that cannot have its value; empty if it is not about a field. */
  readonly field: string;
};

/** Labels that are encoded as a number. Their order is the format. */
const commonLabels = [
  "add",
  "edit",
  "delete",
  "undo",
  "redo",
  "import",
  "transfer",
  "review",
  "settings",
  "account",
  "category",
  "start",
];
const labelForm = /^[a-z][a-z-]*$/;

/** A label: the number of a common one, or its text. */
export const labelField: FieldCodec<string> = {
  encode: (value) => {
    const number = commonLabels.indexOf(value);
    return number < 0 ? value : number;
  },
  decode: (value) => {
    if (isInteger(value, 0, commonLabels.length - 1)) return commonLabels[value];
    if (typeof value !== "string" || value.length > limits.labelCharactersMax) return undefined;
    return labelForm.test(value) && !commonLabels.includes(value) ? value : undefined;
  },
};

const fieldEntries = tableNames.map(
  (table) => Object.entries(tableCodecs[table]) as [string, FieldCodec<unknown>][],
);

/** The plain value of a change set, or where it exceeds what a change set can say. */
export function encodeChangeSet(changeSet: ChangeSet): Result<PlainValue, ChangeSetError> {
  const ids = createIdWriter();
  ids.name(changeSet.id);
  const { batch, undoes } = changeSet;
  const ends =
    batch === null && undoes === null
      ? []
      : [batch === null ? null : ids.name(batch), undoes === null ? null : ids.name(undoes)];
  const changes = changeSet.changes.map((change) => encodeChange(change, ids.name));
  const label = labelField.encode(changeSet.label, ids.name);
  const value = [ids.bytes(), label, changeSet.at, changes, ...ends];
  const read = decodeChangeSet(value);
  return read.ok ? ok(value) : read;
}

/** The change set of a plain value, or where it is none. Never throws. */
export function decodeChangeSet(value: unknown): Result<ChangeSet, ChangeSetError> {
  if (!Array.isArray(value) || (value.length !== 4 && value.length !== 6)) return invalid(-1);
  const [idBytes, encodedLabel, at, encodedChanges, ...ends] = value as unknown[];
  const ids = createIdReader(idBytes, limits.changeSetIdsMax);
  if (ids === undefined) return invalid(-1);
  const id = ids.idOf(0);
  const label = labelField.decode(encodedLabel, ids.idOf);
  if (id === undefined || label === undefined) return invalid(-1);
  if (at !== null && !isInteger(at, 0, limits.clockSecondsMax)) return invalid(-1);
  const [batch, undoes] =
    ends.length === 0 ? [null, null] : ends.map((end) => (end === null ? null : ids.idOf(end)));
  if (batch === undefined || undoes === undefined) return invalid(-1);
  if (ends.length > 0 && batch === null && undoes === null) return invalid(-1);
  if (!Array.isArray(encodedChanges) || encodedChanges.length > limits.changesMax)
    return invalid(-1);
  const changes: Change[] = [];
  for (const encoded of encodedChanges as unknown[]) {
    const change = decodeChange(encoded, ids.idOf);
    if (typeof change === "string") return invalid(changes.length, change);
    changes.push(change);
  }
  if (!ids.areAllNamed()) return invalid(-1);
  return ok({ id, label, at, batch, undoes, changes });
}

/** The plain value of a change; its ids are named by the writer. */
export function encodeChange(change: Change, ids: IdWriter): PlainValue {
  const table = tableNames.indexOf(change.table);
  const fields = change.fields as Readonly<Record<string, unknown>>;
  const reference = ids(change.id);
  const values: PlainValue[] = [];
  let mask = 0;
  for (const [bit, [name, codec]] of (fieldEntries[table] ?? []).entries()) {
    const field = fields[name];
    if (field === undefined) continue;
    mask |= 1 << bit;
    values.push(codec.encode(field, ids));
  }
  return [table, reference, mask, ...values];
}

/** The change of a plain value, or the name of the field (or "") that is wrong in it. */
export function decodeChange(value: unknown, ids: IdReader): Change | string {
  if (!Array.isArray(value) || value.length < 4) return "";
  const [table, reference, mask] = value as unknown[];
  if (!isInteger(table, 0, tableNames.length - 1)) return "";
  const name = tableNames[table];
  const entries = fieldEntries[table];
  const id = ids(reference);
  if (name === undefined || entries === undefined || id === undefined) return "";
  if (name === "settings" && id !== SETTINGS_ID) return "";
  if (!isInteger(mask, 1, 2 ** entries.length - 1)) return "";
  const fields: Record<string, unknown> = {};
  let at = 3;
  for (const [bit, [field, codec]] of entries.entries()) {
    if ((mask & (1 << bit)) === 0) continue;
    const read = at < value.length ? codec.decode((value as unknown[])[at], ids) : undefined;
    if (read === undefined) return field;
    fields[field] = read;
    at += 1;
  }
  return at === value.length ? { table: name, id, fields } : "";
}

function invalid(change: number, field = ""): Result<never, ChangeSetError> {
  return fail({ code: "invalid-change-set", change, field });
}
