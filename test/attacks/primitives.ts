/**
 * Properties below the protocol's messages that rows of the checklist name: nonces and salts (A6), labels (A8), formats
 * (A10), key commitment (A20), verifiers (A31).
 */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { hkdfSync } from "node:crypto";
import { join } from "node:path";
import { ed25519 } from "@noble/curves/ed25519.js";
import fc from "fast-check";
import { openOnce, sealOnce } from "../../protocol/src/aead.ts";
import { unwrap, wrap } from "../../protocol/src/box.ts";
import { concat, lengthPrefixed, utf8 } from "../../protocol/src/bytes.ts";
import { decodeEntry } from "../../protocol/src/chain/entry.ts";
import { openSealedPart } from "../../protocol/src/chain/sealed-part.ts";
import { encode } from "../../protocol/src/codec.ts";
import { hpkeOpen, hpkeSeal, kemPublicKeyOf } from "../../protocol/src/hpke.ts";
import { label, labelNames } from "../../protocol/src/labels.ts";
import {
  importVerifyKey,
  isPrimeOrderKey,
  publicKeyOf,
  verify,
} from "../../protocol/src/signature.ts";
import { effort, runs } from "../fixtures/effort.ts";
import { randomBytes } from "../fixtures/random.ts";
import { commitTo, expense, syncOf } from "../fixtures/world.ts";
import { CastDevice, entriesOf } from "../hostile-server/cast.ts";
import { forged } from "./forgeries.ts";
import { signMixed, torsionPoints } from "./torsion.ts";
import type { Rows } from "./rows.ts";

const root = join(import.meta.dirname, "../..");

export function nonceAttacks(rows: Rows): void {
  rows.check("A6: no salt repeats in many seals, and no two ciphertexts are alike", async () => {
    const seals = effort(4_000, 1_000_000);
    const key = randomBytes(32);
    const context = new Uint8Array(0);
    const plaintext = new Uint8Array(16);
    const salts = new Set<string>();
    const ciphertexts = new Set<string>();
    for (let count = 0; count < seals; count += 1) {
      const box = await wrap({ key, purpose: "outbox", context, plaintext, randomBytes });
      salts.add(box.subarray(1, 33).toHex());
      ciphertexts.add(box.subarray(65).toHex());
    }
    assert.equal(salts.size, seals);
    assert.equal(ciphertexts.size, seals);
    return `${seals} seals, ${seals} salts`;
  });

  rows.attack(
    "A6: no salt repeats on a device that was copied and is used twice",
    async (scene) => {
      const twins = [scene.phone, new CastDevice(scene.phone.files.copy(), scene.server.url)];
      for (const [index, twin] of twins.entries()) {
        const engine = await scene.open(twin);
        for (let count = 0; count < 5; count += 1) {
          await commitTo(engine, expense(100, `twin ${index}`));
          await syncOf(engine);
        }
        await engine.close();
      }
      const entries = await scene.stored(scene.vault);
      assert.equal(entries.length, entriesOf(scene.vault).length + 10);
      const salts = new Set(entries.map(({ header }) => header.salt.toHex()));
      assert.equal(salts.size, entries.length);
      return "every entry of both copies has a salt of its own";
    },
  );

  rows.check("A6: eight parallel HPKE seals give eight ciphertexts, and all open", async () => {
    const seed = randomBytes(32);
    const publicKey = await kemPublicKeyOf(seed);
    const sealing = {
      publicKey,
      info: utf8("info"),
      aad: utf8("aad"),
      plaintext: new Uint8Array(32),
    };
    const sealed = await Promise.all(Array.from({ length: 8 }, () => hpkeSeal(sealing)));
    assert.equal(new Set(sealed.map(({ ciphertext }) => ciphertext.toHex())).size, 8);
    assert.equal(new Set(sealed.map(({ encapsulation }) => encapsulation.toHex())).size, 8);
    for (const each of sealed) {
      const { info, aad, plaintext } = sealing;
      assert.deepEqual(await hpkeOpen({ seed, info, aad, sealed: each }), plaintext);
    }
    return "eight contexts, eight nonces of their own";
  });

  rows.check("A6: AES-GCM is called inside one file only, and HPKE in another", async () => {
    const files = globSync("{protocol,client,server,cli,web}/src/**/*.{ts,tsx}", { cwd: root });
    const sources = files.filter((file) => !file.endsWith(".test.ts"));
    const holding = (pattern: RegExp): readonly string[] =>
      sources.filter((file) => pattern.test(readFileSync(join(root, file), "utf8"))).toSorted();
    assert.ok(sources.length > 100);
    assert.deepEqual(holding(/\bsubtle\s*\.\s*encrypt\b|\bcreateCipheriv\b/), [
      "protocol/src/aead.ts",
    ]);
    assert.deepEqual(holding(/\bcreateSenderContext\b/), ["protocol/src/hpke.ts"]);
    return "nothing else can choose a nonce";
  });
}

export function formatProperties(rows: Rows): void {
  rows.check("A8: labels are pairwise distinct, and none is a prefix of another", async () => {
    const labels = labelNames.map((name) => Buffer.from(label(name)).toString("latin1"));
    for (const [index, one] of labels.entries()) {
      assert.ok(one.startsWith("coffer/v1/") && one.endsWith("\0"));
      for (const [place, other] of labels.entries()) {
        assert.ok(index === place || !other.startsWith(one), `${one} ${other}`);
      }
    }
    return `${labels.length} labels`;
  });

  rows.attack("A10: fuzz: no bytes without the magic CFE1 decrypt", async (scene) => {
    const entry = await forged(scene, {});
    const [checked] = [await scene.vault.append(entry)];
    const { state, epochKey } = scene.vault;
    const isLedgerChange = (): boolean => true;
    const opened = await openSealedPart({ checked, state, epochKey, isLedgerChange });
    assert.equal(opened.outcome, "opened");
    const magic = Buffer.from(entry.headerBytes).indexOf("CFE1");
    const changedHeader = fc.oneof(
      fc
        .tuple(fc.nat(3), fc.integer({ min: 1, max: 255 }))
        .map(([at, flip]) =>
          entry.headerBytes.map((byte, index) => (index === magic + at ? byte ^ flip : byte)),
        ),
      fc.uint8Array({ minLength: 1, maxLength: 256 }),
    );
    await fc.assert(
      fc.asyncProperty(changedHeader, async (headerBytes) => {
        fc.pre(!Buffer.from(headerBytes).includes("CFE1"));
        const { publicBytes, ciphertext, countersignature, signature } = entry;
        const parts = [headerBytes, publicBytes, ciphertext, countersignature, signature];
        assert.equal(decodeEntry(encode(parts.map((part) => Uint8Array.from(part)))), undefined);
        // Nor does the ciphertext open beside that header by itself.
        const other = {
          ...checked,
          entry: { ...entry, headerBytes: Uint8Array.from(headerBytes) },
        };
        const { outcome } = await openSealedPart({
          checked: other,
          state,
          epochKey,
          isLedgerChange,
        });
        assert.equal(outcome, "void");
      }),
      runs(300),
    );
    return "none of them is an entry, and none opens";
  });

  rows.check(
    "A20: a box opened under another key fails at the commitment, not at the tag",
    async () => {
      const [key, otherKey] = [randomBytes(32), randomBytes(32)];
      const [context, plaintext] = [utf8("context"), randomBytes(32)];
      const box = await wrap({ key, purpose: "root", context, plaintext, randomBytes });
      const [head, salt] = [box.subarray(0, 65), box.subarray(1, 33)];
      const info = concat(label("wrap"), lengthPrefixed(utf8("root")), lengthPrefixed(context));
      const derived = new Uint8Array(hkdfSync("sha256", otherKey, salt, info, 64));
      const sealed = await sealOnce(derived.subarray(0, 32), info, plaintext);
      // The tag is right under the other key; the commitment is that of the first.
      assert.deepEqual(await openOnce(derived.subarray(0, 32), info, sealed), plaintext);
      const equivocal = { purpose: "root", context, box: concat(head, sealed) } as const;
      assert.equal(await unwrap({ ...equivocal, key: otherKey }), undefined);
      assert.equal(await unwrap({ ...equivocal, key }), undefined);
      return "opens under neither key";
    },
  );
}

/** What each verifier says of a signature. */
async function verdicts(key: Uint8Array, signature: Uint8Array, message: Uint8Array) {
  const handle = await importVerifyKey(key).catch(() => undefined);
  const noble = (zip215: boolean): boolean => {
    try {
      return ed25519.verify(signature, message, key, { zip215 });
    } catch {
      return false;
    }
  };
  return {
    webCrypto: handle !== undefined && (await verify(handle, signature, message)),
    zip215: noble(true),
    strict: noble(false),
  };
}

export function verifierAttacks(rows: Rows): void {
  rows.check(
    "A31: noble and WebCrypto differ on small-order keys, and none is admitted",
    async () => {
      const identity = concat(Uint8Array.of(1), new Uint8Array(31));
      let differ = 0;
      for (const key of torsionPoints()) {
        assert.equal(isPrimeOrderKey(key), false);
        for (const r of torsionPoints()) {
          for (const message of [new Uint8Array(0), utf8("a"), utf8("b"), utf8("c")]) {
            const said = await verdicts(key, concat(r, new Uint8Array(32)), message);
            if (said.webCrypto !== said.zip215 || said.webCrypto !== said.strict) differ += 1;
          }
        }
        assert.equal(
          (await verdicts(key, concat(identity, new Uint8Array(32)), utf8("x"))).zip215,
          true,
        );
      }
      assert.ok(differ > 0, "that is why the check is there");
      return `${differ} signatures on which they differ; all keys refused before`;
    },
  );

  rows.check(
    "A31: noble and WebCrypto on mixed-order keys: a good signature, and no admission",
    async () => {
      let accepted = 0;
      for (const torsion of torsionPoints().slice(0, 7)) {
        const message = randomBytes(40);
        const { key, signature } = signMixed(randomBytes(32), torsion, message);
        const said = await verdicts(key, signature, message);
        assert.equal(said.zip215, true, "the signature is good for who takes such keys");
        if (said.webCrypto) accepted += 1;
        assert.equal(isPrimeOrderKey(key), false);
      }
      assert.equal(accepted, 7, "only the check of the key is in the way");
      return "both verifiers accept the signatures; the keys are refused before";
    },
  );

  rows.check("A31: noble and WebCrypto agree wherever a key is admitted", async () => {
    const corrupt = fc.record({ at: fc.nat(63), flip: fc.integer({ min: 0, max: 255 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.uint8Array({ maxLength: 100 }),
        corrupt,
        async (seed, message, { at, flip }) => {
          const key = publicKeyOf(seed);
          assert.equal(isPrimeOrderKey(key), true);
          const good = ed25519.sign(message, seed);
          const signature = good.map((byte, index) => (index === at ? byte ^ flip : byte));
          const said = await verdicts(key, signature, message);
          assert.deepEqual(said, { webCrypto: flip === 0, zip215: flip === 0, strict: flip === 0 });
        },
      ),
      runs(150),
    );
    return "no difference";
  });
}
