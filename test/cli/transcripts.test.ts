/** Every transcript of this folder comes out as it is written. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { suite, test } from "node:test";
import { runTranscript } from "./run-transcript.ts";

const folder = import.meta.dirname;
const names = globSync("*.transcript", { cwd: folder }).toSorted();

// Most of a command's time is one core's: two at once take half as long, and share nothing.
suite("transcripts", { concurrency: 2 }, () => {
  for (const name of names) {
    test(basename(name, ".transcript"), async () => {
      await runTranscript(readFileSync(join(folder, name), "utf8"));
    });
  }

  test("there are transcripts, and each begins with a sentence about it", () => {
    assert.ok(names.length > 0);
    for (const name of names) {
      assert.match(readFileSync(join(folder, name), "utf8"), /^# .+[.:]\n/, name);
    }
  });
});
