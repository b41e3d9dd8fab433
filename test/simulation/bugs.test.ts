/**
 * Whether the simulation can fail: bugs are planted in the client and in the server, one at a time, and it must name a
 * violation within a few seeds.
 */
import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { Outbox } from "../../client/src/outbox.ts";
import { Replica } from "../../client/src/replica.ts";
import { VaultFold } from "../../client/src/vault-fold.ts";
import type { Append, Storage } from "../../server/src/storage/storage.ts";
import type { Fault, Lie, Plan } from "./plan.ts";
import { runSeed, template, type Prepare } from "./run.ts";
import type { Template } from "./template.ts";

const seedsMax = 60;
/** Made by the first test, not in a hook: hooks of several files may run at once, and seeded cryptography is one. */
const making: { template?: Promise<Template> } = {};

/** A plan in which little else happens than what a bug needs. */
function planWith(faults: readonly Fault[], lie: Lie | null = null): Plan {
  return {
    devices: 3,
    steps: 200,
    endsWithRestart: true,
    revokes: false,
    faults: new Set(faults),
    lie,
  };
}

/** Demands that some seed names a violation, and that without the bug the same seed does not. */
async function demandCaught(
  planted: {
    readonly plan: Plan;
    readonly plant: () => { readonly prepare?: Prepare; readonly remove: () => void };
  },
  expected: RegExp,
): Promise<void> {
  const { plan, plant } = planted;
  making.template ??= template();
  const made = await making.template;
  for (let seed = 1; seed <= seedsMax; seed += 1) {
    const { prepare, remove } = plant();
    const outcome = await runSeed(made, seed, prepare === undefined ? { plan } : { plan, prepare });
    remove();
    if (outcome.violation === undefined) continue;
    assert.match(outcome.violation.message, expected);
    const without = await runSeed(made, seed, { plan });
    assert.equal(without.violation, undefined, "without the bug the seed is clean");
    return;
  }
  assert.fail(`no violation within ${seedsMax} seeds`);
}

/** Replaces a method while a seed runs. */
function planting<Owner extends object>(
  t: TestContext,
  owner: Owner,
  name: keyof Owner,
  method: unknown,
): () => { readonly remove: () => void } {
  return () => {
    const mocked = t.mock.method(owner, name as never, method as never) as {
      readonly mock: { restore(): void };
    };
    return { remove: () => mocked.mock.restore() };
  };
}

test("a client that drops from its outbox too late what the log holds is caught", async (t) => {
  const late = new WeakMap<VaultFold, ReadonlySet<string>>();
  const original = Reflect.get(VaultFold.prototype, "takeSettled");
  const takeSettled = function takeSettled(this: VaultFold): ReadonlySet<string> {
    const settled = late.get(this) ?? new Set();
    late.set(this, original.call(this));
    return settled;
  };
  const plant = planting(t, VaultFold.prototype, "takeSettled", takeSettled);
  await demandCaught({ plan: planWith(["cut"]), plant }, /is there \d times|changes wait/);
});

test("a client that says saved before it is durable is caught", async (t) => {
  const original = Reflect.get(Outbox.prototype, "add");
  const add = async function add(this: Outbox, ...given: Parameters<Outbox["add"]>): Promise<void> {
    original.apply(this, given).catch(() => undefined);
  };
  const plant = planting(t, Outbox.prototype, "add", add);
  await demandCaught({ plan: planWith(["device-crash"]), plant }, /is lost|another book|wait/);
});

test("a client that does not write down what has left its outbox is caught", async (t) => {
  // Only a cache, which does not say which changes its log holds, brings it to light.
  const plant = planting(t, Outbox.prototype, "flush", async () => undefined);
  const plan = planWith(["device-crash"]);
  await demandCaught({ plan, plant }, /is there \d times|changes wait|another book/);
});

test("a client that ignores a rollback is caught", async (t) => {
  const plant = planting(t, Replica.prototype, "checkServerHead", () => undefined);
  const plan = planWith(["cut"], "rollback");
  await demandCaught({ plan, plant }, /says nothing|has changed its history/);
});

test("a server that acknowledges before it commits is caught", async () => {
  const plan = planWith(["server-kill"]);
  await demandCaught(
    { plan, plant: () => ({ prepare: writeBehind, remove() {} }) },
    /changed its history|alarm/,
  );
});

test("a server that forgets an append is caught", async () => {
  const prepare: Prepare = (world) => {
    let count = 0;
    world.meddle = (storage) => ({
      ...storage,
      append: async (append) => {
        count += 1;
        if (count % 5 > 0) return storage.append(append);
        for (const { bytes } of append.chains.flatMap((chain) => chain.entries)) {
          world.history.add(bytes);
        }
        return { code: "appended", isRepeat: false };
      },
    });
  };
  const plan = planWith([]);
  await demandCaught({ plan, plant: () => ({ prepare, remove() {} }) }, /false alarm|says nothing/);
});

/** Makes the server's appends durable only when the next request comes. */
const writeBehind: Prepare = (world) => {
  world.meddle = (storage) => {
    let waiting: Append | undefined;
    const flush = async (): Promise<void> => {
      const append = waiting;
      waiting = undefined;
      if (append !== undefined) await storage.append(append);
    };
    const methods = Object.entries(storage).map(([name, method]) => [
      name,
      async (...given: readonly never[]) => {
        await flush();
        return (method as (...parameters: readonly never[]) => unknown)(...given);
      },
    ]);
    const late = Object.fromEntries(methods) as Storage;
    return {
      ...late,
      append: async (append) => {
        await flush();
        waiting = append;
        for (const { bytes } of append.chains.flatMap((chain) => chain.entries)) {
          world.history.add(bytes);
        }
        return { code: "appended", isRepeat: false };
      },
    };
  };
};
