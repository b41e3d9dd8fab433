/**
 * What the fields of a record are before anything was said about them. Each of these values can also be written
 * (record-codecs.ts), so that an undo can say it.
 */
import { defaultRule } from "../budget/rule.ts";
import type { CurrencyCode } from "../money/currency.ts";
import type { Table, TableFields } from "./records.ts";

/** The fields of records that objects hold; those of transactions are emptyCells. */
export const recordDefaults: {
  readonly [Name in Exclude<Table, "transaction">]: TableFields[Name];
} = {
  settings: {
    name: "",
    currency: "USD" as CurrencyCode,
    rule: defaultRule,
    cycle: { kind: "calendar-month" },
    incomeMode: { kind: "actual" },
    plannedIncomeMinor: null,
    floorIncomeMinor: null,
  },
  account: {
    name: "?",
    role: "spending",
    // ISO 4217 for "no currency": what is not known does not count as the vault's.
    currency: "XXX" as CurrencyCode,
    openingMinor: 0n,
    openingDay: null,
    closed: false,
    order: 0,
    deleted: false,
    statement: null,
  },
  category: {
    name: "?",
    parent: null,
    bucket: null,
    kind: "expense",
    archived: false,
    order: 0,
    deleted: false,
    plannedMinor: null,
  },
  review: { snapshot: null, deleted: false },
  batch: {
    files: [],
    format: "",
    fingerprints: [],
    counts: { new: 0, same: 0, maybe: 0, changed: 0, skipped: 0 },
    account: null,
    deleted: false,
  },
  dismissal: { piece: "?", firstDay: 0, deleted: false },
  rule: {
    query: "",
    category: null,
    bucket: null,
    text: null,
    order: 0,
    enabled: true,
    deleted: false,
  },
  mapping: {
    fingerprint: "?",
    columns: "",
    dateOrder: null,
    decimal: null,
    sign: null,
    currency: null,
    account: null,
    deleted: false,
  },
};
