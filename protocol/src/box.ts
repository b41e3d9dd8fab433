/**
 * Committing boxes for keys and local files (docs/protocol.md B2, B3).
 *
 * box = 0x01 ‖ salt 32 ‖ commitment 32 ‖ AES-256-GCM(ek, IV 0, aad = info, plaintext), where
 * ek ‖ commitment = HKDF-SHA-256(key, salt, info, 64) and info = L("wrap") ‖ lp(purpose) ‖ lp(context).
 * GCM alone does not commit to its key; the commitment is compared first, so a box opens under one key,
 * for one purpose and in one context, and otherwise gives one answer, undefined.
 */
import { openOnce, sealOnce, tagLength } from "./aead.ts";
import { concat, equalBytes, lengthPrefixed, utf8, type Bytes, type RandomBytes } from "./bytes.ts";
import { deriveKey } from "./hash.ts";
import { label } from "./labels.ts";

/** What a box is for. Contexts: docs/protocol.md B3. */
export type BoxPurpose =
  | "account"
  | "root"
  | "recovery"
  | "link"
  | "device"
  | "keys"
  | "pending"
  | "outbox"
  | "state";

const version = 1;
const saltLength = 32;
const commitmentLength = 32;
const headLength = 1 + saltLength + commitmentLength;

/** Bytes that a box adds to its plaintext. */
export const boxOverhead: number = headLength + tagLength;

interface BoxOptions {
  readonly key: Uint8Array;
  readonly purpose: BoxPurpose;
  readonly context: Uint8Array;
}

/** Seals a plaintext under a key, for a purpose, in a context. */
export async function wrap(
  options: BoxOptions & { readonly plaintext: Uint8Array; readonly randomBytes: RandomBytes },
): Promise<Bytes> {
  const salt = options.randomBytes(saltLength);
  const { key, commitment, info } = boxKey(options, salt);
  const sealed = await sealOnce(key, info, options.plaintext);
  return concat(Uint8Array.of(version), salt, commitment, sealed);
}

/** The plaintext of a box; undefined if the box is not one that `wrap` made with the same options. */
export async function unwrap(
  options: BoxOptions & { readonly box: Uint8Array },
): Promise<Bytes | undefined> {
  const { box } = options;
  if (box[0] !== version) return undefined;
  const { key, commitment, info } = boxKey(options, box.subarray(1, 1 + saltLength));
  // A box that is too short has no commitment of that length, or no tag.
  if (!equalBytes(commitment, box.subarray(1 + saltLength, headLength))) return undefined;
  return openOnce(key, info, box.subarray(headLength));
}

function boxKey(options: BoxOptions, salt: Uint8Array) {
  const info = concat(
    label("wrap"),
    lengthPrefixed(utf8(options.purpose)),
    lengthPrefixed(options.context),
  );
  const derived = deriveKey({ key: options.key, salt, info, length: 64 });
  return { key: derived.subarray(0, 32), commitment: derived.subarray(32), info };
}
