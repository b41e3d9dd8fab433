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
import { guessingAttacks, parameterAttacks, unicodeAttacks } from "./login.ts";
import { pageAttacks } from "./page.ts";
import { formatProperties, nonceAttacks, verifierAttacks } from "./primitives.ts";
import { revokedAttacks } from "./revoked.ts";
import { checklist, Rows } from "./rows.ts";
import { terminalAttacks } from "./terminal.ts";
import { parserAttacks, wireAttacks } from "./wire.ts";

let made: Cast;
const rows = new Rows(checklist, () => made);

before(async () => {
  made = await Cast.make();
});

after(() => made.remove());

for (const attacks of [
  boxAttacks,
  authorAttacks,
  grantAttacks,
  nonceAttacks,
  listAttacks,
  fieldAttacks,
  formatAttacks,
  formatProperties,
  parameterAttacks,
  historyAttacks,
  revocationAttacks,
  revokedAttacks,
  guessingAttacks,
  unicodeAttacks,
  wireAttacks,
  parserAttacks,
  keyAttacks,
  verifierAttacks,
  terminalAttacks,
  pageAttacks,
]) {
  attacks(rows);
}

test("every row of the attack checklist was shown, and none is open", (t) => {
  for (const line of rows.table) t.diagnostic(line);
  assert.deepEqual(rows.open, []);
});
