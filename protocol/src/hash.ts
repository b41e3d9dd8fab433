/**
 * SHA-2, HMAC and HKDF for small inputs, by @noble/hashes: synchronous, so that key derivation and
 * hash chains need no promise per step (a WebCrypto call costs ten times the hash of an entry).
 */
import { expand, extract, hkdf } from "@noble/hashes/hkdf.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { concat, type Bytes } from "./bytes.ts";

/** SHA-256 over the parts, one after the other. 32 bytes. */
export function hash256(...parts: readonly Uint8Array[]): Bytes {
  const state = sha256.create();
  for (const part of parts) state.update(part);
  return Uint8Array.from(state.digest());
}

/** SHA-512 over the parts, one after the other. 64 bytes. */
export function hash512(...parts: readonly Uint8Array[]): Bytes {
  const state = sha512.create();
  for (const part of parts) state.update(part);
  return Uint8Array.from(state.digest());
}

/** HMAC-SHA-256 (RFC 2104). 32 bytes. */
export function hmac256(key: Uint8Array, ...parts: readonly Uint8Array[]): Bytes {
  return Uint8Array.from(hmac(sha256, key, concat(...parts)));
}

/** HMAC-SHA-512 (RFC 2104). 64 bytes. */
export function hmac512(key: Uint8Array, ...parts: readonly Uint8Array[]): Bytes {
  return Uint8Array.from(hmac(sha512, key, concat(...parts)));
}

/** HKDF-SHA-256 (RFC 5869). An absent salt is the empty one; `length` in bytes, 32 unless named. */
export function deriveKey(from: {
  readonly key: Uint8Array;
  readonly salt?: Uint8Array;
  readonly info: Uint8Array;
  readonly length?: number;
}): Bytes {
  return Uint8Array.from(hkdf(sha256, from.key, from.salt, from.info, from.length ?? 32));
}

/** HKDF-Extract (RFC 5869 §2.2). 32 bytes. */
export function hkdfExtract(salt: Uint8Array, key: Uint8Array): Bytes {
  return Uint8Array.from(extract(sha256, key, salt));
}

/** HKDF-Expand (RFC 5869 §2.3) to 32 bytes. */
export function hkdfExpand(pseudoRandomKey: Uint8Array, info: Uint8Array): Bytes {
  return Uint8Array.from(expand(sha256, pseudoRandomKey, info, 32));
}
