import assert from "node:assert/strict";
import test from "node:test";
import type { AccountSecret } from "@coffer/protocol";
import {
  forgetEverything,
  forgetOldSecret,
  loadAccountSecrets,
  loadDevice,
  saveAccountSecret,
} from "./home.ts";
import { TestFiles } from "../../test/fixtures/client-environment.ts";
import { randomBytes } from "../../test/fixtures/random.ts";

const [first, second, third] = [1, 2, 3].map((byte) => new Uint8Array(20).fill(byte)) as [
  AccountSecret,
  AccountSecret,
  AccountSecret,
];

test("the newest account secret comes first, and the one before stays until it is forgotten", async () => {
  const files = new TestFiles();
  assert.deepEqual(await loadAccountSecrets(files), []);
  await saveAccountSecret(files, first);
  assert.deepEqual(await loadAccountSecrets(files), [first]);
  await saveAccountSecret(files, second);
  assert.deepEqual(await loadAccountSecrets(files), [second, first]);
  await saveAccountSecret(files, third);
  assert.deepEqual(await loadAccountSecrets(files), [third, second]);
  await forgetOldSecret(files);
  assert.deepEqual(await loadAccountSecrets(files), [third]);
});

test("saving the same secret again does not push out the one before it", async () => {
  const files = new TestFiles();
  await saveAccountSecret(files, first);
  await saveAccountSecret(files, second);
  await saveAccountSecret(files, second);
  assert.deepEqual(await loadAccountSecrets(files), [second, first]);
});

test("a crash while a secret is saved leaves the one before, or both", async () => {
  const files = new TestFiles();
  await saveAccountSecret(files, first);
  const left: TestFiles[] = [];
  files.onWrite = () => left.push(files.copy());
  await saveAccountSecret(files, second);
  left.push(files.copy());
  assert.equal(left.length, 3);
  for (const each of left) {
    const secrets = await loadAccountSecrets(each);
    assert.ok(secrets.some((secret) => Buffer.from(secret).equals(first)));
  }
});

test("a secret of a wrong length is none", async () => {
  const files = new TestFiles(new Map([["account-secret", randomBytes(19)]]));
  assert.deepEqual(await loadAccountSecrets(files), []);
});

test("a device record that cannot be read is damaged, and not absent", async () => {
  assert.equal(await loadDevice(new TestFiles()), undefined);
  assert.equal(await loadDevice(new TestFiles(new Map([["device", randomBytes(100)]]))), "damaged");
});

test("while anything of a forgotten account is left, its home does not look empty", async () => {
  const names = ["device", "account-secret", "outbox", "log-00"];
  for (let crashAt = 0; crashAt < names.length; crashAt += 1) {
    const files = new TestFiles(new Map(names.map((name) => [name, randomBytes(4)])));
    let writes = 0;
    files.onWrite = () => {
      if (writes === crashAt) throw new Error("crash");
      writes += 1;
    };
    await assert.rejects(forgetEverything(files), /crash/);
    assert.ok((await files.names()).includes("device"), `after ${crashAt}`);
    files.onWrite = () => undefined;
    await forgetEverything(files);
    assert.deepEqual(await files.names(), []);
  }
});
