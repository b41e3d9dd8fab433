import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { qrPath } from "./qr-path.ts";

test("runs of dark modules, and nothing else", () => {
  const path = qrPath([
    [true, true, false, true],
    [false, false, false, false],
    [true, true, true, true],
  ]);
  assert.equal(path, "M0 0h2v1h-2zM3 0h1v1h-1zM0 2h4v1h-4z");
});

test("what is drawn are the dark modules of any code", () => {
  const modules = fc.array(fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(modules, (rows) => {
      const drawn = rows.map((row) => row.map(() => false));
      for (const [, x, y, length] of qrPath(rows).matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
        drawn[Number(y)]?.fill(true, Number(x), Number(x) + Number(length));
      }
      assert.deepEqual(drawn, rows);
    }),
  );
});
