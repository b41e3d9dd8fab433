/**
 * Reading the history of a dump (dump.ts): strictly, like the rest of it.
 */
import { decodeChange, labelField } from "./change-set-codec.ts";
import { weightOf, type Created, type Edit, type History, type HistoryEntry } from "./history.ts";
import { bookLimits as limits } from "./limits.ts";
import {
  booleanField,
  idField,
  integerField,
  isInteger,
  nullableField,
  textField,
  type FieldCodec,
  type IdReader,
} from "./plain.ts";
import { tableNames } from "./record-codecs.ts";

const reference = nullableField(idField);
const author = textField(0, limits.authorCharactersMax);
const clock = nullableField(integerField(0, limits.clockSecondsMax));
const changeCount = integerField(0, limits.changesMax);

/** Adds the entries of a dump's history to an empty one; false if one of them is not exactly an entry. */
export function loadHistory(history: History, value: unknown, ids: IdReader): boolean {
  if (!Array.isArray(value) || value.length > limits.historySetsMax) return false;
  for (const item of value as unknown[]) {
    const entry = loadEntry(item, ids);
    if (entry === undefined) return false;
    history.entries.push(entry);
    history.weight += weightOf(entry);
  }
  return true;
}

function loadEntry(value: unknown, ids: IdReader): HistoryEntry | undefined {
  if (!Array.isArray(value) || value.length !== 10) return undefined;
  const fields = value as unknown[];
  const read = <Value>(at: number, field: FieldCodec<Value>): Value | undefined =>
    field.decode(fields[at], ids);
  const id = read(0, idField);
  const label = read(1, labelField);
  const at = read(2, clock);
  const by = read(3, author);
  const batch = read(4, reference);
  const undoes = read(5, reference);
  const redoes = read(6, booleanField);
  const count = read(7, changeCount);
  const created = loadList(fields[8], (item) => loadCreated(item, ids));
  const edits = loadList(fields[9], (item) => loadEdit(item, ids));
  if (id === undefined || label === undefined || at === undefined || by === undefined) {
    return undefined;
  }
  if (batch === undefined || undoes === undefined || redoes === undefined) return undefined;
  if (count === undefined || created === undefined || edits === undefined) return undefined;
  return { id, label, at, author: by, batch, undoes, redoes, count, created, edits };
}

function loadCreated(value: unknown, ids: IdReader): Created | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [number, named] = value as unknown[];
  const table = isInteger(number, 0, tableNames.length - 1) ? tableNames[number] : undefined;
  const id = ids(named);
  return table === undefined || id === undefined ? undefined : { table, id };
}

function loadEdit(value: unknown, ids: IdReader): Edit | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [encodedBefore, encodedAfter] = value as unknown[];
  const before = decodeChange(encodedBefore, ids);
  const after = decodeChange(encodedAfter, ids);
  if (typeof before === "string" || typeof after === "string") return undefined;
  return before.table === after.table && before.id === after.id ? { before, after } : undefined;
}

function loadList<Item>(
  value: unknown,
  read: (item: unknown) => Item | undefined,
): readonly Item[] | undefined {
  if (!Array.isArray(value) || value.length > limits.changesMax) return undefined;
  const items: Item[] = [];
  for (const item of value as unknown[]) {
    const one = read(item);
    if (one === undefined) return undefined;
    items.push(one);
  }
  return items;
}
