/**
 * The encoding of each table's fields, and so also which values they can have. The order of the tables and of
 * the fields within each is the format: a field's place is its bit in the mask of a change (change-set-codec.ts).
 * New ones go to the end.
 */
import { AMOUNT_MINOR_MAX } from "../money/allocate.ts";
import { bookLimits as limits } from "./limits.ts";
import {
  booleanField,
  idField,
  integerField,
  listField,
  minorField,
  nullableField,
  objectField,
  oneOfField,
  textField,
  type FieldCodec,
} from "./plain.ts";
import {
  currencyField,
  cycleField,
  dayField,
  incomeModeField,
  ruleField,
  snapshotField,
} from "./plan-codecs.ts";
import {
  accountRoles,
  categoryKinds,
  dateOrders,
  decimalSigns,
  signAnswers,
  transactionKinds,
  type BatchCounts,
  type Split,
  type Statement,
  type Table,
  type TableFields,
} from "./records.ts";

type TableCodec<Fields> = { readonly [Name in keyof Fields]-?: FieldCodec<Fields[Name]> };

const name = textField(1, limits.nameCharactersMax);
const note = textField(0, limits.noteCharactersMax);
const bucket = nullableField(textField(1, limits.bucketIdCharactersMax));
const minor = minorField(AMOUNT_MINOR_MAX);
const reference = nullableField(idField);
const order = integerField(0, limits.orderMax);
const count = integerField(0, limits.batchCountMax);
const fingerprint = textField(1, limits.fingerprintCharactersMax);

const split = objectField<Split>({ minor, category: reference, bucket, note });
const statement = objectField<Statement>({
  day: dayField,
  minor,
  open: listField(idField, 0, limits.statementOpenMax),
});
const batchCounts = objectField<BatchCounts>({
  new: count,
  same: count,
  maybe: count,
  changed: count,
  skipped: count,
});

/** The tables in the order of their number. */
export const tableNames: readonly Table[] = [
  "settings",
  "account",
  "category",
  "transaction",
  "review",
  "batch",
  "dismissal",
  "rule",
  "mapping",
];

/** Every table's fields. */
export const tableCodecs: { readonly [Name in Table]: TableCodec<TableFields[Name]> } = {
  settings: {
    name: textField(0, limits.nameCharactersMax),
    currency: currencyField,
    rule: ruleField,
    cycle: cycleField,
    incomeMode: incomeModeField,
    plannedIncomeMinor: nullableField(minor),
    floorIncomeMinor: nullableField(minor),
  },
  account: {
    name,
    role: oneOfField(accountRoles),
    currency: currencyField,
    openingMinor: minor,
    openingDay: nullableField(dayField),
    closed: booleanField,
    order,
    deleted: booleanField,
    statement: nullableField(statement),
  },
  category: {
    name,
    parent: reference,
    bucket,
    kind: oneOfField(categoryKinds),
    archived: booleanField,
    order,
    deleted: booleanField,
    plannedMinor: nullableField(minor),
  },
  transaction: {
    day: dayField,
    account: reference,
    kind: oneOfField(transactionKinds),
    minor,
    text: textField(0, limits.textCharactersMax),
    category: reference,
    deleted: booleanField,
    note,
    bucket,
    splits: nullableField(listField(split, limits.splitsMin, limits.splitsMax)),
    transferAccount: reference,
    transferMinor: minor,
    pending: booleanField,
    windfall: booleanField,
    bankId: nullableField(textField(1, limits.bankIdCharactersMax)),
    bankText: nullableField(textField(1, limits.textCharactersMax)),
    batch: reference,
  },
  review: {
    snapshot: nullableField(snapshotField),
    deleted: booleanField,
  },
  batch: {
    files: listField(textField(1, limits.fileNameCharactersMax), 0, limits.batchFilesMax),
    format: textField(0, limits.formatCharactersMax),
    fingerprints: listField(fingerprint, 0, limits.batchFilesMax),
    counts: batchCounts,
    account: reference,
    deleted: booleanField,
  },
  dismissal: {
    piece: textField(1, limits.pieceCharactersMax),
    firstDay: dayField,
    deleted: booleanField,
  },
  rule: {
    query: textField(0, limits.queryCharactersMax),
    category: reference,
    bucket,
    text: nullableField(textField(1, limits.textCharactersMax)),
    order,
    enabled: booleanField,
    deleted: booleanField,
  },
  mapping: {
    fingerprint,
    columns: textField(0, limits.columnsCharactersMax),
    dateOrder: nullableField(oneOfField(dateOrders)),
    decimal: nullableField(oneOfField(decimalSigns)),
    sign: nullableField(oneOfField(signAnswers)),
    currency: nullableField(currencyField),
    account: reference,
    deleted: booleanField,
  },
};

/** How many fields a table has. */
export function fieldCount(table: Table): number {
  return Object.keys(tableCodecs[table]).length;
}
