/**
 * The disk of a device fails at the k-th call, for every k until a step gets through without meeting the fault: the
 * step says so, nothing that was confirmed is lost, and when the disk is mended the same program and a restarted one go
 * on, and the other device agrees.
 */
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { undoOf, type ChangeSet } from "../../ledger/src/index.ts";
import { isSlow } from "../fixtures/effort.ts";
import { changeSet, commitTo, expense, syncOf, TestServer } from "../fixtures/world.ts";
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

/** Every way to fail at a call. */
function faultsAt(at: number): readonly Fault[] {
  return [false, true].flatMap((isLasting) => faultKinds.map((kind) => ({ kind, at, isLasting })));
}

/** Runs a step with every call failing in every way. */
async function failEverywhere(prepare: Prepare): Promise<number> {
  const lab = await Lab.open(server, isSlow ? "folder" : "memory");
  let met = 0;
  for (let at = 1, isOver = false; !isOver; at += 1) {
    assert.ok(at < callsMax, "the step ends");
    isOver = true;
    for (const fault of faultsAt(at)) {
      const title = JSON.stringify(fault);
      try {
        const { step, settle } = await prepare(lab);
        const { outcome, hasFailed, isOver: isLast } = await lab.device.under(fault, step);
        await settle(outcome, fault);
        await lab.assertWorks(title);
        if (hasFailed) met += 1;
        isOver &&= isLast;
      } catch (error) {
        throw new Error(title, { cause: error });
      }
    }
  }
  await lab.close();
  return met;
}

/** Change sets that are committed as one: there all, or none of them. */
function committing(make: (lab: Lab) => Promise<Change>): Prepare {
  return async (lab) => {
    const { changeSets, added, removed } = await make(lab);
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

/** Change sets of one action, the texts that they bring, and those that go. */
interface Change {
  readonly changeSets: readonly ChangeSet[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** New expenses. */
function adding(lab: Lab, count: number): Change {
  const added = Array.from({ length: count }, () => lab.newText());
  return { changeSets: added.map((text) => expense(1, text)), added, removed: [] };
}

/** An expense that is there and confirmed. */
async function confirmed(lab: Lab): Promise<{ readonly text: string; readonly set: ChangeSet }> {
  const text = lab.newText();
  const set = expense(1, text);
  await commitTo(lab.engine, set);
  lab.expect(text);
  return { text, set };
}

const steps: { readonly [name: string]: Prepare } = {
  unlocking: async (lab) => {
    await lab.engine.close();
    return { step: () => lab.unlock(), settle: () => lab.reopen() };
  },

  "adding an expense": committing(async (lab) => adding(lab, 1)),

  "an import of several change sets": committing(async (lab) => adding(lab, 3)),

  "editing an expense": committing(async (lab) => {
    const { text, set } = await confirmed(lab);
    const edited = lab.newText();
    const changes = set.changes.map(
      ({ id }) => ({ table: "transaction", id, fields: { text: edited } }) as const,
    );
    return { changeSets: [changeSet(changes, "edit")], added: [edited], removed: [text] };
  }),

  "taking an expense back": committing(async (lab) => {
    const { text, set } = await confirmed(lab);
    const undo = undoOf(lab.engine.book, set.id, { force: false });
    assert.ok(undo.ok);
    const taken = { ...changeSet(undo.value.changes, "undo"), undoes: set.id };
    return { changeSets: [taken], added: [], removed: [text] };
  }),

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

for (const [name, prepare] of Object.entries(steps)) {
  test(`a disk that fails at any call of ${name} loses nothing`, async (context) => {
    const met = await failEverywhere(prepare);
    assert.ok(met > 4, `${met} faults were met`);
    context.diagnostic(`${met} faults`);
  });
}
