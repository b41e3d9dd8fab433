import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { splitForgivingly } from "./forgiving-split.ts";
import { splitRecords } from "./tokenize.ts";

function cellsOf(text: string, delimiter = ","): (readonly string[])[] {
  return splitRecords(text, delimiter, '"').map(({ cells }) => cells);
}

test("tokenize: cells are trimmed, quotes and line breaks inside them kept", () => {
  assert.deepEqual(cellsOf('a , "b, ""c""" ,\td\n"x\ny","1"\t,2'), [
    ["a", '"b', '""c"""', "d"],
    ["x\ny", "1", "2"],
  ]);
  assert.deepEqual(cellsOf('a,"b, ""c""",d'), [["a", 'b, "c"', "d"]]);
});

test("tokenize: lines count over blank records and cells of several lines", () => {
  const records = splitRecords('a\n\n"b\nc",d\ne', ",", '"');
  assert.deepEqual(
    records.map(({ line }) => line),
    [1, 2, 3, 5],
  );
});

test("tokenize: a formula around a number is the number", () => {
  assert.deepEqual(cellsOf('="00123";="x"', ";"), [["00123", "x"]]);
});

test("tokenize: quotes inside quoted cells do not shift the columns", () => {
  assert.deepEqual(cellsOf('"1","UAB "Naktida"","2"\n"3","b","4"'), [
    ["1", 'UAB "Naktida"', "2"],
    ["3", "b", "4"],
  ]);
  assert.deepEqual(cellsOf('"1","the "Shop" inn","2"'), [["1", 'the "Shop" inn', "2"]]);
});

test("tokenize: a quote that never closes spoils one cell, not the file", () => {
  const rows = cellsOf(`a,"5 inch,b\nc,d,e\n${"x,y,z\n".repeat(5000)}`);
  assert.deepEqual(rows[0], ["a", '"5 inch', "b"]);
  assert.deepEqual(rows[1], ["c", "d", "e"]);
  assert.deepEqual(rows.length, 5003);
});

test("tokenize: the forgiving reader agrees with the strict one on what is in order", () => {
  const cell = fc.oneof(
    fc.stringMatching(/^[a-z0-9 .;]{0,8}$/u),
    fc.stringMatching(/^[a-z,\n"]{0,8}$/u).map((text) => `"${text.replaceAll('"', '""')}"`),
  );
  const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(rows, (table) => {
      const text = table.map((row) => row.join(",")).join("\n");
      // Of no text at all one reader says one empty row, the other none.
      fc.pre(text !== "");
      const forgiving = splitForgivingly(text, ",", '"').map((row) =>
        row.map((each) => each.trim()),
      );
      assert.deepEqual(cellsOf(text), forgiving);
    }),
  );
});
