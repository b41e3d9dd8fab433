import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { cutTail, joinRecords, splitRecords } from "./record-file.ts";
import { TestFiles } from "../../test/fixtures/client-environment.ts";
import { runs } from "../../test/fixtures/effort.ts";

const records = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 });

test("records come back as they were, and a file cut anywhere gives its whole ones", () => {
  fc.assert(
    fc.property(records, fc.nat(), (given, cut) => {
      const bytes = joinRecords(given);
      const kept = bytes.slice(0, cut % (bytes.length + 1));
      const split = splitRecords(kept);
      const whole = given.slice(0, split.records.length);
      assert.deepEqual(
        split.records,
        whole.map((record) => Uint8Array.from(record)),
      );
      assert.equal(split.wholeLength, joinRecords(whole).length);
      const next = given[whole.length];
      if (next !== undefined) assert.ok(kept.length < split.wholeLength + 4 + next.length);
    }),
    runs(300),
  );
});

test("a length that reaches beyond the file ends the records, however large it is", () => {
  const bytes = joinRecords([Uint8Array.of(1, 2, 3), Uint8Array.of(4)]);
  bytes[7] = 0xff;
  assert.deepEqual(splitRecords(bytes), { records: [Uint8Array.of(1, 2, 3)], wholeLength: 7 });
  assert.deepEqual(splitRecords(new Uint8Array(0)), { records: [], wholeLength: 0 });
});

test("records own their memory, and bytes that are a part of a buffer are read where they are", () => {
  const padded = Uint8Array.from([9, 9, ...joinRecords([Uint8Array.of(7)]), 9]);
  const { records: read, wholeLength } = splitRecords(padded.subarray(2, 7));
  assert.deepEqual(read, [Uint8Array.of(7)]);
  assert.equal(wholeLength, 5);
  padded.fill(0);
  assert.deepEqual(read, [Uint8Array.of(7)]);
});

test("a tail is cut off where there is one, and nothing is asked of a file that is short or missing", async () => {
  const files = new TestFiles(new Map([["log", Uint8Array.of(1, 2, 3)]]));
  await cutTail(files, "none", 0);
  await cutTail(files, "log", 3);
  await cutTail(files, "log", 8);
  assert.deepEqual(files.writes, []);
  await cutTail(files, "log", 1);
  assert.deepEqual(files.bytesOf("log"), Uint8Array.of(1));
});
