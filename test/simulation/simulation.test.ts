/**
 * The sync simulation: seeds, each a world of two to five devices, a server, and what goes wrong between them (budget.ts says
 * how many, plan.ts what a seed is about).
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import test from "node:test";
import { budgetOf, replayOf } from "./budget.ts";
import { faults, lies } from "./plan.ts";
import { runSeed, template, type Outcome } from "./run.ts";
import { keptSeeds } from "./seeds.ts";
import type { Template } from "./template.ts";

const { first, count } = budgetOf(process.env, Date.now());
/** What must be reached besides. */
const others = [
  "alarm",
  "lost-race",
  "crash-in-write",
  "committed-and-not-acknowledged",
  "counter-reused",
  "revoked",
];
/** So many seeds are a test of their own, so that somebody who waits sees them pass. */
const seedsTogether = 500;
/** Of one seed alone everything is shown. */
const lines = count === 1 ? 10_000 : 80;
/** Made by the first test, not in a hook: hooks of several files may run at once, and seeded cryptography is one. */
const making: { template?: Promise<Template> } = {};

function theTemplate(): Promise<Template> {
  making.template ??= template();
  return making.template;
}

function fingerprintOf({ image, homes }: Template): string {
  const hash = createHash("sha256").update(image);
  for (const home of homes) for (const [name, bytes] of home) hash.update(name).update(bytes);
  return hash.digest("hex");
}

/** Demands that a seed held; says what happened last, and how to see it again. */
function demandHeld({ seed, plan, violation, lastLines }: Outcome): void {
  if (violation === undefined) return;
  const { devices, steps, lie } = plan;
  const about = `${devices} devices, ${steps} steps, ${[...plan.faults].join(" ")}, lie: ${lie}`;
  assert.fail(
    `seed ${seed}: ${violation.message}\n\n${about}\n\n${lastLines.join("\n")}\n\n` +
      `${violation.stack}\n\nAgain: ${replayOf(seed)}\n`,
  );
}

test("one seed is one run: the same trace, step by step, twice", async () => {
  const made = await theTemplate();
  // 395 has the password protocol in it, and new grants.
  for (const seed of [1, 2, 3, 395]) {
    const once = await runSeed(made, seed);
    const again = await runSeed(made, seed);
    assert.equal(again.traceHash, once.traceHash, `seed ${seed}`);
  }
});

test("the template is the same, byte for byte, when it is made again", async () => {
  // Compared by hash: to show how so many bytes differ would take more memory than there is.
  assert.equal(fingerprintOf(await template()), fingerprintOf(await theTemplate()));
});

test("the kept seeds hold, and still reach what they are kept for", async () => {
  const made = await theTemplate();
  for (const { seed, about, reaches } of keptSeeds) {
    const outcome = await runSeed(made, seed);
    demandHeld(outcome);
    for (const what of reaches) {
      assert.ok(outcome.reached.has(what), `seed ${seed}, ${about}: does not reach ${what}`);
    }
  }
});

test("every seed holds: equal state at equal seq, nothing lost, nothing twice, or the lie was named", async (t) => {
  const made = await theTemplate();
  const last = first + count - 1;
  const reached = new Map<string, number>();
  let held = 0;
  for (let from = first; from <= last && held === from - first; from += seedsTogether) {
    const to = Math.min(from + seedsTogether - 1, last);
    await t.test(`seeds ${from} to ${to}`, async () => {
      for (let seed = from; seed <= to; seed += 1) {
        const outcome = await runSeed(made, seed, { lines });
        demandHeld(outcome);
        held += 1;
        for (const what of outcome.reached) reached.set(what, (reached.get(what) ?? 0) + 1);
      }
    });
  }
  const seen = [...reached].toSorted(([a], [b]) => (a < b ? -1 : 1));
  t.diagnostic(`seeds ${first} to ${last}: ${seen.map((each) => each.join(" ")).join(", ")}`);
  // Fewer seeds than this need not reach everything.
  if (count < 1_000) return;
  for (const what of [...faults, ...lies, ...others]) {
    assert.ok((reached.get(what) ?? 0) > 0, `no seed has reached: ${what}`);
  }
});
