/**
 * Epoch keys and who gets them (A4, A20–A22), and device keys that verifiers differ on (A31).
 */
import assert from "node:assert/strict";
import { concat, u64, type Bytes } from "../../protocol/src/bytes.ts";
import { recipientsOf } from "../../protocol/src/chain/chain-state.ts";
import { encodeEntry, entryKinds, signedMessage } from "../../protocol/src/chain/entry.ts";
import { sealGrants } from "../../protocol/src/chain/grants.ts";
import type { Grants } from "../../protocol/src/chain/public-part.ts";
import { hpkeOpen, hpkeSeal } from "../../protocol/src/hpke.ts";
import { deviceIdOf } from "../../protocol/src/identity.ts";
import { importVerifyKey, verify } from "../../protocol/src/signature.ts";
import { label } from "../../protocol/src/labels.ts";
import { newDevice, newEpochKey, newRoot, plaintextOf, type Forgery } from "../fixtures/chain.ts";
import { garbageEpoch } from "../fixtures/client-account.ts";
import { randomBytes } from "../fixtures/random.ts";
import type { Scene } from "../hostile-server/cast.ts";
import { forged, refuses, tempting } from "./forgeries.ts";
import { voids, waits } from "./outcomes.ts";
import { mixedKey, signMixed, torsionPoints } from "./torsion.ts";
import type { Rows } from "./rows.ts";

type Recipient = ReturnType<typeof recipientsOf>[number];
type Grant = Grants["grants"][number];

/** The part that begins an epoch, and its key. */
interface EpochForgery extends Forgery {
  readonly part: Extract<Forgery["part"], { kind: typeof entryKinds.epoch }>;
  readonly epochKey: NonNullable<Forgery["epochKey"]>;
}

/** An epoch that is granted to whom `choose` says, countersigned by Anna's own IK. */
async function epochFor(
  scene: Scene,
  choose: (exact: readonly Recipient[]) => readonly Recipient[] = (exact) => exact,
): Promise<EpochForgery> {
  const { state, root: countersignedBy } = scene.vault;
  const epochKey = newEpochKey();
  const recipients = choose(recipientsOf(state)).toSorted((a, b) =>
    Buffer.compare(a.recipientId, b.recipientId),
  );
  const { vaultId, epoch, schema } = state;
  const grants = await sealGrants({ vaultId, epoch: epoch + 1, epochKey, recipients });
  const part = { kind: entryKinds.epoch, content: { schema, lostEpochs: [] }, grants };
  return { part, epochKey, countersignedBy };
}

/** The same epoch with other grants. */
function regranted(made: EpochForgery, change: (grant: Grant) => Grant): EpochForgery {
  const { commitment, grants } = made.part.grants;
  return { ...made, part: { ...made.part, grants: { commitment, grants: grants.map(change) } } };
}

function isFor({ recipientId }: { readonly recipientId: Bytes }, id: Bytes): boolean {
  return recipientId.toHex() === id.toHex();
}

export function grantAttacks(rows: Rows): void {
  rows.attack("A4: silent recipient of a new epoch's key, with IK", async (scene) => {
    const { deviceId: recipientId, kemKey: publicKey } = await newDevice();
    const made = await epochFor(scene, (exact) => [...exact, { recipientId, publicKey }]);
    return refuses(scene, await forged(scene, made), "recipients-wrong");
  });

  rows.attack("A4: silent recipient in the place of the account, with IK", async (scene) => {
    const { deviceId: recipientId, kemKey: publicKey } = await newDevice();
    const { accountId } = scene.vault.root;
    const made = await epochFor(scene, (exact) => [
      ...exact.filter((each) => !isFor(each, accountId)),
      { recipientId, publicKey },
    ]);
    return refuses(scene, await forged(scene, made), "recipients-wrong");
  });

  rows.attack("A4: missing recipient: the phone is left out, with IK", async (scene) => {
    const { deviceId } = scene.phoneKeys;
    const made = await epochFor(scene, (exact) => exact.filter((each) => !isFor(each, deviceId)));
    return refuses(scene, await forged(scene, made), "recipients-wrong");
  });

  rows.attack("A4: grant replay: an epoch with the grants of the one before", async (scene) => {
    const plaintext = plaintextOf([], scene.vault.epochKeys);
    const first = await epochFor(scene);
    const before = await forged(scene, { ...first, plaintext });
    assert.equal(await scene.append(scene.laptopKeys, before), "ok");
    await scene.vault.append(before);
    const second = await epochFor(scene);
    const part = { ...second.part, grants: first.part.grants };
    return waits(scene, await forged(scene, { ...second, part }));
  });

  rows.attack("A4: grant replay: the insider's own grant in the phone's place", async (scene) => {
    const made = await epochFor(scene);
    const own = made.part.grants.grants.find((each) => isFor(each, scene.laptopKeys.deviceId));
    assert.ok(own !== undefined);
    const swapped = regranted(made, (grant) =>
      isFor(grant, scene.phoneKeys.deviceId) ? { ...own, recipientId: grant.recipientId } : grant,
    );
    return waits(scene, await forged(scene, swapped));
  });

  rows.attack("A4: garbage grant to everybody but the insider", async (scene) => {
    const others = recipientsOf(scene.vault.state).filter(
      (each) => !isFor(each, scene.laptopKeys.deviceId),
    );
    const ids = others.map(({ recipientId }) => recipientId);
    const garbled = await garbageEpoch(scene.vault, ids);
    return waits(scene, await forged(scene, { ...garbled, plaintext: tempting(scene) }));
  });

  rows.attack(
    "A20: equivocation: another epoch key for the phone than for the others",
    async (scene) => {
      const made = await epochFor(scene);
      const { vaultId, epoch } = scene.vault.state;
      const { deviceId, kemKey: publicKey, kemSeed: seed } = scene.phoneKeys;
      const info = concat(label("grant"), vaultId, u64(epoch + 1), deviceId);
      const aad = made.part.grants.commitment;
      const otherKey = newEpochKey();
      const sealed = await hpkeSeal({ publicKey, info, aad, plaintext: otherKey });
      // The seal is good: nothing but the commitment says that it is another key.
      assert.deepEqual(await hpkeOpen({ seed, info, aad, sealed }), otherKey);
      const swapped = regranted(made, (grant) =>
        isFor(grant, deviceId) ? { ...grant, ...sealed } : grant,
      );
      return waits(scene, await forged(scene, swapped));
    },
  );

  rows.attack(
    "A22: old-epoch entry: sealed and numbered as before the newest epoch",
    async (scene) => {
      const { epoch } = scene.vault.state;
      const epochKey = scene.vault.epochKey;
      await scene.vault.newEpoch();
      const entry = await forged(scene, { header: { epoch }, epochKey });
      return refuses(scene, entry, "epoch-wrong");
    },
  );

  rows.attack("A22: old-epoch key under the number of the newest epoch", async (scene) => {
    const epochKey = scene.vault.epochKey;
    const plaintext = plaintextOf([], scene.vault.epochKeys);
    const begun = await forged(scene, { ...(await epochFor(scene)), plaintext });
    assert.equal(await scene.append(scene.laptopKeys, begun), "ok");
    await scene.vault.append(begun);
    return voids(scene, "vault", await forged(scene, { epochKey }));
  });

  rows.attack(
    "A22: an epoch that skips one, so that keys of a gap come back later",
    async (scene) => {
      const header = { epoch: scene.vault.state.epoch + 2 };
      return refuses(
        scene,
        await forged(scene, { ...(await epochFor(scene)), header }),
        "epoch-wrong",
      );
    },
  );
}

export function revocationAttacks(rows: Rows): void {
  rows.attack("A21: a revoke without its epoch, with IK", async (scene) => {
    const { state, epochKey } = scene.vault;
    const { part } = await scene.vault.revokePart([scene.phoneKeys.deviceId]);
    const header = { epoch: state.epoch };
    return refuses(scene, await forged(scene, { part, header, epochKey }), "epoch-wrong");
  });

  rows.attack("A21: a revoke whose epoch is still granted to the revoked device", async (scene) => {
    const made = await scene.vault.revokePart([scene.phoneKeys.deviceId]);
    assert.ok(made.part.kind === entryKinds.revoke);
    const grants = await scene.vault.grants(made.epochKey);
    const part = { ...made.part, grants };
    return refuses(scene, await forged(scene, { ...made, part }), "recipients-wrong");
  });

  rows.attack("A21: a device without IK revokes the phone", async (scene) => {
    const made = await scene.vault.revokePart([scene.phoneKeys.deviceId]);
    const entry = await forged(scene, { ...made, countersignedBy: null });
    return refuses(scene, entry, "countersignature-missing");
  });

  rows.attack(
    "A21: a device without IK revokes the phone, with an IK of its own",
    async (scene) => {
      const made = await scene.vault.revokePart([scene.phoneKeys.deviceId]);
      const entry = await forged(scene, { ...made, countersignedBy: await newRoot() });
      return refuses(scene, entry, "countersignature-wrong");
    },
  );
}

export function keyAttacks(rows: Rows): void {
  const refusesKey = async (scene: Scene, signKey: Bytes, signature: Bytes): Promise<string> => {
    const made = await newDevice();
    const device = { ...made, signKey, deviceId: deviceIdOf(signKey, made.kemKey) };
    const part = scene.vault.devicePart(device);
    const honest = await forged(scene, { part, by: device });
    return refuses(scene, encodeEntry({ ...honest, signature }), "key-not-admissible");
  };

  rows.attack(
    "A31: small-order key of a device, with IK, and a signature that fits anything",
    async (scene) => {
      // R = identity and S = 0 verify for every message where small-order keys are let in.
      const identity = Uint8Array.of(1, ...new Uint8Array(31));
      const signature = concat(identity, new Uint8Array(32));
      let outcome = "";
      for (const key of torsionPoints()) outcome = await refusesKey(scene, key, signature);
      return outcome;
    },
  );

  rows.attack(
    "A31: mixed-order key of a device, with IK, and a signature that verifiers take",
    async (scene) => {
      let outcome = "";
      for (const torsion of torsionPoints().slice(0, 7)) {
        const seed = randomBytes(32);
        const signKey = mixedKey(seed, torsion);
        const made = await newDevice();
        const device = { ...made, signKey, deviceId: deviceIdOf(signKey, made.kemKey) };
        const entry = await forged(scene, { part: scene.vault.devicePart(device), by: device });
        const message = signedMessage(entry.body, entry.countersignature);
        const { signature } = signMixed(seed, torsion, message);
        const signed = encodeEntry({ ...entry, signature });
        // The server's verifier, and the phone's, would take it: only the key is refused.
        assert.ok(await verify(await importVerifyKey(signKey), signature, message));
        outcome = await refuses(scene, signed, "key-not-admissible");
      }
      return outcome;
    },
  );
}
