/** Holding an account against a statement: what is settled, what is open, what drifts. */
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { AMOUNT_MINOR_MAX } from "../money/allocate.ts";
import type { CurrencyCode } from "../money/currency.ts";
import { apply } from "./apply.ts";
import { accountBalances } from "./balances.ts";
import { createBook, type Book } from "./book.ts";
import { decodeChangeSet, encodeChangeSet } from "./change-set-codec.ts";
import type { Change, ChangeSet } from "./change.ts";
import type { Id } from "./id.ts";
import { transactionById } from "./listing.ts";
import { bookLimits } from "./limits.ts";
import {
  correctAmount,
  reconcile,
  reconciliation,
  statementDifference,
  statementDrift,
  type StatementWish,
} from "./reconcile.ts";
import { recordOf } from "./record-table.ts";
import { undoOf } from "./undo.ts";

function idOf(number: number): Id {
  return number.toString(16).padStart(32, "0") as Id;
}

const bank = idOf(0x10);
const savings = idOf(0x11);
const currency = "EUR" as CurrencyCode;

interface Row {
  readonly day: number;
  readonly minor: number;
  readonly pending?: boolean;
  readonly isMoved?: boolean;
}

function bookOf(rows: readonly Row[], opening = 0n): Book {
  const book = createBook();
  const account = (id: Id, fields: object): Change => ({ table: "account", id, fields });
  commit(book, 1, [
    account(bank, { name: "Bank", currency, openingMinor: opening }),
    account(savings, { name: "Savings", role: "savings", currency }),
    ...rows.map((row, at) => spend(at, row)),
  ]);
  return book;
}

function spend(at: number, { day, minor, pending = false, isMoved = false }: Row): Change {
  const fields = isMoved
    ? { kind: "transfer" as const, transferAccount: savings, transferMinor: BigInt(-minor) }
    : {};
  return {
    table: "transaction",
    id: idOf(0x1000 + at),
    fields: { day, account: bank, minor: BigInt(minor), pending, text: `row ${at}`, ...fields },
  };
}

function changeSet(id: number, changes: readonly Change[]): ChangeSet {
  const set = { label: "reconcile", at: null, batch: null, undoes: null };
  return { ...set, id: idOf(0xff_0000 + id), changes };
}

function commit(book: Book, id: number, changes: readonly Change[]): void {
  apply(book, changeSet(id, changes), "ann");
}

function statementOf(book: Book, account: Id = bank) {
  const found = recordOf(book.tables.account, account);
  assert.ok(found !== undefined);
  return found;
}

function wish(
  day: number,
  minor: bigint,
  ticked: readonly number[],
  balancing = false,
): StatementWish {
  return {
    account: bank,
    day,
    minor,
    ticked: new Set(ticked.map((at) => idOf(0x1000 + at))),
    balancing: balancing ? { id: idOf(0x9999), text: "Balancing" } : null,
  };
}

function done(book: Book, asked: StatementWish, id = 2): void {
  const made = reconcile(book, asked);
  assert.ok(made.ok, made.ok ? "" : made.error.code);
  commit(book, id, made.value);
}

const rows = fc.array(
  fc.record({
    day: fc.integer({ min: 1, max: 20 }),
    minor: fc.integer({ min: -5_000, max: 5_000 }),
    pending: fc.boolean(),
    isMoved: fc.boolean(),
  }),
  { maxLength: 25 },
);

test("a statement settles what is on it; the rest waits for the next one", () => {
  const book = bookOf([
    { day: 1, minor: -100 },
    { day: 2, minor: -50, pending: true },
    { day: 3, minor: -7, pending: true },
    { day: 9, minor: -1 },
  ]);
  done(book, wish(5, -150n, [0, 1]));
  assert.equal(transactionById(book, idOf(0x1001))?.pending, false);
  assert.equal(transactionById(book, idOf(0x1002))?.pending, true);
  const next = reconciliation(book, bank, 10);
  assert.deepEqual([next?.settledMinor, next?.driftMinor], [-150n, 0n]);
  assert.deepEqual(
    next?.rows.map(({ id }) => id),
    [idOf(0x1002), idOf(0x1003)],
  );
  done(book, wish(10, -158n, [2, 3]), 3);
  assert.deepEqual(statementOf(book).statement, { day: 10, minor: -158n, open: [] });
});

test("a difference is refused, or taken by one balancing transaction that is settled with it", () => {
  const book = bookOf([{ day: 1, minor: -100 }]);
  const made = reconcile(book, wish(5, -130n, [0]));
  assert.equal(made.ok ? "ok" : made.error.code, "statement-differs");
  done(book, wish(5, -130n, [0], true));
  const balancing = transactionById(book, idOf(0x9999));
  assert.deepEqual([balancing?.minor, balancing?.day, balancing?.kind], [-30n, 5, "expense"]);
  assert.equal(accountBalances(book).get(bank), -130n);
  assert.equal(statementDrift(book, statementOf(book)), 0n);
});

test("no balancing transaction is made where nothing is left of the difference", () => {
  const book = bookOf([{ day: 1, minor: -100 }]);
  done(book, wish(5, -100n, [0], true));
  assert.equal(transactionById(book, idOf(0x9999)), undefined);
});

test("at the first statement the opening amount may take the difference, later never", () => {
  const book = bookOf([{ day: 1, minor: -100 }], 7n);
  done(book, { ...wish(5, 1_000n, [0]), balancing: "opening" });
  const account = statementOf(book);
  assert.deepEqual([account.openingMinor, account.statement?.minor], [1_100n, 1_000n]);
  assert.equal(accountBalances(book).get(bank), 1_000n);
  assert.equal(statementDrift(book, account), 0n);
  const again = reconcile(book, { ...wish(9, 1_001n, []), balancing: "opening" });
  assert.equal(again.ok ? "ok" : again.error.code, "statement-differs");
});

test("a statement before the last one, an unknown account, and too many open rows are refused", () => {
  const many = Array.from({ length: bookLimits.statementOpenMax + 1 }, () => ({
    day: 1,
    minor: 1,
  }));
  const book = bookOf(many);
  const code = (asked: StatementWish): string => {
    const made = reconcile(book, asked);
    return made.ok ? "ok" : made.error.code;
  };
  assert.equal(code(wish(1, 0n, [])), "statement-open-max");
  assert.equal(code({ ...wish(1, 0n, []), account: idOf(0x77) }), "unknown-account");
  done(book, wish(4, 1n, [0]));
  assert.equal(code(wish(3, 1n, [])), "statement-too-old");
  assert.equal(code(wish(4, 1n, [])), "ok");
});

test("a transfer is settled on the account that was reconciled, and not on the other one", () => {
  const book = bookOf([{ day: 1, minor: -100, isMoved: true }]);
  done(book, wish(5, -100n, [0]));
  assert.deepEqual(reconciliation(book, bank, 5)?.rows, []);
  const other = reconciliation(book, savings, 5);
  assert.deepEqual(
    other?.rows.map(({ minor }) => minor),
    [100n],
  );
});

test("what is changed, added or deleted under a statement is a drift; what comes after is none", () => {
  const book = bookOf([
    { day: 1, minor: -100 },
    { day: 2, minor: -20 },
  ]);
  const drift = (): bigint => statementDrift(book, statementOf(book));
  done(book, wish(5, -120n, [0, 1]));
  commit(book, 3, [spend(7, { day: 6, minor: -999 })]);
  assert.equal(drift(), 0n);
  commit(book, 4, [spend(8, { day: 5, minor: -5 })]);
  assert.equal(drift(), -5n);
  commit(book, 5, [{ table: "transaction", id: idOf(0x1000), fields: { deleted: true } }]);
  assert.equal(drift(), 95n);
});

test("sums are exact however large the amounts are", () => {
  const most = Number(AMOUNT_MINOR_MAX);
  const book = bookOf([
    ...Array.from({ length: 25 }, () => ({ day: 1, minor: most })),
    { day: 2, minor: 1 },
  ]);
  commit(book, 2, [
    { table: "account", id: bank, fields: { statement: { day: 2, minor: 0n, open: [] } } },
  ]);
  assert.equal(statementDrift(book, statementOf(book)), 25n * AMOUNT_MINOR_MAX + 1n);
});

test("a corrected amount goes the way of its sign; a transfer's is left alone", () => {
  const book = bookOf([
    { day: 1, minor: -100 },
    { day: 1, minor: -100, isMoved: true },
  ]);
  assert.equal(correctAmount(book, idOf(0x1001), 5n), undefined);
  for (const [minor, kind] of [
    [100n, "refund"],
    [-90n, "expense"],
  ] as const) {
    const change = correctAmount(book, idOf(0x1000), minor);
    assert.ok(change !== undefined);
    commit(book, Number(minor) + 1_000, [change]);
    const found = transactionById(book, idOf(0x1000));
    assert.deepEqual([found?.minor, found?.kind], [minor, kind]);
  }
});

test("for any rows and ticks, the statement that the ticks come to is kept without a drift", () => {
  fc.assert(
    fc.property(
      rows,
      fc.integer(),
      fc.infiniteStream(fc.boolean()),
      fc.nat(20),
      (all, opening, coin, day) => {
        const book = bookOf(all, BigInt(opening));
        const held = reconciliation(book, bank, day);
        assert.ok(held !== undefined);
        const ticked = new Set(
          held.rows.filter(() => coin.next().value === true).map(({ id }) => id),
        );
        const minor = -statementDifference(held, 0n, ticked);
        const model = all.reduce(
          (sum, row, at) => sum + (ticked.has(idOf(0x1000 + at)) ? row.minor : 0),
          opening,
        );
        assert.equal(minor, BigInt(model));
        const before = accountBalances(book);
        done(book, { ...wish(day, minor, []), ticked });
        assert.deepEqual(accountBalances(book), before);
        assert.equal(statementDrift(book, statementOf(book)), 0n);
        const later = reconciliation(book, bank, 20);
        assert.deepEqual(
          new Set(later?.rows.map(({ id }) => id)),
          new Set(
            all.flatMap((_, at) => (ticked.has(idOf(0x1000 + at)) ? [] : [idOf(0x1000 + at)])),
          ),
        );
      },
    ),
  );
});

test("with a balancing transaction any statement is reached, and one undo brings all back", () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: -9_999, max: 9_999 }), (all, minor) => {
      const book = bookOf(all);
      const held = reconciliation(book, bank, 20);
      assert.ok(held !== undefined);
      const balances = accountBalances(book);
      const ticked = new Set(held.rows.map(({ id }) => id));
      const made = reconcile(book, { ...wish(20, BigInt(minor), [], true), ticked });
      assert.ok(made.ok);
      const written = encodeChangeSet(changeSet(2, made.value));
      assert.ok(written.ok);
      const read = decodeChangeSet(written.value);
      assert.ok(read.ok);
      commit(book, 2, read.value.changes);
      assert.equal(accountBalances(book).get(bank), BigInt(minor));
      assert.equal(statementDrift(book, statementOf(book)), 0n);
      const undo = undoOf(book, idOf(0xff_0002), { force: false });
      assert.ok(undo.ok);
      commit(book, 3, undo.value.changes);
      assert.deepEqual(accountBalances(book), balances);
      assert.deepEqual(reconciliation(book, bank, 20), held);
    }),
  );
});
