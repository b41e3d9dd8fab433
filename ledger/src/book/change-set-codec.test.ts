/** The form of an encoded change set: its size, its limits, and what is refused. */
import assert from "node:assert/strict";
import test from "node:test";
import type { CurrencyCode } from "../money/currency.ts";
import { decodeChangeSet, encodeChangeSet } from "./change-set-codec.ts";
import type { Change, ChangeSet } from "./change.ts";
import type { Id } from "./id.ts";
import { bookLimits } from "./limits.ts";
import type { PlainValue } from "./plain.ts";

function idOf(number: number): Id {
  return number.toString(16).padStart(32, "f") as Id;
}

const account = idOf(1);
const category = idOf(2);

function expense(fields: object = {}, set: object = {}): ChangeSet {
  const id = idOf(3);
  const own = { day: 20_500, account, minor: -1_250n, text: "", category, ...fields };
  const change = { table: "transaction", id, fields: own } as const;
  const nothing = { id, label: "add", at: 1_795_000_000, batch: null, undoes: null };
  return { ...nothing, changes: [change], ...set };
}

/** Bytes that CBOR takes for what change sets consist of. */
function sizeOf(value: PlainValue): number {
  const headOf = (count: number) => (count < 24 ? 1 : count < 256 ? 2 : count < 65_536 ? 3 : 5);
  if (value === null || typeof value === "boolean") return 1;
  if (typeof value === "number") return headOf(value < 0 ? -1 - value : value);
  if (value instanceof Uint8Array) return headOf(value.length) + value.length;
  if (typeof value === "string") return headOf(value.length) + Buffer.byteLength(value);
  assert(Array.isArray(value));
  return (value as readonly PlainValue[]).reduce<number>(
    (sum, item) => sum + sizeOf(item),
    headOf(value.length),
  );
}

function encoded(set: ChangeSet): PlainValue {
  const value = encodeChangeSet(set);
  assert(value.ok);
  return value.value;
}

test("an expense takes 72 bytes beyond its text, three ids included", () => {
  assert.equal(sizeOf(encoded(expense())), 72);
});

test("an import spells every id once", () => {
  const rows = Array.from({ length: 1_000 }, (_, row): Change => {
    const fields = { day: 20_500, account, minor: -1_250n, text: "", category, batch: idOf(9) };
    return { table: "transaction", id: idOf(0x1000 + row), fields };
  });
  const bytes = sizeOf(encoded(expense({}, { batch: idOf(9), changes: rows })));
  assert(bytes < 1_000 * 40, `${bytes} bytes`);
});

test("a change set at its limits is one, and beyond them none", () => {
  const split = { minor: 1n, category: null, bucket: null, note: "" };
  const tooMuch: readonly (readonly [string, ChangeSet, ChangeSet])[] = [
    ["text", expense({ text: "x".repeat(500) }), expense({ text: "x".repeat(501) })],
    ["note", expense({ note: "x".repeat(2_000) }), expense({ note: "x".repeat(2_001) })],
    ["minor", expense({ minor: 10n ** 15n - 1n }), expense({ minor: 10n ** 15n })],
    ["minor", expense({ minor: 1n - 10n ** 15n }), expense({ minor: -(10n ** 15n) })],
    ["splits", expense({ splits: [split, split] }), expense({ splits: [split] })],
    [
      "splits",
      expense({ splits: Array.from({ length: 50 }, () => split) }),
      expense({ splits: Array.from({ length: 51 }, () => split) }),
    ],
    ["bankId", expense({ bankId: "1" }), expense({ bankId: "" })],
    ["bucket", expense({ bucket: "x".repeat(32) }), expense({ bucket: "x".repeat(33) })],
    ["day", expense({ day: 2_932_896 }), expense({ day: 2_932_897 })],
    ["text", expense({ text: "\u{1f600}" }), expense({ text: "\ud83d" })],
    ["day", expense({ day: 1 }), expense({ day: 1.5 })],
    ["kind", expense({ kind: "refund" }), expense({ kind: "gift" })],
    ["", expense({}, { at: 0 }), expense({}, { at: -1 })],
    ["", expense({}, { label: "a-b" }), expense({}, { label: "A b" })],
    ["", expense({}, { label: "x".repeat(32) }), expense({}, { label: "x".repeat(33) })],
  ];
  for (const [field, good, bad] of tooMuch) {
    assert(encodeChangeSet(good).ok, field);
    const refused = encodeChangeSet(bad);
    assert(!refused.ok, field);
    assert.equal(refused.error.field, field);
  }
});

test("a change set has at most so many changes, and each sets something", () => {
  const one = expense().changes[0];
  assert(one !== undefined);
  const many = (count: number) => expense({}, { changes: Array(count).fill(one) });
  assert(encodeChangeSet(many(bookLimits.changesMax)).ok);
  assert(!encodeChangeSet(many(bookLimits.changesMax + 1)).ok);
  assert(encodeChangeSet(many(0)).ok);
  const empty = encodeChangeSet(expense({}, { changes: [{ ...one, fields: {} }] }));
  assert.deepEqual(empty, {
    ok: false,
    error: { code: "invalid-change-set", change: 0, field: "" },
  });
});

test("what is planned for a category is its eighth field, an amount or nothing", () => {
  const id = idOf(5);
  const planned = (fields: object) =>
    expense({}, { id, changes: [{ table: "category", id, fields }] });
  const changesOf = (fields: object) => (encoded(planned(fields)) as PlainValue[])[3];
  assert.deepEqual(changesOf({ plannedMinor: 115_000n }), [[2, 0, 1 << 7, 115_000]]);
  assert.deepEqual(changesOf({ plannedMinor: null }), [[2, 0, 1 << 7, null]]);
  assert.deepEqual(changesOf({ name: "Rent", archived: true }), [[2, 0, 17, "Rent", true]]);
  const read = decodeChangeSet(encoded(planned({ plannedMinor: 115_000n })));
  assert(read.ok);
  assert.deepEqual(read.value, planned({ plannedMinor: 115_000n }));
  const tooMuch = encodeChangeSet(planned({ plannedMinor: 10n ** 15n }));
  assert(!tooMuch.ok);
  assert.equal(tooMuch.error.field, "plannedMinor");
});

test("rules are table 7, mappings 8, and what comes after them is not known", () => {
  const id = idOf(5);
  const changesOf = (table: string, fields: object) => {
    const changes = [{ table, id, fields } as Change];
    return (encoded(expense({}, { id, changes })) as PlainValue[])[3];
  };
  const rule = { query: "rewe", category, bucket: null, text: "Rewe", order: 1, enabled: true };
  assert.deepEqual(changesOf("rule", rule), [[7, 0, 63, "rewe", 1, null, "Rewe", 1, true]]);
  assert.deepEqual(changesOf("rule", { deleted: true }), [[7, 0, 64, true]]);
  const currency = "EUR" as CurrencyCode;
  const facts = { dateOrder: "MDY", decimal: ",", sign: "inverted", currency, account };
  const mapping = { fingerprint: "aa", columns: "date=1", ...facts, deleted: false };
  assert.deepEqual(changesOf("mapping", mapping), [
    [8, 0, 255, "aa", "date=1", 1, 1, 1, "EUR", 1, false],
  ]);
  const [ids, label, at] = encoded(expense({}, { id, changes: [] })) as PlainValue[];
  const read = (change: PlainValue[]) => decodeChangeSet([ids, label, at, [change]] as PlainValue);
  assert(read([8, 0, 128, false]).ok);
  assert(!read([9, 0, 1, "x"]).ok);
  assert(!read([7, 0, 128, false]).ok);
});

test("the settings are one record, with one id", () => {
  const settings = (id: Id) =>
    expense({}, { changes: [{ table: "settings", id, fields: { name: "Home" } }] });
  assert(encodeChangeSet(settings("0".repeat(32) as Id)).ok);
  assert(!encodeChangeSet(settings(idOf(5))).ok);
});

test("an encoding that says the same in another way is refused", () => {
  const value = encoded(expense()) as PlainValue[];
  assert(decodeChangeSet(value).ok);
  const [ids, label, at, changes] = value as [Uint8Array, number, number, PlainValue[][]];
  const [change] = changes;
  assert(change !== undefined);
  const swapped = Uint8Array.from([...ids.slice(0, 16), ...ids.slice(32), ...ids.slice(16, 32)]);
  const twice = Uint8Array.from([...ids.slice(0, 32), ...ids.slice(16, 32)]);
  const otherWays: readonly PlainValue[] = [
    [ids, "add", at, changes],
    [Uint8Array.from([...ids, ...ids.slice(0, 16)]), label, at, changes],
    [Uint8Array.from([...ids, ...ids.map((byte) => byte ^ 1)]), label, at, changes],
    [twice, label, at, changes],
    [ids.slice(0, -1), label, at, changes],
    [ids, label, at, changes, null, null],
    [ids, label, at, [[...change, 0]]],
    [ids, label, at, [change.slice(0, -1)]],
    [ids, label, BigInt(at), changes],
  ];
  for (const other of otherWays) assert(!decodeChangeSet(other).ok);
  // The other order of two ids is no encoding of this change set, but one of another.
  const other = decodeChangeSet([swapped, label, at, changes]);
  assert(other.ok);
  assert.notDeepEqual(other.value, expense());
});
