/**
 * The terminal's files when the operating system writes less than it was asked to: in a process with a limit on the size
 * of files, at many limits. `replace` leaves the old file, `append` a beginning of the new bytes, both say so.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { nodeFiles } from "../../cli/src/node/node-files.ts";
import { isSlow } from "../fixtures/effort.ts";

const program = fileURLToPath(new URL("limited-files.ts", import.meta.url));
const limitsKib = isSlow ? Array.from({ length: 98 }, (_, kib) => kib) : [0, 1, 7, 64, 97];
const skip = process.platform === "linux" ? false : "ulimit as it is on Linux is needed";

test("a file that may not grow keeps what it had, and the error says why", { skip }, async () => {
  for (const limitKib of limitsKib) {
    const folder = mkdtempSync(join(tmpdir(), "coffer-limited-"));
    try {
      const old = new Uint8Array(200).fill(1);
      for (const name of ["replaced", "appended"]) writeFileSync(join(folder, name), old);
      const script = `trap '' XFSZ; ulimit -f ${limitKib}; exec "$0" "$@"`;
      const args = ["-c", script, process.execPath, program, folder];
      const outcomes = JSON.parse(execFileSync("bash", args, { encoding: "utf8" })) as unknown;
      const small = limitKib === 0 ? "EFBIG" : "ok";
      assert.deepEqual(outcomes, { replace: "EFBIG", append: "EFBIG", small }, `${limitKib} KiB`);
      assert.deepEqual(Uint8Array.from(readFileSync(join(folder, "replaced"))), old);
      const appended = readFileSync(join(folder, "appended"));
      assert.deepEqual(Uint8Array.from(appended.subarray(0, 200)), old);
      assert.equal(appended.length, Math.max(200, limitKib * 1_024), "a part of it is there");
      assert.ok(appended.subarray(200).every((byte) => byte === 2));
      await assertMended(folder, old);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
});

/** Without the limit, the rest of the failed replace is in nobody's way. */
async function assertMended(folder: string, old: Uint8Array): Promise<void> {
  const files = await nodeFiles(folder);
  await files.replace("replaced", Uint8Array.of(9));
  await files.truncate("appended", old.length);
  await files.append("appended", Uint8Array.of(8));
  assert.deepEqual(await files.read("replaced"), Uint8Array.of(9));
  assert.deepEqual(await files.read("appended"), Uint8Array.of(...old, 8));
  assert.ok(!(await files.names()).includes("replaced.new"));
}
