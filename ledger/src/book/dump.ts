/**
 * A book as one plain value, for the sealed state cache of a device: the big parts are bytes. Equal books have
 * equal dumps, byte for byte once encoded. Bytes of the ids and texts are the book's own memory: encode the
 * value before the book changes again.
 *
 *   [version, ids, tables, texts, transactions, splits, history]
 *     tables         per small table a list by slot: id, or [edited, change that sets every field]
 *     texts          [count, UTF-8, packed lengths]
 *     transactions   [count, ids, kind and flags, edited, amounts, transfer amounts, …integer columns], all but the
 *                    first two packed (packed-column.ts); flags that follow from other state are left out
 *     splits         [row count, part count, rows, parts of each row, amount, category, bucket, note of each part], packed
 *     history        [id, label, at, author, batch, undoes, redoes, count, created, edits] each
 * Ids outside the columns are numbers in the dictionary `ids`; changes are as in change-set-codec.ts.
 */
import { smallTableNames, type Book, type SmallTable } from "./book.ts";
import { encodeChange, labelField } from "./change-set-codec.ts";
import type { Change } from "./change.ts";
import { entriesOf, type HistoryEntry } from "./history.ts";
import { createIdWriter } from "./id-dictionary.ts";
import { ID_BYTES } from "./id.ts";
import { packColumn } from "./packed-column.ts";
import { nullableField, idField, type IdWriter, type PlainValue } from "./plain.ts";
import { tableNames } from "./record-codecs.ts";
import { textBytesUsed, type TextTable } from "./text-table.ts";
import { integerColumnNames, STATE_KEPT, type TransactionColumns } from "./transaction-columns.ts";

/** Version of the dump's format; another one is not read, but folded again from the log. */
export const BOOK_DUMP_VERSION = 3;

const reference = nullableField(idField);

/** The plain value that `load` makes an equal book of. */
export function dump(book: Book): PlainValue {
  const ids = createIdWriter();
  const tables = smallTableNames.map((name) => dumpTable(book, name, ids.name));
  const history = entriesOf(book.history).map((entry) => dumpEntry(entry, ids.name));
  return [
    BOOK_DUMP_VERSION,
    ids.bytes(),
    tables,
    dumpTexts(book.texts),
    dumpTransactions(book.transactions),
    dumpSplits(book.transactions),
    history,
  ];
}

function dumpTable(book: Book, name: SmallTable, ids: IdWriter): PlainValue {
  const table = book.tables[name];
  return table.ids.map((id, slot) => {
    const record = table.records[slot] ?? null;
    if (record === null) return ids(id);
    return [record.edited, encodeChange({ table: name, id, fields: record } as Change, ids)];
  });
}

function dumpTexts(texts: TextTable): PlainValue {
  const lengths = new Uint32Array(texts.count);
  let start = 0;
  for (let index = 0; index < texts.count; index++) {
    const end = texts.ends[index] ?? 0;
    lengths[index] = end - start;
    start = end;
  }
  return [
    texts.count,
    texts.bytes.subarray(0, textBytesUsed(texts)),
    packColumn(lengths, texts.count),
  ];
}

function dumpTransactions(columns: TransactionColumns): PlainValue {
  const { count } = columns;
  const state = columns.state.slice(0, count);
  for (let row = 0; row < count; row++) state[row] = (state[row] ?? 0) & STATE_KEPT;
  return [
    count,
    columns.ids.subarray(0, count * ID_BYTES),
    packColumn(state, count),
    packColumn(columns.edited, count),
    packColumn(columns.minor, count),
    packColumn(columns.transferMinor, count),
    ...integerColumnNames.map((name) => packColumn(columns[name], count)),
  ];
}

function dumpSplits(columns: TransactionColumns): PlainValue {
  const rows = [...columns.splits.keys()].toSorted((left, right) => left - right);
  const lists = rows.map((row) => columns.splits.get(row) ?? []);
  const lines = lists.flat();
  return [
    rows.length,
    lines.length,
    integers(rows),
    integers(lists.map((list) => list.length)),
    packColumn(
      Float64Array.from(lines, (line) => line.minor),
      lines.length,
    ),
    integers(lines.map((line) => line.category)),
    integers(lines.map((line) => line.bucket)),
    integers(lines.map((line) => line.note)),
  ];
}

function integers(values: readonly number[]): PlainValue {
  return packColumn(Int32Array.from(values), values.length);
}

function dumpEntry(entry: HistoryEntry, ids: IdWriter): PlainValue {
  return [
    ids(entry.id),
    labelField.encode(entry.label, ids),
    entry.at,
    entry.author,
    reference.encode(entry.batch, ids),
    reference.encode(entry.undoes, ids),
    entry.redoes,
    entry.count,
    entry.created.map(({ table, id }) => [tableNames.indexOf(table), ids(id)]),
    entry.edits.map(({ before, after }) => [encodeChange(before, ids), encodeChange(after, ids)]),
  ];
}
