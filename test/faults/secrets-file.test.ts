/**
 * What a crash, a bad disk or a hand may have made of the server's secrets file, when a server starts: a sentence that
 * says so, never a new set of secrets beside a database, never secrets that are not the ones that were written.
 */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { loadSecrets } from "../../server/src/secrets.ts";
import { StartError } from "../../server/src/start-error.ts";

/** A folder with secrets in it. */
async function withSecrets(check: (path: string, whole: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "coffer-secrets-"));
  const path = join(folder, "secrets");
  try {
    await loadSecrets({ path, hasDatabase: false });
    await check(path, readFileSync(path, "utf8"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("SV56, SV57: secrets cut at any byte are refused, and are not made anew", async () => {
  await withSecrets(async (path, whole) => {
    const secrets = await loadSecrets({ path, hasDatabase: true });
    // Without the last line's end nothing is missing.
    for (let length = 0; length < whole.length - 1; length += 1) {
      writeFileSync(path, whole.slice(0, length), { mode: 0o600 });
      for (const hasDatabase of [true, false]) {
        await assert.rejects(loadSecrets({ path, hasDatabase }), StartError, `${length} bytes`);
      }
      assert.equal(readFileSync(path, "utf8"), whole.slice(0, length));
    }
    writeFileSync(path, whole.trimEnd());
    assert.deepEqual(await loadSecrets({ path, hasDatabase: true }), secrets);
  });
});

test("SV56: what a crash left of the secrets before they had their name is written over", async () => {
  await withSecrets(async (path, whole) => {
    rmSync(path);
    writeFileSync(`${path}.new`, whole.repeat(2), { mode: 0o600 });
    const made = await loadSecrets({ path, hasDatabase: false });
    assert.deepEqual(await loadSecrets({ path, hasDatabase: true }), made);
    assert.equal(readFileSync(path, "utf8").length, whole.length);
  });
});

test("SV57: secrets that cannot be read are an error of the system, and stay what they are", async () => {
  await withSecrets(async (path) => {
    rmSync(path);
    // Read by nobody, not even by root.
    mkdirSync(path, { mode: 0o600 });
    await assert.rejects(loadSecrets({ path, hasDatabase: true }), { syscall: "read" });
  });
});
