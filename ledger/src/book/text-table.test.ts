/** Texts enter once, keep their index, and leave without a trace. */
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import {
  createTextTable,
  internText,
  textAt,
  textBytesUsed,
  truncateTexts,
  type TextTable,
} from "./text-table.ts";

const texts = fc.array(fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 }), {
  maxLength: 200,
});

function contents(table: TextTable): unknown {
  return [
    table.count,
    table.bytes.slice(0, textBytesUsed(table)),
    table.ends.slice(0, table.count),
  ];
}

test("a text has one index, the place of its first mention, and comes back as it was", () => {
  fc.assert(
    fc.property(texts, (mentions) => {
      const table = createTextTable();
      const seen: string[] = [];
      for (const text of ["\uFEFFmark", "a\u0000b", ...mentions]) {
        if (!seen.includes(text)) seen.push(text);
        assert.equal(internText(table, text), seen.indexOf(text));
      }
      assert.deepEqual(
        seen.map((_, index) => textAt(table, index)),
        seen,
      );
    }),
  );
});

test("truncating is exact: the table goes on as if the texts had never come", () => {
  fc.assert(
    fc.property(texts, texts, texts, (first, second, third) => {
      const [table, reference] = [createTextTable(), createTextTable()];
      for (const text of first) assert.equal(internText(table, text), internText(reference, text));
      const { count } = table;
      for (const text of second) textAt(table, internText(table, text));
      truncateTexts(table, count);
      assert.deepEqual(contents(table), contents(reference));
      for (const text of third) assert.equal(internText(table, text), internText(reference, text));
      assert.deepEqual(contents(table), contents(reference));
      for (let index = 0; index < table.count; index++) {
        assert.equal(textAt(table, index), textAt(reference, index));
      }
    }),
  );
});

test("a table of given bytes finds its texts", () => {
  fc.assert(
    fc.property(texts, (mentions) => {
      const table = createTextTable();
      for (const text of mentions) internText(table, text);
      const bytes = table.bytes.slice(0, textBytesUsed(table));
      const loaded = createTextTable(bytes, table.ends.slice(0, table.count));
      for (const text of mentions) assert.equal(internText(loaded, text), internText(table, text));
      assert.equal(loaded.count, table.count);
      assert.equal(internText(loaded, "not there yet"), table.count);
    }),
  );
});

test("more texts than are kept decoded are still right", () => {
  const table = createTextTable();
  const name = (index: number) => `text ${index}`;
  for (let index = 0; index < 40_000; index++) internText(table, name(index));
  for (let index = 0; index < 40_000; index += 7) {
    assert.equal(textAt(table, index), name(index));
    assert.equal(internText(table, name(index)), index);
  }
  assert.throws(() => textAt(table, 40_000), /in the table/);
});
