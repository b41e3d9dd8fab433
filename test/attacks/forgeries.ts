/**
 * Entries that no honest program makes (A3, A4, A8–A10, A19–A22, A31, A32), shown to the phone by the server.
 *
 * Each is hashed, countersigned and signed as an honest one by the laptop, a device of the chain, and where that says
 * more by Anna's own root keys, so that nothing but the check in question can catch it.
 */
import assert from "node:assert/strict";
import type { Bytes } from "../../protocol/src/bytes.ts";
import { concat } from "../../protocol/src/bytes.ts";
import { decode, encode, type CodecValue } from "../../protocol/src/codec.ts";
import {
  decodeEntry,
  encodeEntry,
  entryKinds,
  publicHashOf,
  signedMessage,
  countersignedMessage,
  bodyOf,
  type Entry,
} from "../../protocol/src/chain/entry.ts";
import { encodePublicPart } from "../../protocol/src/chain/public-part.ts";
import { encodePlaintext } from "../../protocol/src/chain/plaintext.ts";
import { pad } from "../../protocol/src/padding.ts";
import { accountIdOf, deviceIdOf } from "../../protocol/src/identity.ts";
import { label } from "../../protocol/src/labels.ts";
import { importSigningKey, sign } from "../../protocol/src/signature.ts";
import {
  newDevice,
  newRoot,
  plaintextOf,
  type Forgery,
  type TestDevice,
} from "../fixtures/chain.ts";
import { headOf, sealed } from "../fixtures/client-account.ts";
import { expense } from "../fixtures/world.ts";
import type { Scene } from "../hostile-server/cast.ts";
import { stops, voids } from "./outcomes.ts";
import type { Rows } from "./rows.ts";

/** What every forged entry tries to get into the book. */
export const stolen = "stolen";

/** A plaintext that an honest device could have sealed, but for what is wrong with its entry. */
export function tempting(scene: Pick<Scene, "account">) {
  const changes = [sealed(expense(66_600, stolen))];
  return { ...plaintextOf(changes), accountHead: headOf(scene.account) };
}

/** The next entry of the vault, good but for what is given. */
export function forged(scene: Pick<Scene, "account" | "vault">, forgery: Forgery): Promise<Entry> {
  return scene.vault.forge({ plaintext: tempting(scene), ...forgery });
}

/** Shows a forged entry at the end of the vault; it must be refused by this check. */
export function refuses(
  scene: Scene,
  entry: Entry | Bytes,
  check: Extract<Parameters<typeof stops>[1], { check: unknown }>["check"],
): Promise<string> {
  scene.showVault(entry);
  const seq = scene.vault.state.seq + 1;
  return stops(scene, { kind: "entry-refused", seq, check });
}

/** Shows bytes at the end of the vault that must not count as an entry. */
export function malformed(scene: Scene, bytes: Bytes): Promise<string> {
  scene.showVault(bytes);
  return stops(scene, { kind: "entry-malformed", seq: scene.vault.state.seq + 1 });
}

/** An entry with other header values, hashed and signed as if they were right. */
export async function withHeader(
  entry: Entry,
  by: TestDevice,
  change: (fields: readonly CodecValue[]) => CodecValue,
): Promise<Bytes> {
  const decoded = decode(entry.headerBytes);
  assert.ok(decoded.ok && Array.isArray(decoded.value));
  return resigned(entry, by, encode(change(decoded.value)));
}

/** An entry with other header bytes, signed as if they were right. */
export async function resigned(entry: Entry, by: TestDevice, headerBytes: Bytes): Promise<Bytes> {
  const { publicBytes, ciphertext, countersignature } = entry;
  const body = bodyOf(headerBytes, ciphertext);
  const signature = await sign(by.signingKey, signedMessage(body, countersignature));
  return encode([headerBytes, publicBytes, ciphertext, countersignature, signature]);
}

export function authorAttacks(rows: Rows): void {
  rows.attack("A3: unknown device writes, with its own good signature", async (scene) =>
    refuses(scene, await forged(scene, { by: await newDevice() }), "author-unknown"),
  );

  rows.attack("A3: unknown device writes in the name of one in the chain", async (scene) =>
    refuses(scene, await forged(scene, { signedBy: await newDevice() }), "signature-wrong"),
  );

  rows.attack("A3: unknown device seals an epoch key to everybody's public keys", async (scene) => {
    const made = await scene.vault.epochPart();
    const entry = await forged(scene, { ...made, by: await newDevice() });
    return refuses(scene, entry, "author-unknown");
  });

  rows.attack("A3: forged device entry, countersigned by another account", async (scene) => {
    const device = await newDevice();
    const part = scene.vault.devicePart(device);
    const countersignedBy = await newRoot();
    const entry = await forged(scene, { part, by: device, countersignedBy });
    return refuses(scene, entry, "countersignature-wrong");
  });

  rows.attack("A3: forged device entry, by an insider without IK", async (scene) => {
    const device = await newDevice();
    const part = scene.vault.devicePart(device);
    const entry = await forged(scene, { part, by: device, countersignedBy: null });
    return refuses(scene, entry, "countersignature-missing");
  });

  rows.attack(
    "A3: forged device, let into the vault by IK itself, not the account's",
    async (scene) => {
      const spy = await scene.vault.addDevice();
      await scene.vault.append(await forged(scene, { by: spy }));
      scene.showVault();
      const texts = ["bread", "milk", "rent", stolen];
      return stops(scene, { kind: "foreign-device" }, { texts });
    },
  );

  rows.attack("A8: a device's id is that of the same keys as an account", async (scene) => {
    const made = await newDevice();
    const device = { ...made, deviceId: accountIdOf(made.signKey, made.kemKey) };
    const part = scene.vault.devicePart(device);
    return refuses(scene, await forged(scene, { part, by: device }), "id-not-of-keys");
  });

  rows.attack("A8: a device's id is taken from another device's keys", async (scene) => {
    const [made, other] = [await newDevice(), await newDevice()];
    const device = { ...made, deviceId: deviceIdOf(made.signKey, other.kemKey) };
    const part = scene.vault.devicePart(device);
    return refuses(scene, await forged(scene, { part, by: device }), "id-not-of-keys");
  });

  rows.attack("A8: labels: a signature for another purpose is no entry's", async (scene) => {
    const entry = await forged(scene, {});
    const message = signedMessage(entry.body, entry.countersignature);
    const body = message.slice(label("entry-sig").length);
    for (const purpose of ["countersign", "resume", "recover"] as const) {
      const signature = await sign(scene.laptopKeys.signingKey, concat(label(purpose), body));
      scene.showVault(encodeEntry({ ...entry, signature }));
      const seq = scene.vault.state.seq + 1;
      await stops(scene, { kind: "entry-refused", seq, check: "signature-wrong" });
    }
    return "stopped the vault (signature-wrong) for each purpose";
  });

  rows.attack("A8: labels: IK's signature as a device is no countersignature", async (scene) => {
    const device = await newDevice();
    const honest = await forged(scene, { part: scene.vault.devicePart(device), by: device });
    const key = await importSigningKey(scene.vault.root.signSeed);
    const message = countersignedMessage(honest.body).slice(label("countersign").length);
    const countersignature = await sign(key, concat(label("entry-sig"), message));
    const signed = signedMessage(honest.body, countersignature);
    const signature = await sign(device.signingKey, signed);
    const entry = encodeEntry({ ...honest, countersignature, signature });
    return refuses(scene, entry, "countersignature-wrong");
  });
}

export function formatAttacks(rows: Rows): void {
  rows.attack("A9: kind byte changed by the server", async (scene) => {
    const entry = await forged(scene, {});
    const { header } = entry;
    const bytes = await withHeader(entry, scene.laptopKeys, ([...fields]) =>
      fields.with(2, entryKinds.epoch),
    );
    assert.equal(header.kind, entryKinds.data);
    const decoded = decodeEntry(bytes);
    assert.ok(decoded !== undefined);
    // The server has no key: the signature stays the one over the other kind.
    const changed = encodeEntry({ ...decoded, signature: entry.signature });
    return refuses(scene, changed, "public-malformed");
  });

  rows.attack(
    "A9: kind byte changed by an insider: data that says that it is an epoch",
    async (scene) => {
      const made = await scene.vault.epochPart();
      const publicBytes = encodePublicPart(made.part);
      const data = { kind: entryKinds.data } as const;
      const header = { publicHash: publicHashOf(publicBytes) };
      return refuses(
        scene,
        await forged(scene, { part: data, publicBytes, header }),
        "public-malformed",
      );
    },
  );

  rows.attack(
    "A9: kind byte of a reserved or unknown kind, signed by an insider",
    async (scene) => {
      for (const kind of [5, 6, 7, 8, 255]) {
        const entry = await forged(scene, { header: { kind } });
        scene.showVault(entry);
        const seq = scene.vault.state.seq + 1;
        await stops(scene, { kind: "entry-refused", seq, check: "kind-unknown" });
      }
      return "stopped the vault (kind-unknown) for each kind";
    },
  );

  rows.attack(
    "A9: kind byte inside the AEAD: a data part under another kind's header",
    async (scene) => {
      const made = await scene.vault.epochPart();
      const { ciphertext } = await forged(scene, { epochKey: made.epochKey });
      return voids(scene, "vault", await forged(scene, { ...made, ciphertext }));
    },
  );

  rows.attack("A9: an entry of the account chain is shown in the vault", async (scene) => {
    const { vaultId } = scene.account.state;
    return refuses(scene, await forged(scene, { header: { vaultId } }), "vault-wrong");
  });

  rows.attack("A9: unknown flag: one more header field, signed by an insider", async (scene) => {
    const bytes = await withHeader(await forged(scene, {}), scene.laptopKeys, (fields) => [
      ...fields,
      1,
    ]);
    return malformed(scene, bytes);
  });

  rows.attack("A9: unknown flag: one more field in the public part", async (scene) => {
    const publicBytes = encode([null, null, 1]);
    const header = { publicHash: publicHashOf(publicBytes) };
    return refuses(scene, await forged(scene, { publicBytes, header }), "public-malformed");
  });

  rows.attack("A9: unknown suite in the header, signed by an insider", async (scene) => {
    const bytes = await withHeader(await forged(scene, {}), scene.laptopKeys, (fields) =>
      fields.with(1, 2),
    );
    return malformed(scene, bytes);
  });

  rows.attack("A10: unknown suite, older and newer, signed by an insider", async (scene) => {
    for (const suite of [0, 2, 255]) {
      const entry = await forged(scene, {});
      scene.showVault(await withHeader(entry, scene.laptopKeys, (f) => f.with(1, suite)));
      await stops(scene, { kind: "entry-malformed", seq: scene.vault.state.seq + 1 });
    }
    return "stopped the vault (entry-malformed) for each suite";
  });

  rows.attack("A10: an entry without the magic CFE1, signed by an insider", async (scene) => {
    for (const magic of ["CFE0", "CFE2", "cfe1", ""]) {
      const entry = await forged(scene, {});
      scene.showVault(await withHeader(entry, scene.laptopKeys, (f) => f.with(0, magic)));
      await stops(scene, { kind: "entry-malformed", seq: scene.vault.state.seq + 1 });
    }
    return "stopped the vault (entry-malformed) for each magic";
  });

  rows.attack("A10: a schema that goes back to an older one, with IK", async (scene) => {
    const { root } = scene.vault;
    await scene.vault.newEpoch({ schema: 2 }, { countersignedBy: root });
    const made = await scene.vault.epochPart({ schema: 1 });
    const entry = await forged(scene, { ...made, countersignedBy: root });
    return refuses(scene, entry, "schema-lowered");
  });

  rows.attack("A10: a schema that one device raises to lock others out", async (scene) => {
    const made = await scene.vault.epochPart({ schema: 2 });
    return refuses(scene, await forged(scene, made), "countersignature-missing");
  });

  rows.attack(
    "A19: plaintext entry: the sealed part is not sealed, signed by an insider",
    async (scene) => {
      const ciphertext = pad(encodePlaintext(tempting(scene)));
      return voids(scene, "vault", await forged(scene, { ciphertext }));
    },
  );

  rows.attack("A19: plaintext entry: the plaintext with room for a tag", async (scene) => {
    const ciphertext = concat(pad(encodePlaintext(tempting(scene))), new Uint8Array(16));
    return voids(scene, "vault", await forged(scene, { ciphertext }));
  });

  rows.attack("A19: empty ciphertext, signed by an insider", async (scene) => {
    const entry = await forged(scene, { ciphertext: new Uint8Array(0) });
    return malformed(scene, Uint8Array.from(entry.bytes));
  });

  rows.attack("A19: empty ciphertext with a tag, signed by an insider", async (scene) => {
    return voids(scene, "vault", await forged(scene, { padded: new Uint8Array(0) }));
  });

  rows.attack("A32: non-canonical header, signed by an insider", async (scene) => {
    const entry = await forged(scene, {});
    // The array's head in a longer form than it needs: the same value, other bytes.
    const headerBytes = concat(Uint8Array.of(0x98, 12), entry.headerBytes.subarray(1));
    return malformed(scene, await resigned(entry, scene.laptopKeys, headerBytes));
  });

  rows.attack("A32: non-canonical public part, signed by an insider", async (scene) => {
    const publicBytes = Uint8Array.of(0x98, 2, 0xf6, 0xf6);
    const header = { publicHash: publicHashOf(publicBytes) };
    return refuses(scene, await forged(scene, { publicBytes, header }), "public-malformed");
  });

  rows.attack("A32: non-canonical plaintext inside the seal", async (scene) => {
    const honest = encodePlaintext(tempting(scene));
    const padded = pad(concat(Uint8Array.of(0x98, 4), honest.subarray(1)));
    assert.equal(honest[0], 0x84);
    return voids(scene, "vault", await forged(scene, { padded }));
  });
}
