/**
 * Ed25519 keys with a small-order part (A31), and signatures under them that verifiers accept: what an insider would
 * need to show two clients two histories.
 */
import { createHash } from "node:crypto";
import { ed25519 } from "@noble/curves/ed25519.js";
import { concat, type Bytes } from "../../protocol/src/bytes.ts";
import { publicKeyOf } from "../../protocol/src/signature.ts";
import { randomBytes } from "../fixtures/random.ts";

/** The point of order 8, and its multiples, in their canonical encoding. */
export function torsionPoints(): readonly Bytes[] {
  const eighth = ed25519.Point.fromHex(
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  );
  return [1, 2, 3, 4, 5, 6, 7, 8].map((factor) =>
    Uint8Array.from(eighth.multiplyUnsafe(BigInt(factor)).toBytes()),
  );
}

/** The key of a seed with a small-order point added. */
export function mixedKey(seed: Uint8Array, torsion: Uint8Array): Bytes {
  const { Point } = ed25519;
  const mixed = Point.fromBytes(publicKeyOf(seed)).add(Point.fromBytes(torsion));
  return Uint8Array.from(mixed.toBytes());
}

/** A signature that a mixed-order key accepts: the torsion part is multiplied away. */
export function signMixed(
  seed: Uint8Array,
  torsion: Uint8Array,
  message: Uint8Array,
): { readonly key: Bytes; readonly signature: Bytes } {
  const { Point } = ed25519;
  const { scalar } = ed25519.utils.getExtendedPublicKey(seed);
  const mixed = mixedKey(seed, torsion);
  for (;;) {
    const nonce = ed25519.utils.getExtendedPublicKey(randomBytes(32));
    const challenge = challengeOf(nonce.pointBytes, mixed, message);
    // Of order 8 or less, so nothing is left of it in k·A.
    if (challenge % 8n !== 0n) continue;
    const s = Point.Fn.create(nonce.scalar + challenge * scalar);
    const signature = concat(nonce.pointBytes, littleEndian(s));
    return { key: mixed, signature };
  }
}

/** k of RFC 8032 §5.1.7, reduced: its lowest three bits are what multiplies a point of order 8. */
function challengeOf(r: Uint8Array, key: Uint8Array, message: Uint8Array): bigint {
  const digest = createHash("sha512")
    .update(concat(r, key, message))
    .digest();
  const k = BigInt(`0x${Uint8Array.from(digest).toReversed().toHex()}`);
  return ed25519.Point.Fn.create(k);
}

function littleEndian(value: bigint): Bytes {
  return Uint8Array.fromHex(value.toString(16).padStart(64, "0")).toReversed();
}
