/**
 * Real tables of banks: what was understood, given back as a person's corrections, gives the same
 * rows, balances and warnings, and leaves no question open.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { importFile } from "@coffer/ledger";
import { isCorpusHere, readBytes, readExpectations } from "./corpus.ts";

/** Tables that are understood, beside those of other apps, which have readers of their own. */
const REQUIRED = 105;

test("corpus: tables are understood, and the mapping of each reads it again", (t) => {
  if (!isCorpusHere) {
    t.skip("the corpus is not here");
    return;
  }
  let understood = 0;
  const tables = readExpectations().filter(({ format }) => format === "csv");
  for (const { file } of tables) {
    const bytes = readBytes(file);
    const first = importFile(bytes, {});
    const { mapping } = first;
    if (first.format !== "csv" || mapping === undefined || mapping.roles.date.length === 0) {
      t.diagnostic(`${file}: not understood (${first.outcome})`);
      continue;
    }
    understood += 1;
    const second = importFile(bytes, { mapping });
    assert.deepEqual(second.rows, first.rows, file);
    assert.deepEqual(second.statements, first.statements, file);
    assert.deepEqual(second.warnings, first.warnings, file);
    assert.deepEqual(second.mapping, mapping, file);
    const open = second.questions.filter(({ about }) => about !== "currency");
    assert.deepEqual(open, [], file);
  }
  t.diagnostic(`${understood} of ${tables.length} tables understood`);
  assert.ok(understood >= REQUIRED, `only ${understood}`);
});
