/**
 * The attack suite: every row of the attack checklist that one member with several devices can meet, against the
 * real client and, where the server is the attacker, through the real server with one lie (test/hostile-server).
 *
 * The attacks stand in the modules beside this file, which is the one place where they are put together: the cast is
 * made once, and the table of what came of each attack is printed at the end.
 */
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { Cast } from "../hostile-server/cast.ts";
import { boxAttacks } from "./boxes.ts";
import { authorAttacks, formatAttacks } from "./forgeries.ts";
import { historyAttacks } from "./history.ts";
import { grantAttacks, keyAttacks, revocationAttacks } from "./keys.ts";
import { fieldAttacks, listAttacks } from "./lists.ts";
import { Rows } from "./rows.ts";
import { parserAttacks, wireAttacks } from "./wire.ts";

let made: Cast;
const rows = new Rows(() => made);

before(async () => {
  made = await Cast.make();
});

after(() => made.remove());

boxAttacks(rows);
listAttacks(rows);
fieldAttacks(rows);
wireAttacks(rows);
parserAttacks(rows);
authorAttacks(rows);
grantAttacks(rows);
formatAttacks(rows);
historyAttacks(rows);
revocationAttacks(rows);
keyAttacks(rows);

/** What is not shown here yet; tests of the packages hold it so far. Whatever is shown must leave this list. */
const open: readonly string[] = [
  "A6",
  "A11",
  "A18",
  "A20: commitment, not at the tag",
  "A21: revoked device writes",
  "A21: cannot read",
  "A25",
  "A26",
  "A27",
  "A28",
  "A31: noble",
];

test("every other row of the attack checklist was shown", (t) => {
  for (const line of rows.table) t.diagnostic(line);
  assert.deepEqual(rows.open, open);
});
