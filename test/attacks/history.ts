/**
 * A15: the server shows another history than the one that was written. Where a check of the chain's bytes would
 * catch it, an insider signs the other history, so that only what the phone remembers can.
 */
import assert from "node:assert/strict";
import type { Alarm } from "../../client/src/index.ts";
import { commitTo, expense, syncOf } from "../fixtures/world.ts";
import { headOf, sealed } from "../fixtures/client-account.ts";
import { goBack } from "../fixtures/client-replica.ts";
import { plaintextOf } from "../fixtures/chain.ts";
import { entriesOf, honestTexts, type Scene } from "../hostile-server/cast.ts";
import { assertUnharmed, assertStopped, stops } from "./outcomes.ts";
import type { Rows } from "./rows.ts";

/** The insider writes an expense, honestly sealed and signed, on top of his vault. */
async function write(scene: Scene, text: string): Promise<void> {
  const plaintext = {
    ...plaintextOf([sealed(expense(700, text))]),
    accountHead: headOf(scene.account),
  };
  await scene.vault.append(await scene.vault.forge({ plaintext }));
}

export function historyAttacks(rows: Rows): void {
  rows.attack("A15: replay: an old entry is shown again as the newest", async (scene) => {
    const { seq } = scene.vault.state;
    const old = entriesOf(scene.vault).at(-2);
    assert.ok(old !== undefined);
    scene.showVault(old);
    return stops(scene, { kind: "entry-refused", seq: seq + 1, check: "seq-wrong" });
  });

  rows.attack(
    "A15: replay, re-signed by an insider: a change set that is in the log",
    async (scene) => {
      const change = sealed(expense(700, "once"));
      const plaintext = { ...plaintextOf([change]), accountHead: headOf(scene.account) };
      await scene.vault.append(await scene.vault.forge({ plaintext }));
      await scene.vault.append(await scene.vault.forge({ plaintext }));
      scene.showVault();
      const engine = await scene.open();
      await syncOf(engine);
      assertUnharmed(engine, [...honestTexts, "once"].toSorted());
      assert.equal(engine.alarm, undefined);
      return "applied it once, by its id";
    },
  );

  rows.attack("A15: drop: an entry in the middle is left out", async (scene) => {
    const { seq } = scene.vault.state;
    await write(scene, "dropped");
    await write(scene, "kept");
    const shown = entriesOf(scene.vault);
    shown.splice(seq + 1, 1);
    scene.show(scene.vault, shown, headOf(scene.vault));
    return stops(scene, { kind: "entry-refused", seq: seq + 1, check: "seq-wrong" });
  });

  rows.attack(
    "A15: drop, re-signed by an insider: the next entry takes its place",
    async (scene) => {
      const { seq } = scene.vault.state;
      await write(scene, "dropped");
      scene.showVault();
      const engine = await scene.open();
      await syncOf(engine);
      await goBack(scene.vault, seq);
      await write(scene, "instead");
      await write(scene, "and more");
      scene.showVault();
      const texts = [...honestTexts, "dropped"].toSorted();
      const check = "previous-wrong";
      return stops(scene, { kind: "entry-refused", seq: seq + 2, check }, { engine, texts });
    },
  );

  rows.attack("A15: drop: an append is acknowledged and then forgotten", async (scene) => {
    const { seq } = scene.vault.state;
    const engine = await scene.open();
    scene.server.lies = { forgetsAppends: true };
    await commitTo(engine, expense(500, "swallowed"));
    await syncOf(engine);
    const texts = [...honestTexts, "swallowed"].toSorted();
    return stops(scene, { kind: "rollback", seq }, { engine, texts });
  });

  rows.attack("A15: reorder: two entries are swapped", async (scene) => {
    const { seq } = scene.vault.state;
    await write(scene, "first");
    await write(scene, "second");
    const shown = entriesOf(scene.vault);
    shown.push(...shown.splice(seq + 1, 1));
    scene.show(scene.vault, shown, headOf(scene.vault));
    return stops(scene, { kind: "entry-refused", seq: seq + 1, check: "seq-wrong" });
  });

  rows.attack(
    "A15: reorder, re-signed by an insider: seq and previous are mended",
    async (scene) => {
      const { seq } = scene.vault.state;
      await write(scene, "first");
      await write(scene, "second");
      scene.showVault();
      const engine = await scene.open();
      await syncOf(engine);
      await goBack(scene.vault, seq);
      await write(scene, "second");
      await write(scene, "first");
      scene.showVault();
      const texts = [...honestTexts, "first", "second"].toSorted();
      return stops(scene, { kind: "fork", seq: seq + 2 }, { engine, texts });
    },
  );

  rows.attack("A15: rollback of the vault to an earlier head", async (scene) => {
    const { seq } = scene.vault.state;
    scene.show(scene.vault, entriesOf(scene.vault).slice(0, -1));
    return stops(scene, { kind: "rollback", seq: seq - 1 });
  });

  rows.attack("A15: rollback of the account chain to an earlier head", async (scene) => {
    const { seq } = scene.account.state;
    scene.show(scene.account, entriesOf(scene.account).slice(0, -1));
    return stops(scene, { kind: "rollback", seq: seq - 1 });
  });

  rows.attack("A15: rollback: a chain is not listed at all", async (scene) => {
    scene.server.lies = { listChains: (chains) => chains.slice(0, 1) };
    return stops(scene, { kind: "rollback", seq: -1 });
  });

  rows.attack(
    "A15: rollback, shown to a new device: both chains end where the kit's heads are not",
    async (scene) => {
      // The kit was made at sign-up; the link box has the heads of today.
      const engine = await scene.open();
      const code = await engine.makeLinkCode();
      assert.ok(code.ok);
      scene.show(scene.vault, entriesOf(scene.vault).slice(0, -1));
      return refusedToNewDevice(scene, code.value, {
        kind: "rollback",
        seq: scene.vault.state.seq - 1,
      });
    },
  );

  rows.attack(
    "A15: fork: another entry by the insider at a place that the phone has seen",
    async (scene) => {
      const { seq } = scene.vault.state;
      await goBack(scene.vault, seq - 1);
      await write(scene, "other");
      scene.showVault();
      return stops(scene, { kind: "fork", seq });
    },
  );

  rows.attack(
    "A15: rollback of the account chain, whose head a vault's entry names",
    async (scene) => {
      const phone = await scene.open();
      // The insider's entry names an account head that the phone never sees.
      await scene.account.write();
      await write(scene, "names a hidden head");
      scene.showVault();
      const { seq } = scene.account.state;
      const report = await phone.sync();
      const alarm = { kind: "rollback", seq: seq - 1 } as const;
      assert.deepEqual(report, { ok: false, error: { code: "alarm", alarm } });
      await assertStopped(scene, phone, alarm, [...honestTexts, "names a hidden head"].toSorted());
      return "stopped the vault (rollback): the chains do not vouch for each other";
    },
  );

  rows.attack(
    "A15: fork of the account chain, whose other head a vault's entry names",
    async (scene) => {
      await scene.account.write();
      scene.showAccount();
      const engine = await scene.open();
      await syncOf(engine);
      const { seq } = scene.account.state;
      await goBack(scene.account, seq - 1);
      await scene.account.write();
      await write(scene, "names another head");
      scene.showVault();
      const texts = [...honestTexts, "names another head"].toSorted();
      return stops(scene, { kind: "fork", seq }, { engine, texts });
    },
  );

  rows.attack(
    "A15: rollback in a push: an entry that was pushed is never shown again",
    async (scene) => {
      const phone = await scene.open();
      const laptop = await scene.open(scene.laptop);
      await syncOf(phone);
      const pushed = new Promise<void>((resolve) => phone.onChange(() => resolve()));
      await commitTo(laptop, expense(800, "pushed"));
      await syncOf(laptop);
      await pushed;
      const { seq } = scene.vault.state;
      scene.show(scene.vault, entriesOf(scene.vault));
      const texts = [...honestTexts, "pushed"].toSorted();
      return stops(scene, { kind: "rollback", seq }, { engine: phone, texts });
    },
  );
}

async function refusedToNewDevice(scene: Scene, code: string, alarm: Alarm): Promise<string> {
  const device = scene.newDevice();
  const access = await scene.logInWithLink(device, code);
  assert.deepEqual(access, { error: { code: "alarm", alarm } });
  return `refused to log in (${alarm.kind})`;
}
