/**
 * A21: the laptop was revoked, really, by the phone, and keeps everything that it knew. The server helps it.
 */
import assert from "node:assert/strict";
import type { Engine } from "../../client/src/index.ts";
import { exportJson } from "../../ledger/src/export/json.ts";
import { encodeChainState, recipientsOf } from "../../protocol/src/chain/chain-state.ts";
import { commitTo, expense, password, syncOf, textsOf } from "../fixtures/world.ts";
import { garbageEpoch, headOf } from "../fixtures/client-account.ts";
import { TestChain } from "../fixtures/chain.ts";
import { checkEntries } from "../../protocol/src/chain/public-checks.ts";
import { entriesOf, honestTexts, type Scene } from "../hostile-server/cast.ts";
import { forged } from "./forgeries.ts";
import { assertUnharmed, stops, waits } from "./outcomes.ts";
import type { Rows } from "./rows.ts";

const since = [...honestTexts, "since the revocation"].toSorted();

/** The phone revokes the laptop and writes something. */
async function revoke(scene: Scene): Promise<Engine> {
  const phone = await scene.open();
  const laptop = scene.laptopKeys.deviceId;
  const changed = await phone.changeCredentials(password, {
    revoke: [laptop],
    newAccountSecret: true,
    newRecoverySecret: true,
  });
  assert.ok(changed.ok, JSON.stringify(changed));
  await commitTo(phone, expense(300, "since the revocation"));
  await syncOf(phone);
  return phone;
}

/** The vault as the server has it now; what is forged with it is still the laptop's. */
async function vaultNow(scene: Scene): Promise<TestChain> {
  const { state, checked } = await checkEntries(undefined, await scene.stored(scene.vault));
  assert.ok(state !== undefined);
  const { root, device, epochKeys } = scene.vault;
  return new TestChain({ root, device, epochKeys, state, checked });
}

export function revokedAttacks(rows: Rows): void {
  rows.attack("A21: a revoked device writes, and the server shows it", async (scene) => {
    const engine = await revoke(scene);
    const vault = await vaultNow(scene);
    const [epochKey] = scene.vault.epochKeys.values();
    assert.ok(epochKey !== undefined);
    const entry = await vault.forge({ epochKey });
    const bytes = [...entriesOf(vault), Uint8Array.from(entry.bytes)];
    scene.show(vault, bytes);
    const seq = vault.state.seq + 1;
    const alarm = { kind: "entry-refused", seq, check: "author-revoked" } as const;
    return stops(scene, alarm, { engine, texts: since });
  });

  rows.attack("A21: a revoked device writes on a branch without its revocation", async (scene) => {
    const engine = await revoke(scene);
    const { seq } = await vaultNow(scene).then(({ state }) => state);
    while (scene.vault.state.seq <= seq) await scene.vault.append(await forged(scene, {}));
    scene.showVault();
    const alarm = { kind: "entry-refused", seq: seq + 1, check: "previous-wrong" } as const;
    return stops(scene, alarm, { engine, texts: since });
  });

  rows.attack("A21: a revoked device cannot read what is written afterwards", async (scene) => {
    const phone = await revoke(scene);
    await phone.close();
    // The server judges the laptop by the account chain of before, and hands out all there is.
    const { accountId } = scene.vault.root;
    const { state } = scene.account;
    const before = { ...headOf(scene.account), state: encodeChainState(state) };
    await scene.server.restart();
    scene.phone.serverUrl = scene.laptop.serverUrl = scene.server.url;
    scene.server.lies = {
      ownerOfDevice: () => ({ accountId, accountChainId: state.vaultId }),
      loadChain: (vaultId, honest) =>
        honest !== undefined && vaultId.toHex() === state.vaultId.toHex()
          ? { ...honest, ...before }
          : honest,
    };
    const laptop = await scene.open(scene.laptop);
    const report = await laptop.sync();
    assert.deepEqual(report, { ok: false, error: { code: "device-refused" } });
    const stored = await scene.stored(scene.vault);
    assert.equal(laptop.verification().vault.seq, stored.length - 1);
    assertUnharmed(laptop);
    assert.ok(!exportJson(laptop.book).includes("since the revocation"));
    assert.deepEqual(await laptop.commit([expense(1, "still here")]), {
      ok: false,
      error: { code: "key-missing" },
    });
    assert.ok(!textsOf(laptop).includes("still here"));
    return "it has every byte, and can open none since";
  });

  rows.attack("A4: garbage grant, until its author is revoked", async (scene) => {
    const others = recipientsOf(scene.vault.state)
      .map(({ recipientId }) => recipientId)
      .filter((id) => id.toHex() !== scene.laptopKeys.deviceId.toHex());
    const garbled = await garbageEpoch(scene.vault, others);
    await waits(scene, await forged(scene, garbled));
    // And once more, so that the phone has not even the current key when the person acts.
    const vault = await vaultNow(scene);
    const again = await vault.forge({ ...(await garbageEpoch(vault, others)) });
    assert.equal(await scene.append(scene.laptopKeys, again), "ok");
    const phone = await revoke(scene);
    assert.equal(phone.waiting, 0);
    assertUnharmed(phone, since);
    await phone.close();
    assertUnharmed(await scene.open(), since);
    return "named its epochs lost with the revocation, and writes again";
  });
}
