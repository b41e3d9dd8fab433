/**
 * The boxes that hold keys (A1, A2): a server gives out others, or the right ones changed.
 *
 * Most attacks take the way of the kit, which costs no Argon2id: RecoveryBox and RootBox come by it. What an insider
 * could seal with the account's own keys is sealed with them, so that only the check in question can catch it.
 */
import assert from "node:assert/strict";
import { recoverAccount, type Access, type AccessError } from "../../client/src/index.ts";
import { wrap } from "../../protocol/src/box.ts";
import { concat, type Bytes } from "../../protocol/src/bytes.ts";
import { deriveKey } from "../../protocol/src/hash.ts";
import { label } from "../../protocol/src/labels.ts";
import {
  openAccountBox,
  openRecoveryBox,
  openRootBox,
  recoverySeedOf,
  sealAccountBox,
  sealRootBox,
} from "../../protocol/src/key-hierarchy.ts";
import type { Result } from "../../protocol/src/result.ts";
import { publicKeyOf } from "../../protocol/src/signature.ts";
import type { Account } from "../../server/src/storage/storage.ts";
import { until } from "../fixtures/client-engine.ts";
import { randomBytes } from "../fixtures/random.ts";
import { commitTo, expense, password, syncOf } from "../fixtures/world.ts";
import type { CastDevice, Scene } from "../hostile-server/cast.ts";
import { assertNothingKept, refusedLogin } from "./outcomes.ts";
import type { Rows } from "./rows.ts";

/** What a server has seen of one try. */
interface Seen {
  readonly error: AccessError;
  readonly clear: readonly string[];
  readonly sealed: readonly (string | undefined)[];
  readonly lengths: readonly number[];
}

/** Recovers with the kit on a new device, from a server that tells this of the account. */
async function recoverFrom(scene: Scene, account: (honest: Account) => Account): Promise<Seen> {
  const { kit, serverUrl } = scene.cast.anna.kit;
  return seenOf(scene, account, (device) =>
    recoverAccount(device, { serverUrl, kit, password, deviceName: "new" }),
  );
}

async function seenOf(
  scene: Scene,
  account: (honest: Account) => Account,
  enter: (device: CastDevice) => Promise<Result<Access, AccessError>>,
): Promise<Seen> {
  const { server } = scene;
  const { heard } = server;
  for (const list of [heard.clear, heard.sealed, heard.lengths]) list.splice(0);
  server.lies = { account };
  const device = scene.newDevice();
  const access = await enter(device);
  assert.ok(!access.ok, "the attack is refused");
  await assertNothingKept(device.files);
  // The client leaves; nothing else may come before.
  await until(() => heard.sealed.at(-1)?.type === "bye");
  const sealed = heard.sealed.map((message) => message?.type);
  return { error: access.error, clear: [...heard.clear], sealed, lengths: [...heard.lengths] };
}

/** A box with one bit changed. */
function flipped(box: Bytes, at: number): Bytes {
  return box.with(at, (box[at] ?? 0) ^ (1 << (at % 8)));
}

/** What a refused try by the kit looks like from the server, whatever was wrong. */
const refusedRecovery: Omit<Seen, "lengths"> = {
  error: { code: "server-misbehaves" },
  clear: ["client.hello", "recover.start"],
  sealed: ["proof", "bye"],
};

async function assertRefused(scene: Scene, account: (honest: Account) => Account): Promise<void> {
  const { lengths: _, ...seen } = await recoverFrom(scene, account);
  assert.deepEqual(seen, refusedRecovery);
}

/** Anna's account as the server stores it. */
async function storedAccount(scene: Scene): Promise<Account> {
  let stored: Account | undefined;
  await recoverFrom(scene, (honest) => {
    stored = honest;
    return { ...honest, recoveryBox: Uint8Array.of(1) };
  });
  assert.ok(stored !== undefined);
  return stored;
}

/** The keys of a kit's RecoveryBox. */
function recoveryOf({ cast }: Scene) {
  const { recoverySecret, accountId } = cast.anna.kit.kit;
  const key = deriveKey({ key: recoverySecret, info: label("recovery-kek") });
  const context = concat(accountId, publicKeyOf(recoverySeedOf(recoverySecret)));
  return { key, purpose: "recovery", context, randomBytes } as const;
}

export function boxAttacks(rows: Rows): void {
  rows.attack("A1: flipped bit in RecoveryBox or RootBox, one in every byte", async (scene) => {
    const { recoveryBox, rootBox } = await storedAccount(scene);
    // Every eighth byte over the network, beginning elsewhere in each box; every byte right here.
    for (let at = 0; at < recoveryBox.length; at += 8) {
      await assertRefused(scene, (a) => ({ ...a, recoveryBox: flipped(a.recoveryBox, at) }));
    }
    for (let at = 3; at < rootBox.length; at += 8) {
      await assertRefused(scene, (a) => ({ ...a, rootBox: flipped(a.rootBox, at) }));
    }
    const { masterKey, kit } = scene.cast.anna;
    const { accountId, recoverySecret } = kit.kit;
    assert.ok(
      (await openRecoveryBox({ accountId, recoverySecret, box: recoveryBox })) !== undefined,
    );
    for (let at = 0; at < recoveryBox.length; at += 1) {
      const box = flipped(recoveryBox, at);
      assert.equal(await openRecoveryBox({ accountId, recoverySecret, box }), undefined, `${at}`);
    }
    for (let at = 0; at < rootBox.length; at += 1) {
      const box = flipped(rootBox, at);
      assert.equal(await openRootBox({ accountId, masterKey, box }), undefined, `${at}`);
    }
    return "refused before use, told the server nothing, kept nothing";
  });

  rows.attack("A1: flipped bit in each part of AccountBox, at a login", async (scene) => {
    // Version, salt, commitment, ciphertext, tag.
    for (const at of [0, 20, 50, 80, 112]) {
      await refusedLogin(scene, {
        account: (a) => ({ ...a, accountBox: flipped(a.accountBox, at) }),
      });
    }
    const { masterKey, root } = scene.cast.anna;
    const exportKey = randomBytes(64);
    const account = { accountId: root.accountId, generation: 1, exportKey };
    const box = await sealAccountBox({ ...account, masterKey, randomBytes });
    for (let bit = 0; bit < 8 * box.length; bit += 1) {
      const changed = box.with(bit >> 3, (box[bit >> 3] ?? 0) ^ (1 << (bit & 7)));
      assert.equal(await openAccountBox({ ...account, box: changed }), undefined, `bit ${bit}`);
    }
    return "refused to log in, kept nothing";
  });

  rows.attack("A1: boxes swapped between accounts", async (scene) => {
    const { bob, anna } = scene.cast;
    const bobs = await sealRootBox({ ...bob, randomBytes });
    const bobsUnderAnna = await sealRootBox({ ...anna, root: bob.root, randomBytes });
    await assertRefused(scene, (a) => ({ ...a, rootBox: bobs }));
    await assertRefused(scene, (a) => ({ ...a, rootBox: bobsUnderAnna }));
    await assertRefused(scene, (a) => ({ ...a, accountId: bob.root.accountId }));
    return "refused before use";
  });

  rows.attack(
    "A1: root keys of other accounts, re-sealed by an insider with AMK",
    async (scene) => {
      const { bob, anna } = scene.cast;
      const rootBox = await wrap({
        key: anna.masterKey,
        purpose: "root",
        context: anna.root.accountId,
        plaintext: concat(bob.root.signSeed, bob.root.kemSeed),
        randomBytes,
      });
      // It opens; only that these are the keys of another account says no.
      const { accountId } = anna.root;
      const opened = await openRootBox({ accountId, masterKey: anna.masterKey, box: rootBox });
      assert.deepEqual(opened?.accountId, bob.root.accountId);
      await assertRefused(scene, (a) => ({ ...a, rootBox }));
      return "refused before use: the keys are not the account's";
    },
  );

  rows.attack(
    "A1: boxes swapped between generations: number, and credentials as before a change",
    async (scene) => {
      const honest = await storedAccount(scene);
      await refusedLogin(scene, { account: (a) => ({ ...a, generation: a.generation + 1 }) });
      scene.server.lies = {};
      const phone = await scene.open();
      const changed = await phone.changeCredentials(password, {
        password: "another horse battery",
      });
      assert.ok(changed.ok, JSON.stringify(changed));
      await commitTo(phone, expense(300, "since"));
      await syncOf(phone);
      // All of it is genuine and fits together, but the account chain tells of newer credentials.
      await refusedLogin(scene, { account: () => honest });
      return "refused to log in: the chain tells of newer credentials";
    },
  );

  rows.attack("A1: boxes swapped between purposes", async (scene) => {
    await assertRefused(scene, (a) => ({ ...a, recoveryBox: a.accountBox }));
    await assertRefused(scene, (a) => ({ ...a, recoveryBox: a.rootBox }));
    await assertRefused(scene, (a) => ({ ...a, rootBox: a.recoveryBox }));
    await assertRefused(scene, (a) => ({ ...a, rootBox: a.accountBox }));
    const recovery = recoveryOf(scene);
    const { masterKey: plaintext } = scene.cast.anna;
    // Re-sealed under the right key and in the right context: nothing but the purpose is wrong.
    const other = await wrap({ ...recovery, purpose: "account", plaintext });
    await assertRefused(scene, (a) => ({ ...a, recoveryBox: other }));
    await refusedLogin(scene, { account: (a) => ({ ...a, accountBox: a.recoveryBox }) });
    return "refused before use";
  });

  rows.attack("A1: a link box swapped for that of another code, or changed", async (scene) => {
    const phone = await scene.open();
    const first = await phone.makeLinkCode();
    assert.ok(first.ok);
    const put = scene.server.heard.sealed.findLast((message) => message?.type === "link.put");
    assert.ok(put?.type === "link.put");
    const [, , box] = put.fields;
    const second = await phone.makeLinkCode();
    assert.ok(second.ok);
    for (const given of [box, flipped(box, 70), undefined]) {
      scene.server.lies = { linkBox: () => given };
      const device = scene.newDevice();
      const access = await scene.logInWithLink(device, second.value);
      assert.deepEqual(access, { error: { code: "link-not-found" } });
      await assertNothingKept(device.files);
    }
    return "refused before use, like a code that does not exist";
  });

  rows.attack("A2: any two malformed boxes look alike to the server, by the kit", async (scene) => {
    const recovery = recoveryOf(scene);
    const { masterKey } = scene.cast.anna;
    const honest = await storedAccount(scene);
    const short = await wrap({ ...recovery, plaintext: masterKey.subarray(1) });
    const long = await wrap({ ...recovery, plaintext: concat(masterKey, Uint8Array.of(0)) });
    const other = await wrap({ ...recovery, plaintext: randomBytes(32) });
    const malformed = [
      Uint8Array.of(1),
      randomBytes(64),
      randomBytes(honest.recoveryBox.length),
      randomBytes(1_000),
      honest.recoveryBox.slice(0, -1),
      concat(honest.recoveryBox, Uint8Array.of(0)),
      flipped(honest.recoveryBox, 0),
      flipped(honest.recoveryBox, 40),
      flipped(honest.recoveryBox, 112),
      short,
      long,
      other,
    ];
    const seen: Seen[] = [];
    for (const recoveryBox of malformed) {
      seen.push(await recoverFrom(scene, (a) => ({ ...a, recoveryBox })));
    }
    for (const rootBox of [randomBytes(145), flipped(honest.rootBox, 144), Uint8Array.of(1)]) {
      seen.push(await recoverFrom(scene, (a) => ({ ...a, rootBox })));
    }
    for (const each of seen) assert.deepEqual(each, seen[0]);
    assert.deepEqual(seen[0]?.error, refusedRecovery.error);
    return "one opaque error; the server saw the same messages and lengths each time";
  });

  rows.attack("A2: any two malformed boxes look alike to the server, at a login", async (scene) => {
    const seen = [];
    for (const account of [
      (a: Account) => ({ ...a, accountBox: randomBytes(113) }),
      (a: Account) => ({ ...a, accountBox: flipped(a.accountBox, 112) }),
      (a: Account) => ({ ...a, rootBox: flipped(a.rootBox, 3) }),
    ]) {
      const { heard } = scene.server;
      for (const list of [heard.clear, heard.sealed, heard.lengths]) list.splice(0);
      await refusedLogin(scene, { account });
      await until(() => heard.sealed.at(-1)?.type === "bye");
      seen.push({ clear: [...heard.clear], lengths: [...heard.lengths] });
    }
    for (const each of seen) assert.deepEqual(each, seen[0]);
    assert.deepEqual(seen[0]?.clear, ["client.hello", "login.start", "login.finish"]);
    return "one opaque error; the server saw the same messages and lengths each time";
  });
}
