/**
 * AES-256-GCM by WebCrypto: the only file that encrypts or decrypts (docs/protocol.md B1).
 *
 * A key made for one message is used with the zero nonce and never again (`sealOnce`, `openOnce`);
 * the session channel counts its nonces under a key of its own (`sealCounted`, `openCounted`). Nothing
 * else chooses a nonce, so none can repeat under a key. Every failure to open is one answer, undefined.
 */
import type { Bytes } from "./bytes.ts";

/** Bytes that the tag adds to a plaintext. */
export const tagLength = 16;

const nonceLength = 12;
const zeroNonce = new Uint8Array(nonceLength);

/** Encrypts under a key that encrypts nothing else; `aad` is authenticated with it. */
export async function sealOnce(
  key: Uint8Array,
  aad: Uint8Array,
  plaintext: Uint8Array,
): Promise<Bytes> {
  return encrypt(await importAesKey(key), zeroNonce, aad, plaintext);
}

/** The plaintext of `sealOnce`; undefined if key, `aad` or any byte is not the one that was sealed. */
export async function openOnce(
  key: Uint8Array,
  aad: Uint8Array,
  ciphertext: Uint8Array,
): Promise<Bytes | undefined> {
  return decrypt(await importAesKey(key), zeroNonce, aad, ciphertext);
}

/** Encrypts message number `count` of a key: the nonce is four zero bytes and the count as u64. */
export function sealCounted(
  key: CryptoKey,
  count: number,
  aad: Uint8Array,
  plaintext: Uint8Array,
): Promise<Bytes> {
  return encrypt(key, countedNonce(count), aad, plaintext);
}

/** The plaintext of `sealCounted` for the same count; undefined if anything differs. */
export function openCounted(
  key: CryptoKey,
  count: number,
  aad: Uint8Array,
  ciphertext: Uint8Array,
): Promise<Bytes | undefined> {
  return decrypt(key, countedNonce(count), aad, ciphertext);
}

/** A key of 32 bytes as a handle from which the platform does not give the bytes back. */
export function importAesKey(key: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt", "decrypt"]);
}

async function encrypt(
  key: CryptoKey,
  iv: Uint8Array,
  additionalData: Uint8Array,
  plaintext: Uint8Array,
): Promise<Bytes> {
  return new Uint8Array(
    await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, plaintext),
  );
}

/** AES-256-GCM decryption with a 96-bit nonce; undefined if it does not authenticate. */
export async function decrypt(
  key: CryptoKey,
  iv: Uint8Array,
  additionalData: Uint8Array,
  ciphertext: Uint8Array,
): Promise<Bytes | undefined> {
  if (iv.length !== nonceLength) return undefined;
  try {
    return new Uint8Array(
      await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, key, ciphertext),
    );
  } catch {
    return undefined;
  }
}

function countedNonce(count: number): Bytes {
  const nonce = new Uint8Array(nonceLength);
  new DataView(nonce.buffer).setBigUint64(4, BigInt(count));
  return nonce;
}
