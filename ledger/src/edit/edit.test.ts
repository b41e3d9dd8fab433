/** What edits of amounts, texts and parts set, by example and for all amounts. */
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { apply } from "../book/apply.ts";
import { createBook, type Book } from "../book/book.ts";
import { checkBook } from "../book/check.ts";
import type { Change } from "../book/change.ts";
import type { Id } from "../book/id.ts";
import { transactionById, type TransactionRecord } from "../book/listing.ts";
import { recordOf, type RecordOf } from "../book/record-table.ts";
import type { CurrencyCode } from "../money/currency.ts";
import { editedAmounts, transferAmounts, type AmountEdit } from "./edited-amounts.ts";
import { editedParts, readParts } from "./edited-parts.ts";
import { editedText } from "./edited-text.ts";

const locale = "en-US";

function idOf(number: number): Id {
  return number.toString(16).padStart(32, "0") as Id;
}

const ids = { current: idOf(0x10), savings: idOf(0x11), tokyo: idOf(0x12), osaka: idOf(0x13) };

function bookOf(...changes: readonly Change[]): Book {
  const book = createBook();
  const account = (id: Id, name: string, currency: string): Change => ({
    table: "account",
    id,
    fields: { name, currency: currency as CurrencyCode },
  });
  const accounts = [
    account(ids.current, "Current", "EUR"),
    account(ids.savings, "Savings", "EUR"),
    account(ids.tokyo, "Tokyo", "JPY"),
    account(ids.osaka, "Osaka", "JPY"),
  ];
  const set = { id: idOf(1), label: "add", at: null, batch: null, undoes: null };
  apply(book, { ...set, changes: [...accounts, ...changes] }, "ann");
  return book;
}

function accountOf(book: Book, id: Id): RecordOf<"account"> {
  const account = recordOf(book.tables.account, id);
  assert.ok(account !== undefined);
  return account;
}

const one = idOf(0x30);

function bookWith(fields: object): { book: Book; transaction: TransactionRecord } {
  const own = { account: ids.current, kind: "expense" as const, minor: -1_000n, text: "tea" };
  const book = bookOf({ table: "transaction", id: one, fields: { ...own, ...fields } });
  const transaction = transactionById(book, one);
  assert.ok(transaction !== undefined);
  return { book, transaction };
}

type TypedEdit = Omit<AmountEdit, "account" | "transferAccount"> & {
  readonly account?: Id;
  readonly transferAccount?: Id;
};

/** The fields that an edit sets, or its error's code. */
function edited(before: object, { account, transferAccount, ...typed }: TypedEdit): unknown {
  const { book, transaction } = bookWith(before);
  const edit = {
    ...typed,
    ...(account !== undefined && { account: accountOf(book, account) }),
    ...(transferAccount !== undefined && { transferAccount: accountOf(book, transferAccount) }),
  };
  const fields = editedAmounts(book, transaction, edit, locale);
  return fields.ok ? fields.value : fields.error.code;
}

test("an amount keeps its direction; less than nothing is given back", () => {
  assert.deepEqual(edited({}, { amount: "12.5+3*2" }), { minor: -1_850n, kind: "expense" });
  assert.deepEqual(edited({}, { amount: "-5" }), { minor: 500n, kind: "refund" });
  assert.deepEqual(edited({ kind: "refund", minor: 500n }, { amount: "5" }), {
    minor: -500n,
    kind: "expense",
  });
  assert.deepEqual(edited({ kind: "income", minor: 500n }, { amount: "7" }), { minor: 700n });
  assert.deepEqual(edited({}, {}), {});
  assert.deepEqual(edited({}, { account: ids.savings }), { account: ids.savings });
});

test("what cannot be an amount is said", () => {
  assert.equal(edited({}, { amount: "0" }), "amount-of-nothing");
  assert.equal(edited({}, { amount: "x" }), "amount");
  assert.equal(edited({}, { received: "5" }), "received-without-transfer");
  assert.equal(edited({}, { account: ids.tokyo }), "amount-needed");
  assert.equal(edited({}, { account: ids.tokyo, amount: "12.50" }), "amount");
  assert.deepEqual(edited({}, { account: ids.tokyo, amount: "2000" }), {
    account: ids.tokyo,
    minor: -2_000n,
    kind: "expense",
  });
  const part = { minor: -500n, category: null, bucket: null, note: "" };
  assert.equal(edited({ splits: [part, part] }, { amount: "20" }), "in-parts");
});

const transfer = {
  kind: "transfer" as const,
  minor: -1_000n,
  transferAccount: ids.savings,
  transferMinor: 1_000n,
};
const exchange = { ...transfer, transferAccount: ids.tokyo, transferMinor: 1_600n };

test("a transfer has two opposite sides, equal in one currency", () => {
  assert.deepEqual(edited(transfer, { amount: "60" }), { minor: -6_000n, transferMinor: 6_000n });
  const reached = { ...transfer, minor: 1_000n, transferMinor: -1_000n };
  assert.deepEqual(edited(reached, { amount: "60" }), { minor: 6_000n, transferMinor: -6_000n });
  assert.equal(edited(transfer, { amount: "60", received: "61" }), "received-of-one-currency");
  assert.equal(edited(transfer, { amount: "-60" }), "moves-less-than-nothing");
  assert.equal(edited(transfer, { account: ids.savings }), "same-account");
  assert.equal(edited(transfer, { transferAccount: ids.current }), "same-account");
});

test("a transfer between two currencies says what arrived", () => {
  assert.equal(edited(exchange, { amount: "11" }), "received-needed");
  assert.deepEqual(edited(exchange, { received: "1700" }), { transferMinor: 1_700n });
  assert.deepEqual(edited(exchange, { amount: "11", received: "1760" }), {
    minor: -1_100n,
    transferMinor: 1_760n,
  });
  assert.deepEqual(edited(exchange, { transferAccount: ids.osaka }), {
    transferAccount: ids.osaka,
  });
  assert.equal(edited(transfer, { transferAccount: ids.tokyo }), "received-needed");
  assert.deepEqual(edited(transfer, { transferAccount: ids.tokyo, received: "1600" }), {
    transferAccount: ids.tokyo,
    transferMinor: 1_600n,
  });
  assert.equal(edited(exchange, { transferAccount: ids.savings }), "moved-needed");
  assert.deepEqual(edited(exchange, { transferAccount: ids.savings, amount: "10" }), {
    transferAccount: ids.savings,
    minor: -1_000n,
    transferMinor: 1_000n,
  });
});

test("a new transfer has what left and what arrived", () => {
  const book = bookOf();
  const made = (from: Id, to: Id, amount: string, received?: string): unknown => {
    const accounts = { from: accountOf(book, from), to: accountOf(book, to) };
    const amounts = transferAmounts({ ...accounts, amount, received }, locale);
    return amounts.ok ? amounts.value : amounts.error.code;
  };
  const { current, savings, tokyo } = ids;
  assert.deepEqual(made(current, savings, "5"), { minor: -500n, transferMinor: 500n });
  assert.deepEqual(made(current, tokyo, "5", "800"), { minor: -500n, transferMinor: 800n });
  assert.equal(made(current, tokyo, "5"), "received-needed");
  assert.equal(made(current, tokyo, "5", "-800"), "moves-less-than-nothing");
  assert.equal(made(current, savings, "5", "5"), "received-of-one-currency");
  assert.equal(made(current, current, "5"), "same-account");
  assert.equal(made(current, savings, "-5"), "moves-less-than-nothing");
  assert.equal(made(current, savings, "0"), "amount-of-nothing");
});

test("no edit of a transfer makes its sides differ", () => {
  const amount = fc.constantFrom(undefined, "5", "7.25", "-3", "0", "x");
  const account = fc.constantFrom(undefined, ...Object.values(ids));
  const before = fc.constantFrom(transfer, exchange, {
    ...transfer,
    minor: 1_000n,
    transferMinor: -1_000n,
  });
  const edit = fc.record({ amount, received: amount, account, transferAccount: account });
  fc.assert(
    fc.property(before, edit, (fields, { amount: text, received, ...accounts }) => {
      const { book } = bookWith(fields);
      const set = edited(fields, { amount: text, received, ...accounts } as TypedEdit);
      if (typeof set !== "object") return;
      const changes: Change[] = [{ table: "transaction", id: one, fields: set as object }];
      apply(
        book,
        { id: idOf(2), label: "edit", at: null, batch: null, undoes: null, changes },
        "ann",
      );
      assert.deepEqual(checkBook(book), []);
    }),
  );
});

test("the bank's own text is kept beside the first new one", () => {
  const { transaction } = bookWith({ batch: idOf(0x50), text: "POS 4711" });
  assert.deepEqual(editedText(transaction, "Bakery"), { text: "Bakery", bankText: "POS 4711" });
  assert.deepEqual(editedText({ ...transaction, bankText: "POS" }, "Bakery"), { text: "Bakery" });
  assert.deepEqual(editedText(bookWith({}).transaction, "Bakery"), { text: "Bakery" });
});

const typedPart = (amount: string): Parameters<typeof editedParts>[2]["parts"][number] => ({
  amount,
  category: null,
  bucket: null,
  note: " a note ",
});

function split(before: object, amount: string, parts: readonly string[]): unknown {
  const { book, transaction } = bookWith(before);
  const typed = { amount, parts: parts.map(typedPart) };
  const fields = editedParts(book, transaction, typed, locale);
  return fields.ok ? fields.value : fields.error;
}

test("parts add up to the amount, in its direction", () => {
  const part = (minor: bigint): object => ({
    minor,
    category: null,
    bucket: null,
    note: "a note",
  });
  assert.deepEqual(split({}, "20", ["15", "2+3"]), {
    minor: -2_000n,
    kind: "expense",
    splits: [part(-1_500n), part(-500n)],
    category: null,
    bucket: null,
  });
  assert.deepEqual(split({ kind: "income", minor: 10n }, "20", ["25", "-5"]), {
    minor: 2_000n,
    splits: [part(2_500n), part(-500n)],
    category: null,
    bucket: null,
  });
  assert.deepEqual(split({}, "20", ["15", "4"]), {
    code: "parts-differ",
    rest: 100n,
    currency: "EUR",
  });
  assert.deepEqual(split({}, "20", ["20"]), { code: "too-few-parts" });
  assert.deepEqual(split({}, "20", ["20", "0"]), { code: "amount", amount: { code: "empty" } });
  assert.deepEqual(split(transfer, "20", ["10", "10"]), { code: "transfer-in-parts" });
});

test("while parts are typed, the rest is told, and what each would be with it", () => {
  const { book, transaction } = bookWith({});
  const read = readParts(book, transaction, { amount: "20", parts: ["15", "", "x"] }, locale);
  assert.equal(read.rest, 500n);
  assert.deepEqual(read.problems, [null, null, "not-an-amount"]);
  assert.deepEqual(read.withRest, ["20.00", "5.00", "5.00"]);
});

test("a part that takes the rest makes the parts add up", () => {
  const amount = fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }).filter((minor) => minor !== 0n);
  const text = (minor: bigint): string => {
    const size = (minor < 0n ? -minor : minor).toString().padStart(3, "0");
    return `${minor < 0n ? "-" : ""}${size.slice(0, -2)}.${size.slice(-2)}`;
  };
  fc.assert(
    fc.property(
      amount,
      fc.array(amount, { minLength: 2, maxLength: 8 }),
      fc.nat(),
      (whole, parts, nth) => {
        const { book, transaction } = bookWith({});
        const texts = parts.map(text);
        const at = nth % texts.length;
        const typed = { amount: text(whole), parts: texts };
        const filled = readParts(book, transaction, typed, locale).withRest[at] ?? "";
        const again = { ...typed, parts: texts.with(at, filled) };
        assert.equal(readParts(book, transaction, again, locale).rest, 0n);
      },
    ),
  );
});
