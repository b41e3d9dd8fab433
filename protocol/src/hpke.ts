/**
 * Sealing a key to a public key: HPKE base mode (RFC 9180) with X-Wing (X25519 and ML-KEM-768,
 * draft-connolly-cfrg-xwing-kem, KEM id 0x647a), HKDF-SHA-256 and AES-256-GCM, by @hpke.
 *
 * Used for vault epoch keys only, inside signed entries: anybody can seal to a public key, so nothing
 * is believed because it opened. One context per seal.
 */
import { Aes256Gcm, CipherSuite, HkdfSha256 } from "@hpke/core";
import { XWing } from "@hpke/hybridkem-x-wing";
import { x25519 } from "@noble/curves/ed25519.js";
import type { Bytes } from "./bytes.ts";

export const kemSeedLength = 32;
export const kemPublicKeyLength = 1_216;
export const encapsulationLength = 1_120;

const kem = new XWing();
const suite = new CipherSuite({
  kem,
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});

/** The X-Wing public key of a seed of 32 bytes. 1,216 bytes. */
export async function kemPublicKeyOf(seed: Uint8Array): Promise<Bytes> {
  const pair = await keyPair(seed);
  return new Uint8Array(await suite.kem.serializePublicKey(pair.publicKey));
}

/** A sealed key: the encapsulation and the ciphertext with its tag. */
export interface SealedKey {
  readonly encapsulation: Bytes;
  readonly ciphertext: Bytes;
}

/** Seals to a public key; `info` and `aad` must be the same to open. */
export async function hpkeSeal(options: {
  readonly publicKey: Uint8Array;
  readonly info: Uint8Array;
  readonly aad: Uint8Array;
  readonly plaintext: Uint8Array;
}): Promise<SealedKey> {
  const context = await suite.createSenderContext({
    recipientPublicKey: await suite.kem.deserializePublicKey(Uint8Array.from(options.publicKey)),
    info: Uint8Array.from(options.info),
  });
  const ciphertext = await context.seal(
    Uint8Array.from(options.plaintext),
    Uint8Array.from(options.aad),
  );
  return {
    encapsulation: new Uint8Array(context.enc),
    ciphertext: new Uint8Array(ciphertext),
  };
}

/** Opens with the seed of the public key; undefined if anything differs from what was sealed. */
export async function hpkeOpen(options: {
  readonly seed: Uint8Array;
  readonly info: Uint8Array;
  readonly aad: Uint8Array;
  readonly sealed: { readonly encapsulation: Uint8Array; readonly ciphertext: Uint8Array };
}): Promise<Bytes | undefined> {
  const pair = await keyPair(options.seed);
  const { encapsulation, ciphertext } = options.sealed;
  try {
    const context = await suite.createRecipientContext({
      recipientKey: pair.privateKey,
      enc: Uint8Array.from(encapsulation),
      info: Uint8Array.from(options.info),
    });
    return new Uint8Array(
      await context.open(Uint8Array.from(ciphertext), Uint8Array.from(options.aad)),
    );
  } catch {
    // Wrong key, altered bytes, malformed encapsulation: one answer.
    return undefined;
  }
}

const mlKemModulus = 3_329;
const mlKemPolynomialBytes = 1_152;
const mlKemPublicKeyLength = 1_184;

/**
 * Whether bytes may be admitted as an X-Wing public key: 1,216 bytes, every ML-KEM coefficient below
 * the modulus (FIPS 203 §7.2), and an X25519 part that is no low-order point (RFC 7748 §6.1).
 */
export function isKemPublicKey(publicKey: Uint8Array): boolean {
  for (let at = 0; at < mlKemPolynomialBytes; at += 3) {
    const [b0, b1, b2] = [publicKey[at] ?? 0, publicKey[at + 1] ?? 0, publicKey[at + 2] ?? 0];
    if ((b0 | ((b1 & 0x0f) << 8)) >= mlKemModulus) return false;
    if (((b1 >> 4) | (b2 << 4)) >= mlKemModulus) return false;
  }
  // Of another length, what is left is no point.
  return hasSharedSecret(publicKey.subarray(mlKemPublicKeyLength));
}

/** Whether X25519 with a point can give anything but zero, that is, whether it has not low order. */
function hasSharedSecret(point: Uint8Array): boolean {
  try {
    // Any scalar does: it is clamped to a multiple of the cofactor, which takes low-order points to zero.
    x25519.scalarMult(new Uint8Array(32).fill(1), point);
    return true;
  } catch {
    return false;
  }
}

function keyPair(seed: Uint8Array): Promise<CryptoKeyPair> {
  return kem.generateKeyPairDerand(Uint8Array.from(seed));
}
