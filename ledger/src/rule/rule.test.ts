/** Rules: what they say of new and old transactions, what a person chose, and that one undo takes all back. */
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { apply } from "../book/apply.ts";
import { createBook, type Book } from "../book/book.ts";
import { changeSetsOf } from "../book/change-sets.ts";
import type { Change } from "../book/change.ts";
import { dump } from "../book/dump.ts";
import type { Id } from "../book/id.ts";
import { transactionById } from "../book/listing.ts";
import { undoOf } from "../book/undo.ts";
import type { CurrencyCode } from "../money/currency.ts";
import type { Result } from "../result.ts";
import { sentenceText } from "../sentence.ts";
import { categorise } from "./categorise.ts";
import { reasonSentence } from "./reason-sentence.ts";
import { changeRule, moveRule, newRule, removeRule, type RuleWish } from "./rule-changes.ts";
import { ruleDiff } from "./rule-diff.ts";
import { rulePreview } from "./rule-preview.ts";
import { liveRules, ruleProblem, ruleQueryText, RULES_MAX } from "./rules.ts";
import { RULES_LABEL } from "./set-by-hand.ts";

function idOf(number: number): Id {
  return number.toString(16).padStart(32, "0") as Id;
}

const account = idOf(0x1_0010);
const [food, fun, salary] = [idOf(0x1_0020), idOf(0x1_0021), idOf(0x1_0022)];
const batch = idOf(0x1_0030);
let made = 0x10_0000;
const newId = (): Id => idOf((made += 1));
const source = { newId, nowSeconds: () => 0 };

function commit(book: Book, changes: readonly Change[], label = "edit"): readonly Id[] {
  const sets = changeSetsOf(source, label, changes, { batch: newId() });
  for (const set of sets) apply(book, set, "ann");
  return sets.map(({ id }) => id);
}

function household(): Book {
  const book = createBook();
  const category = (id: Id, fields: object): Change => ({ table: "category", id, fields });
  commit(book, [
    { table: "settings", id: idOf(0), fields: { currency: "EUR" as CurrencyCode } },
    { table: "account", id: account, fields: { name: "Bank", currency: "EUR" as CurrencyCode } },
    category(food, { name: "Food", bucket: "needs" }),
    category(fun, { name: "Fun", bucket: "wants" }),
    category(salary, { name: "Salary", kind: "income" }),
  ]);
  return book;
}

function imported(book: Book, rows: readonly object[]): readonly Id[] {
  const ids = rows.map(newId);
  const changes = rows.map((fields, index): Change => {
    const own = { day: 100, account, minor: -1_000n, batch, ...fields };
    return { table: "transaction", id: ids[index] ?? newId(), fields: own };
  });
  for (const set of changeSetsOf(source, "import", changes, { batch })) apply(book, set, "ann");
  return ids;
}

function done(book: Book, result: Result<readonly Change[], { readonly code: string }>): void {
  assert(result.ok, JSON.stringify(result));
  commit(book, result.value, "rule");
}

function add(book: Book, wish: RuleWish): Id {
  const id = newId();
  done(book, newRule(book, id, wish, "en"));
  return id;
}

function code(result: Result<unknown, { readonly code: string }>): string | undefined {
  return result.ok ? undefined : result.error.code;
}

test("a rule is checked when it is made", () => {
  const book = household();
  const refused = (wish: RuleWish) => code(newRule(book, newId(), wish, "en"));
  assert.equal(refused({ query: " ", category: food }), "rule-without-condition");
  assert.equal(refused({ query: "rewe" }), "rule-does-nothing");
  assert.equal(refused({ query: "cat:nowhere", category: food }), "rule-query");
  assert.equal(refused({ query: 'a "b', category: food }), "rule-query");
  assert.equal(refused({ query: "rewe", category: idOf(0x99) }), "unknown-category");
  assert.equal(refused({ query: "rewe", bucket: "luxury" }), "unknown-bucket");
  assert.equal(refused({ query: "rewe", text: " " }), "rule-text");
  assert.equal(refused({ query: "rewe", text: "x".repeat(501) }), "rule-text");
  // Fits into a query as it is typed, and not as it is kept.
  assert.equal(
    refused({ query: `${"x ".repeat(22)}"${'\\"'.repeat(220)}" a""`, text: "y" }),
    undefined,
  );
  assert.equal(refused({ query: "rewe", category: food }), undefined);
});

test("a rule's query means the same in every language", () => {
  const book = household();
  const id = newId();
  done(book, newRule(book, id, { query: "amt:>12,50 Käse", category: food }, "de"));
  const [rule] = liveRules(book);
  assert.equal(rule?.query, "amt:>12.50 Käse");
  assert.equal(ruleQueryText(book, rule?.query ?? "", "de"), "amt:>12,50 Käse");
  assert.equal(ruleQueryText(book, 'not "closed', "de"), 'not "closed');
});

test("rules are changed field by field, moved, switched off and removed", () => {
  const book = household();
  const [first, second, third] = ["a", "b", "c"].map((query) => add(book, { query, text: "x" }));
  assert(first !== undefined && second !== undefined && third !== undefined);
  const order = () => liveRules(book).map(({ query }) => query);
  assert.deepEqual(order(), ["a", "b", "c"]);
  done(book, moveRule(book, third, 0));
  assert.deepEqual(order(), ["c", "a", "b"]);
  done(book, moveRule(book, third, 99));
  assert.deepEqual(order(), ["a", "b", "c"]);
  assert.deepEqual(moveRule(book, first, -1), { ok: true, value: [] });
  const off = changeRule(book, first, { enabled: false }, "en");
  assert.deepEqual(off.ok && off.value, [{ table: "rule", id: first, fields: { enabled: false } }]);
  done(book, changeRule(book, first, { query: "aa", text: null, category: food }, "en"));
  assert.deepEqual(changeRule(book, first, { query: "aa" }, "en"), { ok: true, value: [] });
  assert.equal(code(changeRule(book, second, { text: null }, "en")), "rule-does-nothing");
  done(book, removeRule(book, second));
  assert.deepEqual(order(), ["aa", "c"]);
  assert.equal(code(removeRule(book, second)), "unknown-rule");
  assert.equal(code(moveRule(book, second, 0)), "unknown-rule");
  assert.equal(code(changeRule(book, second, {}, "en")), "unknown-rule");
});

test("there are so many rules and no more", () => {
  const book = household();
  for (let at = 0; at < RULES_MAX; at++) add(book, { query: `q${at}`, text: "x" });
  assert.equal(
    code(newRule(book, newId(), { query: "one more", text: "x" }, "en")),
    "too-many-rules",
  );
});

test("a rule whose category or names are gone has a problem, and says nothing of them", () => {
  const book = household();
  add(book, { query: "rewe", category: fun, text: "Rewe" });
  add(book, { query: "cat:food", text: "Eaten" });
  commit(book, [
    { table: "category", id: fun, fields: { deleted: true } },
    { table: "category", id: food, fields: { name: "Meals" } },
  ]);
  const problems = liveRules(book).map((rule) => ruleProblem(book, rule)?.code);
  assert.deepEqual(problems, ["unknown-category", "rule-query"]);
  const [row] = categorise(book, [{ text: "REWE 1", kind: "expense" }]);
  assert.deepEqual(row?.fields, { text: "Rewe", bankText: "REWE 1" });
});

test("of new transactions the first rule that says a field wins it, and the reason is told", () => {
  const book = household();
  imported(book, [{ text: "Kino", category: fun }]);
  add(book, { query: "rewe amt:>50", category: fun });
  add(book, { query: "rewe", category: food, text: "Rewe", bucket: "wants" });
  add(book, { query: "bonus", category: food });
  const before = dump(book);
  const rows = categorise(book, [
    { text: "REWE 12", kind: "expense", account, minor: -6_000n },
    { text: "REWE 13", kind: "expense", account, minor: -4_000n },
    { text: "Rewe bonus", kind: "income", account, minor: 4_000n },
    { text: "Rewe", kind: "transfer", account, minor: -100n },
    { text: "Rewe", kind: "expense", account, minor: -100n, category: fun },
    { text: "KINO 4711", kind: "expense", account, minor: -100n },
    { text: "", kind: "expense", account, minor: -100n },
  ]);
  assert.deepEqual(
    rows.map(({ fields }) => fields),
    [
      { category: fun, bucket: "wants", text: "Rewe", bankText: "REWE 12" },
      { category: food, bucket: "wants", text: "Rewe", bankText: "REWE 13" },
      { text: "Rewe", bankText: "Rewe bonus" },
      {},
      {},
      { category: fun },
      {},
    ],
  );
  const reasons = rows.map(({ reason }) => reason && sentenceText(reasonSentence(reason)));
  assert.deepEqual(reasons, [
    "a rule: rewe amt:>50.00",
    "a rule: rewe",
    "a rule: rewe",
    null,
    null,
    "once before",
    null,
  ]);
  assert.deepEqual(dump(book), before, "the book is as it was");
});

test("old transactions: old and new of each, and what a person chose apart", () => {
  const book = household();
  const [untouched, sorted, chosen, named] = imported(book, [
    { text: "REWE 1" },
    { text: "REWE 2", category: fun },
    { text: "REWE 3" },
    { text: "Rewe", category: food },
  ]);
  const typed = newId();
  const day = { day: 90, account, minor: -5n };
  const typedFields = { ...day, text: "rewe", category: fun };
  commit(book, [
    { table: "transaction", id: typed, fields: typedFields },
    { table: "transaction", id: chosen ?? newId(), fields: { category: fun } },
  ]);
  add(book, { query: "rewe", category: food, text: "Rewe" });
  const diff = ruleDiff(book, liveRules(book), { alsoByHand: false });
  assert.equal(diff.matched, 5);
  const of = (rows: typeof diff.rows) => new Map(rows.map((row) => [row.id, row]));
  const rows = of(diff.rows);
  assert.deepEqual(rows.get(untouched ?? typed)?.before, { category: null, text: "REWE 1" });
  assert.deepEqual(rows.get(untouched ?? typed)?.after, { category: food, text: "Rewe" });
  assert.deepEqual(rows.get(sorted ?? typed)?.after, { category: food, text: "Rewe" });
  assert.deepEqual(rows.get(chosen ?? typed)?.after, { text: "Rewe" });
  assert.equal(rows.has(named ?? typed), false, "it is so already");
  const byHand = of(diff.byHand);
  assert.deepEqual(byHand.get(chosen ?? typed)?.before, { category: fun });
  assert.deepEqual(byHand.get(typed)?.before, { category: fun, text: "rewe" });
  assert.equal(rows.has(typed), false);
  const all = ruleDiff(book, liveRules(book), { alsoByHand: true });
  assert.deepEqual([all.rows.length, all.byHand.length], [4, 0]);
});

test("a rule that is applied alone leaves what an earlier rule says", () => {
  const book = household();
  const [both, second] = imported(book, [{ text: "rewe kino" }, { text: "kino" }]);
  add(book, { query: "rewe", category: food });
  const later = add(book, { query: "kino", category: fun, text: "Cinema" });
  const rules = liveRules(book).filter(({ id }) => id === later);
  const diff = ruleDiff(book, rules, { alsoByHand: false });
  assert.deepEqual(
    new Map(diff.rows.map(({ id, after }) => [id, after])),
    new Map([
      [second, { category: fun, text: "Cinema" }],
      [both, { text: "Cinema" }],
    ]),
  );
});

test("applied rules are one undo, keep the bank's text, and are no choice of a person", () => {
  const book = household();
  const [row] = imported(book, [{ text: "REWE 1" }]);
  assert(row !== undefined);
  const rule = add(book, { query: "rewe", category: food, bucket: "wants", text: "Rewe" });
  const before = transactionById(book, row);
  const [set] = commit(
    book,
    ruleDiff(book, liveRules(book), { alsoByHand: false }).changes,
    RULES_LABEL,
  );
  assert.deepEqual(
    { ...before, category: food, bucket: "wants", text: "Rewe", bankText: "REWE 1" },
    transactionById(book, row),
  );
  assert.deepEqual(ruleDiff(book, liveRules(book), { alsoByHand: false }).changes, []);
  done(book, changeRule(book, rule, { query: "rewe", category: fun, text: "Rewe!" }, "en"));
  const again = ruleDiff(book, liveRules(book), { alsoByHand: false });
  assert.deepEqual(again.byHand, []);
  assert.deepEqual(again.changes[0]?.fields, { category: fun, text: "Rewe!" });
  const undo = undoOf(book, set ?? row, { force: false });
  assert(undo.ok);
  commit(book, undo.value.changes, "undo");
  assert.deepEqual(transactionById(book, row), before);
});

test("a preview counts what fits, and says of how many", () => {
  const book = household();
  const ids = imported(book, [{ text: "REWE 1" }, { text: "REWE 2" }, { text: "Kino" }]);
  const preview = rulePreview(book, "rewe", "en", 1);
  assert.deepEqual(preview, { ok: true, value: { count: 2, total: 3, rows: [1] } });
  assert.equal(ids.length, 3);
  assert.equal(code(rulePreview(book, "", "en", 1)), "rule-without-condition");
  assert.equal(code(rulePreview(book, "is:so", "en", 1)), "rule-query");
});

test("what rules say of a transaction is the same before and after it is there", () => {
  const texts = fc.constantFrom("rewe", "kino", "rewe kino", "x");
  const categories = fc.constantFrom(null, food, fun, salary);
  const rules = fc.array(
    fc.record({
      query: fc.constantFrom("rewe", "kino -rewe", "amt:>5", "is:income", "acct:bank", "date:1970"),
      category: categories,
      bucket: fc.constantFrom(null, "needs"),
      text: fc.constantFrom(null, "Renamed"),
    }),
    { maxLength: 4 },
  );
  const rows = fc.array(
    fc.record({
      text: texts,
      minor: fc.constantFrom(-1_000n, -100n, 700n),
      category: categories,
    }),
    { minLength: 1, maxLength: 6 },
  );
  fc.assert(
    fc.property(rules, rows, (wishes, additions) => {
      const book = household();
      for (const wish of wishes) {
        const changes = newRule(book, newId(), wish, "en");
        if (changes.ok) commit(book, changes.value);
      }
      const fields = additions.map((own) => ({
        ...own,
        day: 100,
        account,
        kind: own.minor > 0n ? ("income" as const) : ("expense" as const),
      }));
      const said = categorise(book, fields);
      const ids = imported(book, fields);
      const diff = ruleDiff(book, liveRules(book), { alsoByHand: true });
      const byId = new Map(diff.rows.map((row) => [row.id, row]));
      for (const [index, id] of ids.entries()) {
        const old = byId.get(id)?.after ?? {};
        const now = said[index];
        if (fields[index]?.category !== null) continue;
        const { bankText: _, ...ruled } = now?.reason?.by === "rule" ? now.fields : {};
        assert.deepEqual(ruled, old);
      }
    }),
  );
});
