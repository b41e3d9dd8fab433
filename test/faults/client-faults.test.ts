/**
 * The disk of a device fails at the k-th call, for every k until a step gets through without meeting the fault: the
 * step says so, nothing that was confirmed is lost, and when the disk is mended the same program and a restarted one go
 * on, and the other device agrees.
 *
 * Steps with a proof of the password cost much; of them each k fails in one way, in turn, unless SLOW=1.
 */
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import type { ChangeSet } from "../../ledger/src/index.ts";
import { isSlow } from "../fixtures/effort.ts";
import { commitTo, expense, syncOf, TestServer } from "../fixtures/world.ts";
import { faultKinds, type Fault } from "./faulty-files.ts";
import { Lab, type Outcome } from "./client-lab.ts";

const server = new TestServer({
  limits: { loginsPerNameMinute: 1e6, loginsPerDeviceMinute: 1e6, loginsPerNetworkMinute: 1e6 },
});
before(() => server.start());
after(() => server.remove());

/** More calls than any step makes. */
const callsMax = 60;

type Step = () => ReturnType<Parameters<Lab["device"]["under"]>[1]>;

/** A step under test: prepared anew for each fault, and what has to be so after it. */
type Prepare = (lab: Lab) => Promise<{
  readonly step: Step;
  readonly settle: (outcome: Outcome, fault: Fault) => Promise<void>;
}>;

/** The ways to fail at a call: all of them, or one of them in turn. */
function faultsAt(at: number, isCostly: boolean): readonly Fault[] {
  const all = [false, true].flatMap((isLasting) =>
    faultKinds.map((kind): Fault => ({ kind, at, isLasting })),
  );
  return isCostly && !isSlow ? all.filter((_, index) => index === (at - 1) % all.length) : all;
}

/** Runs a step with every call failing in every way. */
async function failEverywhere(prepare: Prepare, isCostly: boolean): Promise<number> {
  const lab = await Lab.open(server, isCostly || !isSlow ? "memory" : "folder");
  let met = 0;
  for (let at = 1, isOver = false; !isOver; at += 1) {
    assert.ok(at < callsMax, "the step ends");
    isOver = true;
    for (const fault of faultsAt(at, isCostly)) {
      const title = JSON.stringify(fault);
      try {
        const { step, settle } = await prepare(lab);
        const { outcome, isMet } = await lab.device.under(fault, step);
        await settle(outcome, fault);
        await lab.assertWorks(title);
        if (isMet) met += 1;
        // A full disk is met by fewer calls than a broken one: reads do not count.
        if (isMet || (isCostly && !isSlow && at < 16)) isOver = false;
      } catch (error) {
        throw new Error(title, { cause: error });
      }
    }
  }
  await lab.close();
  return met;
}

/** Change sets that are committed as one: there all, or none of them. */
function committing(make: (lab: Lab) => Promise<readonly ChangeSet[]>, texts: Texts): Prepare {
  return async (lab) => {
    const changeSets = await make(lab);
    const { added, removed } = texts(changeSets);
    const change = (): void => {
      lab.expect(...added);
      for (const text of removed) lab.unexpect(text);
    };
    return {
      step: () => lab.commit(...changeSets),
      settle: async (outcome, { at, isLasting }) => {
        if (outcome === "done") change();
        if (at % 2 === 1) return;
        // The program ends at once. Where the disk let nothing be taken back, it may be there, as after a crash.
        await lab.reopen();
        if (outcome === "failed" && isLasting && lab.shows(added, removed)) change();
      },
    };
  };
}

type Texts = (changeSets: readonly ChangeSet[]) => {
  readonly added: readonly string[];
  readonly removed: readonly string[];
};

const textsOfSets: Texts = (changeSets) => ({
  added: changeSets.flatMap(({ changes }) =>
    changes.flatMap((change) => ("text" in change.fields ? [change.fields.text] : [])),
  ),
  removed: [],
});

const cheap: { readonly [name: string]: Prepare } = {
  unlocking: async (lab) => {
    await lab.engine.close();
    return { step: () => lab.unlock(), settle: () => lab.reopen() };
  },

  "adding an expense": committing(async (lab) => [expense(1, lab.newText())], textsOfSets),

  "an import of several change sets": committing(
    async (lab) => [1, 2, 3].map((cents) => expense(cents, lab.newText())),
    textsOfSets,
  ),

  "sending what waits": async (lab) => {
    const texts = [lab.newText(), lab.newText()];
    await commitTo(lab.engine, ...texts.map((text) => expense(1, text)));
    lab.expect(...texts);
    return { step: () => lab.engine.sync(), settle: async () => undefined };
  },

  "receiving what another device wrote": async (lab) => {
    await lab.restart();
    await lab.writeElsewhere();
    await lab.writeElsewhere();
    return {
      step: () => lab.engine.sync(),
      // What did not come because of the disk comes with the next sync.
      settle: () => syncOf(lab.engine),
    };
  },

  "receiving what another device pushes": async (lab) => ({
    step: async () => {
      await lab.writeElsewhere();
      return lab.engine.sync();
    },
    settle: () => syncOf(lab.engine),
  }),

  "writing the caches": async (lab) => {
    await lab.writeElsewhere();
    await syncOf(lab.engine);
    return {
      step: async () => {
        await lab.engine.saveCaches();
        return { ok: true, value: null };
      },
      settle: async () => undefined,
    };
  },
};

for (const [name, prepare] of Object.entries(cheap)) {
  test(`a disk that fails at any call of ${name} loses nothing`, async (context) => {
    const met = await failEverywhere(prepare, false);
    assert.ok(met > 4, `${met} faults were met`);
    context.diagnostic(`${met} faults`);
  });
}
