/**
 * A program for client-kills.test.ts: the engine over a home folder, which writes without end until it is killed, and
 * says on standard output what it begins and what was confirmed, a line each, before it goes on.
 *
 * Arguments: home folder, password, seed.
 */
import { writeSync } from "node:fs";
import { nodeEnvironment } from "../../cli/src/node/node-environment.ts";
import type { Environment } from "../../client/src/index.ts";
import { undoOf } from "../../ledger/src/index.ts";
import { changeSet, commitTo, expense, newId, restart, TestDevice } from "../fixtures/world.ts";
import { Dice } from "./dice.ts";

const [home = "", password = "", seed = "0"] = process.argv.slice(2);
const dice = new Dice(Number(seed));
const say = (line: string): void => void writeSync(1, `${line}\n`);

// Argon2id of the tests: a hundred starts are not to take a hundred times its time.
const cheap = new TestDevice();
const environment: Environment = {
  ...(await nodeEnvironment(home)),
  argon2id: (options) => cheap.argon2id(options),
};
const engine = await restart(environment, password);
say("open");

/** One action of so many change sets, whose texts begin with its name. */
async function write(name: string, count: number): Promise<readonly string[]> {
  const batch = count > 1 ? newId() : null;
  const sets = Array.from({ length: count }, (_, at) => ({
    ...expense(1, `${name} ${at + 1}/${count}`),
    batch,
  }));
  say(`begin ${name}`);
  await commitTo(engine, ...sets);
  say(`done ${name}`);
  return sets.map(({ id }) => id);
}

for (let action = 1; ; action += 1) {
  const name = `${seed}-${action}`;
  const [first = ""] = await write(name, dice.percent(40) ? 2 + dice.below(6) : 1);
  if (dice.percent(30)) {
    const target = engine.book.history.entries.find(({ id }) => id === first);
    const undo =
      target === undefined ? undefined : undoOf(engine.book, target.id, { force: false });
    if (target !== undefined && undo?.ok === true) {
      say(`undoing ${name}`);
      await commitTo(engine, { ...changeSet(undo.value.changes, "undo"), undoes: target.id });
      say(`undone ${name}`);
    }
  }
  if (dice.percent(40)) say((await engine.sync()).ok ? "synced" : "not synced");
  if (dice.percent(10)) await engine.saveCaches();
}
