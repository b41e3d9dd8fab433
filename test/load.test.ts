/**
 * Many devices and many enemies at one server, in the short form of `node bench/load.ts`: the server stays within its
 * limits and serves the honest. Counts, ends and bytes are judged, no times.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { brokenInvariants, runLoad, smallLoad } from "../bench/load.ts";

test("under idle devices, appends, slow readers, floods and guesses the server keeps its limits", async () => {
  const report = await runLoad(smallLoad);
  assert.deepEqual(brokenInvariants(report), [], JSON.stringify(report, null, 2));
});
