/**
 * Every reader of bytes from outside against changed samples: nothing but an answer ever comes out.
 *
 * An input that breaks a promise is printed in base64, with the seed; it goes into kept.ts.
 */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { hash256 } from "../../protocol/src/hash.ts";
import { utf8, type Bytes } from "../../protocol/src/bytes.ts";
import { effortFactor, isEndless, seed, seedText } from "./budget.ts";
import { keptInputs } from "./kept.ts";
import { Mutator } from "./mutator.ts";
import type { Target } from "./target.ts";
import { appTargets } from "./targets/app-targets.ts";
import { bankTargets } from "./targets/bank-targets.ts";
import { camtTargets } from "./targets/camt-target.ts";
import { cofferTargets } from "./targets/coffer-target.ts";
import { mappingTargets } from "./targets/mapping-target.ts";
import { mt940Targets } from "./targets/mt940-target.ts";
import { appFileTargets } from "./targets/app-file-targets.ts";
import { journalTargets } from "./targets/journal-targets.ts";
import { opaqueTargets } from "./targets/opaque-targets.ts";
import { protocolTargets } from "./targets/protocol-targets.ts";
import { qifTargets } from "./targets/qif-target.ts";
import { sealedTargets } from "./targets/sealed-targets.ts";
import { terminalTargets } from "./targets/terminal-targets.ts";
import { textTargets } from "./targets/text-targets.ts";

/** Of processor time, for one input of at most 32 KiB: a thousand times what any takes. */
const inputSecondsMax = 10;
/** The largest file of the corpus that is changed; the others are read whole by its own test. */
const corpusFileMax = 16_384;

const targets: readonly Target[] = [
  ...protocolTargets,
  ...(await sealedTargets()),
  ...(await opaqueTargets()),
  ...textTargets,
  ...terminalTargets,
  ...bankTargets,
  ...camtTargets,
  ...cofferTargets,
  ...appTargets,
  ...mappingTargets,
  ...mt940Targets,
  ...appFileTargets,
  ...qifTargets,
  ...journalTargets,
];

/** Gives a target an input, and fails with the input if it breaks a promise. Returns whether it was taken. */
async function give(target: Target, input: Bytes): Promise<boolean> {
  // A reader that changes its input would change what is printed.
  const copy = Uint8Array.from(input);
  const before = process.cpuUsage();
  try {
    const isTaken = await target.take(copy);
    const { user } = process.cpuUsage(before);
    assert.ok(user < inputSecondsMax * 1_000_000, `it took ${user} µs`);
    return isTaken;
  } catch (error) {
    const text = Buffer.from(input).toString("base64");
    throw new Error(`${target.name}, ${seedText}, input in base64: ${text}`, { cause: error });
  }
}

/** A mutator of a target, of its own seed, so that targets do not disturb each other. */
function mutatorOf({ name, samples, tokens }: Target, round = 0): Mutator {
  const [a = 0, b = 0, c = 0, d = 0] = hash256(utf8(`${name} ${seed} ${round}`));
  return new Mutator(((a << 24) | (b << 16) | (c << 8) | d) >>> 0, samples, tokens);
}

test("targets have different names, and kept inputs name one", () => {
  const names = targets.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
  for (const { target } of keptInputs) assert.ok(names.includes(target), target);
});

test("the same seed gives the same inputs, and inputs are seldom samples", () => {
  const [target] = targets;
  assert.ok(target !== undefined);
  const [one, other] = [mutatorOf(target), mutatorOf(target)];
  const inputs = Array.from({ length: 200 }, () => one.next().toHex());
  assert.deepEqual(
    inputs,
    Array.from({ length: 200 }, () => other.next().toHex()),
  );
  assert.ok(new Set(inputs).size > 150);
});

for (const target of targets) {
  test(`${target.name}: samples are taken, changed ones answered`, async (t) => {
    for (const sample of target.samples) {
      assert.ok(await give(target, Uint8Array.from(sample)), "a sample is taken");
    }
    for (const { base64 } of keptInputs.filter((kept) => kept.target === target.name)) {
      await give(target, Uint8Array.from(Buffer.from(base64, "base64")));
    }
    const mutator = mutatorOf(target);
    const count = target.inputs * effortFactor;
    let taken = 0;
    for (let index = 0; index < count; index += 1) {
      if (await give(target, mutator.next())) taken += 1;
    }
    t.diagnostic(`${count} inputs, ${taken} taken, ${seedText}`);
  });
}

test("bank files of the corpus, changed", async (t) => {
  const corpus = new URL("../../../shared/corpus/visible/", import.meta.url);
  if (!existsSync(corpus)) {
    t.skip("the corpus is not here");
    return;
  }
  const any = bankTargets.find(({ name }) => name === "files of any format");
  assert.ok(any !== undefined);
  const files = readdirSync(corpus, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
    .filter(({ length }) => length <= corpusFileMax);
  const [first, ...more] = files;
  assert.ok(first !== undefined && more.length > 20);
  const target: Target = { ...any, name: "corpus", samples: [first, ...more] };
  const mutator = mutatorOf(target);
  for (let index = 0; index < 500 * effortFactor; index += 1) await give(target, mutator.next());
});

test(
  "without end, round after round",
  { skip: isEndless ? false : "only with COFFER_FUZZ=endless" },
  async (t) => {
    for (let round = 1; ; round += 1) {
      for (const target of targets) {
        const mutator = mutatorOf(target, round);
        for (let index = 0; index < target.inputs; index += 1) await give(target, mutator.next());
      }
      t.diagnostic(`round ${round} done, ${seedText}`);
    }
  },
);
