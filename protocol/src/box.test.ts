import assert from "node:assert/strict";
import { createDecipheriv, hkdfSync } from "node:crypto";
import test from "node:test";
import fc from "fast-check";
import { boxOverhead, unwrap, wrap, type BoxPurpose } from "./box.ts";
import { sealOnce } from "./aead.ts";
import { concat, toHex } from "./bytes.ts";
import { withByteChanged } from "../../test/fixtures/codec-values.ts";
import { effort, runs } from "../../test/fixtures/effort.ts";
import { randomBytes } from "../../test/fixtures/random.ts";

const purposes: readonly BoxPurpose[] = [
  "account",
  "root",
  "recovery",
  "link",
  "device",
  "keys",
  "pending",
  "outbox",
  "state",
];
const key = randomBytes(32);
const context = Uint8Array.of(1, 2, 3);
const plaintext = randomBytes(64);
const options = { key, purpose: "root", context } as const;

test("B2: a box has the documented bytes", async () => {
  const box = Buffer.from(await wrap({ ...options, plaintext, randomBytes }));
  const info = Buffer.concat([
    Buffer.from("coffer/v1/wrap\0"),
    Buffer.from([0, 0, 0, 4]),
    Buffer.from("root"),
    Buffer.from([0, 0, 0, 3, 1, 2, 3]),
  ]);
  assert.equal(box[0], 1);
  assert.equal(box.length, boxOverhead + plaintext.length);
  const derived = Buffer.from(hkdfSync("sha256", key, box.subarray(1, 33), info, 64));
  assert.deepEqual(box.subarray(33, 65), derived.subarray(32));
  const decipher = createDecipheriv("aes-256-gcm", derived.subarray(0, 32), new Uint8Array(12));
  decipher.setAAD(info).setAuthTag(box.subarray(-16));
  const opened = Buffer.concat([decipher.update(box.subarray(65, -16)), decipher.final()]);
  assert.deepEqual(opened, Buffer.from(plaintext));
});

test("B2: every plaintext comes back", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      const box = await wrap({ ...options, plaintext: bytes, randomBytes });
      assert.deepEqual(await unwrap({ ...options, box }), Uint8Array.from(bytes));
    }),
    runs(30),
  );
});

test("B2: any flipped bit of a box opens nothing (A1)", async () => {
  const box = await wrap({ ...options, plaintext, randomBytes });
  for (let bit = 0; bit < 8 * box.length; bit += 1) {
    const changed = withByteChanged(box, bit >> 3, 1 << (bit & 7));
    assert.equal(await unwrap({ ...options, box: changed }), undefined, `bit ${bit}`);
  }
  for (let length = 0; length < box.length; length += 1) {
    assert.equal(await unwrap({ ...options, box: box.subarray(0, length) }), undefined);
  }
  assert.equal(await unwrap({ ...options, box: concat(box, new Uint8Array(1)) }), undefined);
});

test("B2: a box made to open under two keys fails at the commitment, not at the tag (A20)", async () => {
  const otherKey = randomBytes(32);
  const box = await wrap({ ...options, plaintext, randomBytes });
  // Everything but the commitment is right under the other key: what an insider can make of GCM.
  const salt = box.subarray(1, 33);
  const info = Buffer.concat([
    Buffer.from("coffer/v1/wrap\0\0\0\0\x04root\0\0\0\x03", "latin1"),
    context,
  ]);
  const derived = new Uint8Array(hkdfSync("sha256", otherKey, salt, info, 64));
  const sealed = await sealOnce(derived.subarray(0, 32), info, plaintext);
  const equivocal = concat(box.subarray(0, 65), sealed);
  assert.equal(await unwrap({ ...options, key: otherKey, box: equivocal }), undefined);
  const honest = concat(box.subarray(0, 33), derived.subarray(32), sealed);
  assert.deepEqual(await unwrap({ ...options, key: otherKey, box: honest }), plaintext);
});

test("B3: a box opens under its own key, for its own purpose, in its own context only (A1)", async () => {
  for (const purpose of purposes) {
    const box = await wrap({ key, purpose, context, plaintext, randomBytes });
    for (const other of purposes) {
      const opened = await unwrap({ key, purpose: other, context, box });
      assert.deepEqual(opened, other === purpose ? plaintext : undefined, `${purpose}, ${other}`);
    }
    const contexts = [new Uint8Array(0), Uint8Array.of(1, 2), Uint8Array.of(1, 2, 3, 0)];
    for (const other of contexts) {
      assert.equal(await unwrap({ key, purpose, context: other, box }), undefined);
    }
    assert.equal(await unwrap({ key: randomBytes(32), purpose, context, box }), undefined);
  }
});

test("B2: no salt repeats and no two seals are alike (A6)", async () => {
  const count = effort(10_000, 1_000_000);
  const salts = new Set<string>();
  const batch = 500;
  for (let made = 0; made < count; made += batch) {
    const boxes = await Promise.all(
      Array.from({ length: batch }, () => wrap({ ...options, plaintext: context, randomBytes })),
    );
    for (const box of boxes) salts.add(toHex(box.subarray(1, 33)));
  }
  assert.equal(salts.size, count);
});
