import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { gzipSync, zipSync } from "fflate";
import { sentenceText } from "../../sentence.ts";
import {
  ARCHIVE_BYTES_MAX,
  ARCHIVE_ENTRIES_MAX,
  ARCHIVE_MEMBERS_MAX,
  ARCHIVE_RATIO_FREE_BYTES,
  ENTRY_NAME_LENGTH_MAX,
} from "../limits.ts";
import { archiveReason } from "./archive-error.ts";
import { gunzip } from "./gunzip.ts";
import { UnpackBudget } from "./unpacked.ts";
import { unzip } from "./unzip.ts";

const TEXT: Uint8Array = new TextEncoder().encode("Date,Amount\n2026-01-03,-1.50\n");
/** Where fields of the first entry stand in the directory, which ends 22 bytes before the end. */
const FLAGS = 8;
const COMPRESSION = 10;

/** Returns an archive of one file "a.csv" with two bytes of its directory entry changed. */
function changedEntry(field: number, value: number): Uint8Array {
  const zip = zipSync({ "a.csv": TEXT });
  const view = new DataView(zip.buffer);
  view.setUint16(view.getUint32(zip.length - 22 + 16, true) + field, value, true);
  return zip;
}

function codeOf(bytes: Uint8Array): string {
  const unpacked = unzip(bytes);
  return unpacked.ok ? "ok" : unpacked.error.code;
}

test("archive: files come out, what programs leave beside them does not", () => {
  const zip = zipSync({
    "2026/a.csv": [TEXT, { level: 0 }],
    "2026/": new Uint8Array(),
    "__MACOSX/2026/a.csv": TEXT,
    "2026/.DS_Store": TEXT,
    "Kontoauszüge.xml": TEXT,
    "inner.zip": zipSync({ "b.csv": TEXT }),
    "empty.csv": new Uint8Array(),
  });
  const unpacked = unzip(zip);
  assert.ok(unpacked.ok);
  assert.deepEqual(
    unpacked.value.map(({ name, bytes }) => [name, bytes.length]),
    [
      ["2026/a.csv", TEXT.length],
      ["Kontoauszüge.xml", TEXT.length],
      ["inner.zip", zipSync({ "b.csv": TEXT }).length],
      ["empty.csv", 0],
    ],
  );
  assert.deepEqual(unpacked.value[1]?.bytes, TEXT);
});

test("archive: what cannot be unpacked has its reason", () => {
  const zip = zipSync({ "a.csv": TEXT });
  assert.equal(codeOf(zip.subarray(0, zip.length - 4)), "cut-off");
  assert.equal(codeOf(changedEntry(FLAGS, 1)), "encrypted");
  assert.equal(codeOf(changedEntry(COMPRESSION, 14)), "unknown-compression");
  const wrong = zip.slice();
  wrong[30 + "a.csv".length + 2] = 0xff;
  assert.equal(codeOf(wrong), "damaged");
  assert.equal(codeOf(changedEntry(16, 0)), "damaged", "a wrong checksum");
  const named = zipSync({ [`${"x".repeat(ENTRY_NAME_LENGTH_MAX)}.csv`]: TEXT });
  assert.equal(codeOf(named), "name-too-long");
  const names = Array.from({ length: ARCHIVE_ENTRIES_MAX + 1 }, (_, index) => [`${index}`, TEXT]);
  const many = zipSync(Object.fromEntries(names) as Record<string, Uint8Array>);
  assert.equal(codeOf(many), "too-many-entries");
  const error = unzip(wrong);
  assert.ok(!error.ok);
  assert.match(sentenceText(archiveReason(error.error)), /damaged at a\.csv/u);
});

test("archive: a bomb is stopped while it comes out", () => {
  const zeros = new Uint8Array(2 * ARCHIVE_RATIO_FREE_BYTES);
  assert.equal(codeOf(zipSync({ "bomb.csv": zeros })), "ratio");
  const small = unzip(zipSync({ "small.csv": zeros.subarray(0, ARCHIVE_RATIO_FREE_BYTES) }));
  assert.ok(small.ok, "a small file may compress as well as it can");
  const bomb = gunzip(gzipSync(zeros));
  assert.ok(!bomb.ok && bomb.error.code === "ratio");
  // An archive may be all small entries: they share one budget.
  const entry = zeros.subarray(0, ARCHIVE_RATIO_FREE_BYTES / 2);
  assert.equal(codeOf(zipSync({ a: entry, b: entry, c: entry })), "ratio");
});

test("archive: what unpacks to too much is refused, however slowly it grows", () => {
  const budget = new UnpackBudget(ARCHIVE_BYTES_MAX);
  assert.equal(budget.take(ARCHIVE_BYTES_MAX), null);
  assert.equal(budget.take(1), "too-large");
});

test("archive: a gzip file has a maximum of members", () => {
  const packed = gzipSync(new Uint8Array());
  const many = new Uint8Array(packed.length * (ARCHIVE_MEMBERS_MAX + 1));
  for (let at = 0; at < many.length; at += packed.length) many.set(packed, at);
  const unpacked = gunzip(many);
  assert.ok(!unpacked.ok && unpacked.error.code === "too-many-entries");
});

test("archive: gzip in one member or several, with its checksum", () => {
  const packed = gzipSync(TEXT);
  assert.deepEqual(gunzip(packed), { ok: true, value: TEXT });
  const twice = Uint8Array.from([...packed, ...packed]);
  assert.deepEqual(gunzip(twice), { ok: true, value: Uint8Array.from([...TEXT, ...TEXT]) });
  const damaged = { ok: false, error: { code: "damaged", name: null } };
  for (const at of [packed.length - 1, packed.length - 8]) {
    const wrong = packed.slice();
    wrong[at] = (wrong[at] ?? 0) ^ 1;
    assert.deepEqual(gunzip(wrong), damaged);
    assert.deepEqual(gunzip(Uint8Array.from([...wrong, ...packed])), damaged);
  }
  for (let end = 0; end < packed.length; end += 1) {
    assert.deepEqual(gunzip(packed.subarray(0, end)), damaged, `${end} bytes`);
  }
});

test("archive: whatever is packed comes out", () => {
  const content = fc.uint8Array({ maxLength: 50_000 });
  fc.assert(
    fc.property(content, fc.constantFrom(0, 6), (bytes, level) => {
      const files = unzip(zipSync({ file: [bytes, { level }] }));
      assert.ok(files.ok);
      assert.deepEqual(files.value, [{ name: "file", bytes }]);
      assert.deepEqual(gunzip(gzipSync(bytes)), { ok: true, value: bytes });
    }),
    { numRuns: 50 },
  );
});
