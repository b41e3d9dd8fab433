/**
 * The properties of a book as a whole, over random sequences of change sets that meet again and again in a few
 * records: what it holds, that it is deterministic, that reverting, dumping and loading are exact, and that an
 * undo restores what people see.
 */
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { defaultRule } from "../budget/rule.ts";
import type { ReviewSnapshot } from "../budget/snapshot.ts";
import type { CurrencyCode } from "../money/currency.ts";
import { apply, revert, type Applied } from "./apply.ts";
import { createBook, smallTableNames, type Book } from "./book.ts";
import { decodeChangeSet, encodeChangeSet } from "./change-set-codec.ts";
import type { Change, ChangeSet } from "./change.ts";
import { dump } from "./dump.ts";
import { entriesOf } from "./history.ts";
import { SETTINGS_ID, type Id } from "./id.ts";
import { bookLimits } from "./limits.ts";
import { listTransactions, transactionById } from "./listing.ts";
import { load } from "./load.ts";
import { packColumn } from "./packed-column.ts";
import { recordDefaults } from "./record-defaults.ts";
import { recordOf } from "./record-table.ts";
import type { Table, TransactionFields } from "./records.ts";
import { undoOf } from "./undo.ts";

const currency = "EUR" as CurrencyCode;

function idOf(number: number): Id {
  return number.toString(16).padStart(32, "0") as Id;
}

/** Ids of one kind; the last one is referred to and never made. */
const ids = {
  account: [idOf(0x101), idOf(0x102), idOf(0x103)],
  category: [idOf(0x201), idOf(0x202), idOf(0x203), idOf(0x204)],
  transaction: [1, 2, 3, 4, 5, 6].map((n) => idOf(0xabcd_0000 + n)),
  review: [idOf(0x401), idOf(0x402)],
  batch: [idOf(0x501), idOf(0x502)],
  dismissal: [idOf(0x601), idOf(0x602)],
  rule: [idOf(0x701), idOf(0x702)],
  mapping: [idOf(0x801), idOf(0x802)],
};

const text = fc.oneof(
  fc.constantFrom("", "Lunch", "lunch", "\uFEFFmark", "Zoë 🍕", "x".repeat(500)),
  fc.string({ unit: "grapheme", maxLength: 8 }),
);
const minor = fc.oneof(
  fc.bigInt(-2_000n, 2_000n),
  fc.constantFrom(10n ** 15n - 1n, -(10n ** 15n) + 1n, 0n),
);
const day = fc.oneof(
  fc.integer({ min: 20_000, max: 20_060 }),
  fc.constantFrom(-719_162, 2_932_896),
);
const nullable = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const bucket = nullable(fc.constantFrom("needs", "wants", "savings", "nothing"));
const name = fc.constantFrom("Food", "food", "Rent", "A b");

const snapshot: ReviewSnapshot = {
  period: { first: 20_000, last: 20_030 },
  currency,
  rule: defaultRule,
  income: { mode: { kind: "rolling-average", periods: 3 }, amountMinor: 420_000n },
  buckets: [
    {
      id: "needs",
      recommendedMinor: 210_000n,
      actualMinor: 1n,
      status: "within",
      byMinor: 209_999n,
    },
    { id: "wants", recommendedMinor: 126_000n, actualMinor: 126_001n, status: "over", byMinor: 1n },
    { id: "savings", recommendedMinor: 84_000n, actualMinor: 84_000n, status: "met", byMinor: 0n },
  ],
  unassignedMinor: 5n,
  unallocatedMinor: -7n,
  notes: "note",
  warnings: ["odd"],
  source: "key",
};

const fieldsOf: { readonly [Name in Table]: fc.Arbitrary<object> } = {
  settings: fc.record(
    {
      name: text.map((one) => one.slice(0, 100)).filter((one) => one.isWellFormed()),
      currency: fc.constantFrom(currency, "USD" as CurrencyCode),
      rule: fc.constant(defaultRule),
      cycle: fc.constantFrom(
        { kind: "calendar-month" },
        { kind: "biweekly", anchor: 20_000 },
        { kind: "semi-monthly", firstDay: 1, secondDay: 15 },
        { kind: "monthly", dayOfMonth: 25, businessDay: "previous" },
        { kind: "last-working-day" },
      ),
      incomeMode: fc.constantFrom({ kind: "planned" }, { kind: "rolling-average", periods: 6 }),
      plannedIncomeMinor: nullable(minor),
      floorIncomeMinor: nullable(minor),
    },
    { requiredKeys: [], noNullPrototype: true },
  ),
  account: fc.record(
    {
      name,
      role: fc.constantFrom(
        "spending",
        "cash",
        "card",
        "savings",
        "investment",
        "loan",
        "tracking",
      ),
      currency: fc.constantFrom(currency, "USD" as CurrencyCode),
      openingMinor: minor,
      openingDay: nullable(day),
      closed: fc.boolean(),
      order: fc.nat(9),
      deleted: fc.boolean(),
      statement: nullable(
        fc.record(
          { day, minor, open: fc.subarray([...ids.transaction]) },
          { noNullPrototype: true },
        ),
      ),
    },
    { requiredKeys: [], noNullPrototype: true },
  ),
  category: fc.record(
    {
      name,
      parent: nullable(fc.constantFrom(...ids.category)),
      bucket,
      kind: fc.constantFrom("expense", "income"),
      archived: fc.boolean(),
      order: fc.nat(9),
      deleted: fc.boolean(),
      plannedMinor: nullable(minor),
    },
    { requiredKeys: [], noNullPrototype: true },
  ),
  transaction: fc.record(
    {
      day,
      account: nullable(fc.constantFrom(...ids.account)),
      kind: fc.constantFrom("expense", "income", "refund", "transfer"),
      minor,
      text,
      note: text,
      category: nullable(fc.constantFrom(...ids.category)),
      bucket,
      splits: nullable(
        fc.array(
          fc.record(
            {
              minor,
              category: nullable(fc.constantFrom(...ids.category)),
              bucket,
              note: text,
            },
            { noNullPrototype: true },
          ),
          { minLength: 2, maxLength: 3 },
        ),
      ),
      transferAccount: nullable(fc.constantFrom(...ids.account)),
      transferMinor: minor,
      pending: fc.boolean(),
      windfall: fc.boolean(),
      bankId: nullable(fc.constantFrom("FIT1", "FIT2")),
      bankText: nullable(fc.constantFrom("LUNCH 0815", "RENT")),
      batch: nullable(fc.constantFrom(...ids.batch)),
      deleted: fc.boolean(),
    },
    { requiredKeys: [], noNullPrototype: true },
  ),
  review: fc.record(
    {
      snapshot: fc.constantFrom(snapshot, { ...snapshot, period: null, notes: "other" }),
      deleted: fc.boolean(),
    },
    { requiredKeys: [], noNullPrototype: true },
  ),
  batch: fc.record(
    {
      files: fc.constantFrom([], ["a.ofx", "b.csv"]),
      format: fc.constantFrom("ofx", "csv"),
      fingerprints: fc.constantFrom([], ["aa", "bb"]),
      counts: fc.constantFrom({ new: 2, same: 1, maybe: 0, changed: 0, skipped: 3 }),
      account: nullable(fc.constantFrom(...ids.account)),
      deleted: fc.boolean(),
    },
    { requiredKeys: [], noNullPrototype: true },
  ),
  dismissal: fc.record(
    {
      piece: fc.constantFrom("floor-below", "price-rise netflix"),
      firstDay: day,
      deleted: fc.boolean(),
    },
    { requiredKeys: [], noNullPrototype: true },
  ),
  rule: fc.record(
    {
      query: fc.constantFrom("", "rewe", "amt:>50 -cat:food"),
      category: nullable(fc.constantFrom(...ids.category)),
      bucket,
      text: nullable(fc.constantFrom("Rewe", "x".repeat(500))),
      order: fc.constantFrom(0, 1, 1_000_000),
      enabled: fc.boolean(),
      deleted: fc.boolean(),
    },
    { requiredKeys: [], noNullPrototype: true },
  ),
  mapping: fc.record(
    {
      fingerprint: fc.constantFrom("aa", "b".repeat(128)),
      columns: fc.constantFrom("", "date=1,amount=Betrag", "x".repeat(4_096)),
      dateOrder: nullable(fc.constantFrom("DMY", "YMD")),
      decimal: nullable(fc.constantFrom(".", ",")),
      sign: nullable(fc.constantFrom("as-written", "inverted")),
      currency: nullable(fc.constant(currency)),
      account: nullable(fc.constantFrom(...ids.account)),
      deleted: fc.boolean(),
    },
    { requiredKeys: [], noNullPrototype: true },
  ),
};

function changeOf(table: Table): fc.Arbitrary<Change> {
  const made = table === "settings" ? [SETTINGS_ID] : ids[table];
  return fc
    .record(
      {
        table: fc.constant(table),
        id: fc.constantFrom(...made),
        fields: fieldsOf[table].filter((fields) => Object.keys(fields).length > 0),
      },
      { noNullPrototype: true },
    )
    .map((change) => change as Change);
}

const anyChange = fc.oneof(
  { weight: 6, arbitrary: changeOf("transaction") },
  ...smallTableNames.map((table) => ({
    weight: 1,
    arbitrary: changeOf(table),
  })),
);

function setOf(change: fc.Arbitrary<Change>): fc.Arbitrary<Omit<ChangeSet, "id">> {
  return fc.record({
    label: fc.constantFrom("add", "edit", "import", "own-label"),
    at: nullable(fc.nat(2_000_000_000)),
    batch: nullable(fc.constantFrom(...ids.batch)),
    undoes: fc.constant(null),
    changes: fc.array(change, { maxLength: 5 }),
  });
}

/** Change sets with ids of their own. */
const changeSets = fc
  .array(setOf(anyChange), { maxLength: 12 })
  .map((sets) => sets.map((set, index) => ({ ...set, id: idOf(0xc000 + index) })));

function fold(sets: readonly ChangeSet[], book: Book = createBook()): Book {
  for (const [index, set] of sets.entries()) apply(book, set, index % 3 === 0 ? "ann" : "bob");
  return book;
}

function emptySet(number: number): ChangeSet {
  return { id: idOf(number), label: "add", at: null, batch: null, undoes: null, changes: [] };
}

/** A dump that does not change with the book. */
function frozen(book: Book): unknown {
  return structuredClone(dump(book));
}

const shownTables = ["account", "category", "review", "dismissal", "rule", "mapping"] as const;

/** What people see: everything that is not deleted, and the fields of every transaction. */
function shown(book: Book): unknown {
  return {
    list: listTransactions(book, {}, 1_000),
    settings: withoutMarks(recordOf(book.tables.settings, SETTINGS_ID)),
    records: shownTables.map((table) =>
      ids[table]
        .map((id) => withoutMarks(recordOf<(typeof shownTables)[number]>(book.tables[table], id)))
        .filter((record) => record?.["deleted"] === false),
    ),
    transactions: ids.transaction
      .map((id) => transactionById(book, id))
      .filter((transaction) => transaction?.hidden === false),
  };
}

/** `edited` only ever goes one way: it is about the log, not about what is shown. */
function withoutMarks(record: object | undefined): Record<string, unknown> | undefined {
  return record === undefined ? undefined : { ...record, edited: undefined };
}

test("a book holds the last written value of every field, and defaults for the rest", () => {
  fc.assert(
    fc.property(changeSets, (sets) => {
      const book = fold(sets);
      const model = new Map<string, Record<string, unknown>>();
      for (const { table, id, fields } of sets.flatMap(({ changes }) => changes)) {
        const before = model.get(`${table} ${id}`) ?? { ...defaultsOf(table) };
        const kept = before["snapshot"] instanceof Object ? { snapshot: before["snapshot"] } : {};
        model.set(`${table} ${id}`, { ...before, ...fields, ...kept });
      }
      for (const [key, fields] of model) {
        const [table, id] = key.split(" ") as [Table, Id];
        const record: Record<string, unknown> =
          table === "transaction"
            ? { ...transactionById(book, id) }
            : { ...recordOf(book.tables[table], id) };
        delete record["edited"];
        delete record["hidden"];
        assert.deepEqual(record, { ...fields, id });
      }
    }),
  );
});

function defaultsOf(table: Table): object {
  if (table !== "transaction") return recordDefaults[table];
  const nothing: TransactionFields = {
    day: 0,
    account: null,
    kind: "expense",
    minor: 0n,
    text: "",
    note: "",
    category: null,
    bucket: null,
    splits: null,
    transferAccount: null,
    transferMinor: 0n,
    pending: false,
    windfall: false,
    bankId: null,
    bankText: null,
    batch: null,
    deleted: false,
  };
  return nothing;
}

test("decoding what was encoded gives the change set, and the same book", () => {
  fc.assert(
    fc.property(changeSets, (sets) => {
      const decoded = sets.map((set) => {
        const encoded = encodeChangeSet(set);
        assert(encoded.ok);
        const read = decodeChangeSet(structuredClone(encoded.value));
        assert(read.ok);
        return read.value;
      });
      assert.deepEqual(decoded, sets);
      assert.deepEqual(frozen(fold(decoded)), frozen(fold(sets)));
    }),
  );
});

test("reverting puts back the exact state, change set by change set", () => {
  fc.assert(
    fc.property(changeSets, changeSets, (sets, others) => {
      const book = fold(sets);
      const states: unknown[] = [];
      const applied: Applied[] = [];
      for (const set of others) {
        states.push([frozen(book), shown(book)]);
        applied.push(apply(book, { ...set, id: idOf(0xd000 + applied.length) }, "ann"));
      }
      for (const { token } of applied.toReversed()) {
        revert(book, token);
        assert.deepEqual([frozen(book), shown(book)], states.pop());
      }
      // What was reverted leaves no trace in what comes after.
      assert.deepEqual(frozen(fold(others, book)), frozen(fold(others, fold(sets))));
    }),
  );
});

test("reverting out of order is a bug", () => {
  const book = createBook();
  const first = apply(book, emptySet(1), "ann");
  apply(book, emptySet(2), "ann");
  assert.throws(() => revert(book, first.token), /last one first/);
});

test("a loaded dump is the same book, and stays it", () => {
  fc.assert(
    fc.property(changeSets, changeSets, (sets, others) => {
      const book = fold(sets);
      const before = frozen(book);
      const loaded = load(before);
      assert(loaded.ok);
      assert.deepEqual(frozen(loaded.value), before);
      assert.deepEqual(shown(loaded.value), shown(book));
      assert.deepEqual(loaded.value.history.weight, book.history.weight);
      const [later, laterLoaded] = [fold(others, book), fold(others, loaded.value)];
      assert.deepEqual(frozen(laterLoaded), frozen(later));
    }),
  );
});

test("a dump has only values that the codec has", () => {
  fc.assert(
    fc.property(changeSets, (sets) => {
      const isPlain = (value: unknown): boolean =>
        value === null ||
        typeof value === "boolean" ||
        Number.isSafeInteger(value) ||
        (typeof value === "string" && value.isWellFormed()) ||
        value instanceof Uint8Array ||
        (Array.isArray(value) && value.every(isPlain));
      assert(isPlain(dump(fold(sets))));
    }),
  );
});

test("loading something else than a dump is refused and never throws", () => {
  fc.assert(
    fc.property(changeSets, fc.infiniteStream(fc.nat()), fc.anything(), (sets, picks, junk) => {
      const value = frozen(fold(sets));
      const pick = (below: number): number => (picks.next().value ?? 0) % below;
      const place = placeIn(value, pick);
      const before = place.list[place.at];
      place.list[place.at] = junk;
      const loaded = load(value);
      // Whatever was taken in is a whole book: it can be shown and dumped again.
      if (loaded.ok) assert.doesNotThrow(() => [shown(loaded.value), dump(loaded.value)]);
      else assert.equal(loaded.error.code, "unreadable-book");
      place.list[place.at] = before;
      assert(load(value).ok);
    }),
    { numRuns: 300 },
  );
});

test("a dump whose parts do not agree is refused", () => {
  const part = { minor: 1n, category: null, bucket: null, note: "" };
  const fields = { splits: [part, part], text: "x" };
  const changes = [1, 2].map((id): Change => ({ table: "transaction", id: idOf(id), fields }));
  const book = fold([{ ...emptySet(2), changes }]);
  const places: readonly (readonly [string, readonly number[], unknown])[] = [
    ["version", [0], 1],
    ["tables", [2, 0], []],
    ["texts", [3, 0], 2],
    ["texts", [3, 2], packColumn(Int32Array.of(2), 1)],
    ["transactions", [4, 0], 3],
    ["transactions", [4, 2], packColumn(Int32Array.of(0, 255), 2)],
    ["transactions", [4, 4], packColumn(Float64Array.of(0, 10 ** 15), 2)],
    ["transactions", [4, 7], packColumn(Int32Array.of(-1, 0), 2)],
    ["transactions", [4, 9], packColumn(Int32Array.of(0, 1), 2)],
    ["splits", [5, 0], 3],
    ["splits", [5, 2], packColumn(Int32Array.of(1, 0), 2)],
    ["splits", [5, 2], packColumn(Int32Array.of(1, 1), 2)],
    ["splits", [5, 2], packColumn(Int32Array.of(0, 2), 2)],
    ["splits", [5, 3], packColumn(Int32Array.of(2, 3), 2)],
    ["history", [6, 0, 1], 99],
  ];
  for (const [wrongPart, path, wrong] of places) {
    const value = frozen(book);
    let list = value as unknown[];
    for (const at of path.slice(0, -1)) list = list[at] as unknown[];
    list[path.at(-1) ?? 0] = wrong;
    const refused = { ok: false, error: { code: "unreadable-book", part: wrongPart } };
    assert.deepEqual(load(value), refused, path.join("."));
  }
});

/** A random place in nested arrays. */
function placeIn(
  value: unknown,
  pick: (below: number) => number,
): { readonly list: unknown[]; readonly at: number } {
  let list = value as unknown[];
  for (;;) {
    const at = pick(list.length);
    const item = list[at];
    if (!Array.isArray(item) || item.length === 0 || pick(8) === 0) return { list, at };
    list = item;
  }
}

test("decoding something else than a change set is refused and never throws", () => {
  fc.assert(
    fc.property(changeSets, fc.infiniteStream(fc.nat()), fc.anything(), (sets, picks, junk) => {
      for (const set of sets) {
        const encoded = encodeChangeSet(set);
        assert(encoded.ok);
        const value = structuredClone(encoded.value);
        const pick = (below: number): number => (picks.next().value ?? 0) % below;
        const place = placeIn(value, pick);
        place.list[place.at] = pick(2) === 0 ? junk : [pick(40), null, "x", 1.5, -1n][pick(5)];
        const read = decodeChangeSet(value);
        if (!read.ok) continue;
        // One meaning has one encoding: what was read is written the same way.
        const again = encodeChangeSet(read.value);
        assert(again.ok);
        assert.deepEqual(again.value, value);
      }
    }),
    { numRuns: 300 },
  );
});

test("an undo shows what was there before, and a redo what was there after", () => {
  // A snapshot cannot be unwritten, and a batch that other change sets share is another action.
  const change = anyChange.filter(
    ({ table, fields }) => table !== "batch" && (table !== "review" || !("snapshot" in fields)),
  );
  fc.assert(
    fc.property(changeSets, setOf(change), fc.boolean(), (sets, undone, isImport) => {
      const book = fold(sets.map((set) => ({ ...set, batch: null })));
      // A deleted account keeps its name where it is referred to: it is not as if it had never been.
      const accounts = ids.account.map((account): Change => ({
        table: "account",
        id: account,
        fields: { closed: false },
      }));
      // A category that an import makes stays if something else has it.
      const categories = ids.category.map((category): Change => ({
        table: "category",
        id: category,
        fields: { archived: false },
      }));
      const known = isImport ? [...accounts, ...categories] : accounts;
      apply(book, { ...emptySet(0xcfff), changes: known }, "ann");
      const before = shown(book);
      const batch = isImport ? idOf(0x5ff) : null;
      const changes = undone.changes.map((one) =>
        isImport && one.table === "transaction" ? withBatch(one, batch) : one,
      );
      const id = idOf(0xd000);
      apply(book, { ...undone, id, batch, changes }, "ann");
      const after = shown(book);
      takeBack(book, id, idOf(0xd001));
      assert.deepEqual(shown(book), before);
      takeBack(book, idOf(0xd001), idOf(0xd002));
      assert.deepEqual(shown(book), after);
      takeBack(book, id, idOf(0xd003));
      assert.deepEqual(shown(book), before);
    }),
    { numRuns: 300 },
  );
});

function withBatch(change: Change, batch: Id | null): Change {
  return { ...change, fields: { ...change.fields, batch } } as Change;
}

/** Applies the undo of a change set, which must keep nothing. */
function takeBack(book: Book, changeSet: Id, id: Id): void {
  const undo = undoOf(book, changeSet, { force: false });
  assert(undo.ok);
  assert.deepEqual(undo.value.kept, []);
  const set = { id, label: "undo", at: null, batch: null, undoes: changeSet };
  apply(book, { ...set, changes: undo.value.changes }, "ann");
}

test("what an applied change set reports is what it did", () => {
  fc.assert(
    fc.property(changeSets, (sets) => {
      const book = createBook();
      for (const set of sets) {
        const before = visibility(book);
        const { entry, touched } = apply(book, set, "ann");
        assert.equal(entry.count, set.changes.length);
        for (const edit of entry.edits) {
          assert.deepEqual(Object.keys(edit.before.fields), Object.keys(edit.after.fields));
          assert.notDeepEqual(edit.before.fields, edit.after.fields);
        }
        const touchedIds = new Set(
          touched.map((row) =>
            Buffer.from(book.transactions.ids.slice(row * 16, row * 16 + 16)).toString("hex"),
          ),
        );
        for (const [id, isListed] of visibility(book)) {
          if (before.get(id) !== isListed) assert(touchedIds.has(id));
        }
      }
    }),
  );
});

/** Of every transaction, whether lists show it. */
function visibility(book: Book): ReadonlyMap<Id, boolean> {
  const listed = new Set(listTransactions(book, {}, 1_000).map((row) => row.id));
  const known = ids.transaction.filter((id) => transactionById(book, id) !== undefined);
  return new Map(known.map((id) => [id, listed.has(id)]));
}

test("the history forgets the oldest change sets, and reverting brings them back", () => {
  const book = createBook();
  const applied: Applied[] = [];
  const count = bookLimits.historySetsMax * 2 + 150;
  const states: unknown[] = [];
  for (let number = 0; number < count; number++) {
    if (number % 400 === 0) states.push(frozen(book));
    const id = idOf(0x10_0000 + number);
    const fields = { text: `text ${number}`, day: number };
    const changes = [{ table: "transaction", id: idOf(number % 7), fields }] as const;
    applied.push(
      apply(book, { id, label: "edit", at: number, batch: null, undoes: null, changes }, "ann"),
    );
  }
  assert.equal(entriesOf(book.history).length, bookLimits.historySetsMax);
  assert.equal(entriesOf(book.history).at(-1)?.id, idOf(0x10_0000 + count - 1));
  for (const [number, { token }] of [...applied.entries()].toReversed()) {
    revert(book, token);
    if (number % 400 === 0) assert.deepEqual(frozen(book), states.pop());
  }
  assert.deepEqual(frozen(book), frozen(createBook()));
});

test("the history is bounded by what its change sets hold, too", () => {
  const book = createBook();
  for (let number = 0; number < 8; number++) {
    const changes: Change[] = [];
    for (let row = 0; row < bookLimits.changesMax; row++) {
      changes.push({ table: "transaction", id: idOf(row), fields: { day: number + 1 } });
    }
    const id = idOf(0x10_0000 + number);
    apply(book, { id, label: "edit", at: null, batch: null, undoes: null, changes }, "ann");
  }
  const most = bookLimits.historyChangesMax / bookLimits.changesMax;
  assert.equal(entriesOf(book.history).length, most);
  assert.equal(book.history.weight, bookLimits.historyChangesMax);
});

test("every table of records is dumped", () => {
  assert.deepEqual(Object.keys(createBook().tables).toSorted(), [...smallTableNames].toSorted());
});
