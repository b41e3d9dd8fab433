/**
 * Ed25519 (RFC 8032) by WebCrypto: one verifier for every client and the server.
 *
 * Verifiers differ for keys with a small-order part (Chromium accepts a forged signature that Node
 * rejects), so a key is admitted only if it is canonical and of prime order; that check, and nothing
 * else, is by @noble/curves. Secret keys are seeds of 32 bytes; in use they are handles that the
 * platform does not give back.
 */
import { ed25519 } from "@noble/curves/ed25519.js";
import { concat, type Bytes } from "./bytes.ts";

export const signatureLength = 64;
export const publicKeyLength = 32;
export const seedLength = 32;

/** Whether bytes are a canonical Ed25519 public key of prime order. */
export function isPrimeOrderKey(publicKey: Uint8Array): boolean {
  try {
    const point = ed25519.Point.fromBytes(publicKey, false);
    return !point.isSmallOrder() && point.isTorsionFree();
  } catch {
    return false;
  }
}

/** The public key of a seed. 32 bytes. */
export function publicKeyOf(seed: Uint8Array): Bytes {
  return Uint8Array.from(ed25519.getPublicKey(seed));
}

// RFC 8410 §7: PKCS #8 of an Ed25519 key is this head and the seed.
const pkcs8Head = Uint8Array.fromHex("302e020100300506032b657004220420");

/** A seed as a handle to sign with. */
export function importSigningKey(seed: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey("pkcs8", concat(pkcs8Head, seed), "Ed25519", false, ["sign"]);
}

/** A public key as a handle to verify with; the key must have passed `isPrimeOrderKey`. */
export function importVerifyKey(publicKey: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", publicKey, "Ed25519", false, ["verify"]);
}

/** Ed25519 signature of a message. 64 bytes. */
export async function sign(key: CryptoKey, message: Uint8Array): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign("Ed25519", key, message));
}

/** Whether a signature is the key's for the message. Never throws. */
export function verify(
  key: CryptoKey,
  signature: Uint8Array,
  message: Uint8Array,
): Promise<boolean> {
  return crypto.subtle.verify("Ed25519", key, signature, message);
}
