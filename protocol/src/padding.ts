/**
 * Padding of a plaintext before it is sealed (docs/protocol.md P1): plaintext ‖ 0x80 ‖ 0x00…, to at
 * least 256 bytes and then to a Padmé size (Nikitin et al., "Reducing Metadata Leakage from Encrypted
 * Files and Communication with PURBs", 2019), which costs at most 12 % and hides the exact length.
 */
import type { Bytes } from "./bytes.ts";

const paddedMin = 256;

/** The Padmé size of a length: only its leading bits are kept, about log2 of log2 of it. */
export function paddedLength(length: number): number {
  const least = Math.max(length, paddedMin);
  const exponent = Math.floor(Math.log2(least));
  const keptBits = Math.floor(Math.log2(exponent)) + 1;
  const unit = 2 ** (exponent - keptBits);
  return Math.ceil(least / unit) * unit;
}

/** The plaintext with its padding. */
export function pad(plaintext: Uint8Array): Bytes {
  const padded = new Uint8Array(paddedLength(plaintext.length + 1));
  padded.set(plaintext);
  padded[plaintext.length] = 0x80;
  return padded;
}

/** The plaintext of padded bytes; undefined if the padding is not exactly what `pad` makes. */
export function unpad(padded: Uint8Array): Uint8Array | undefined {
  let end = padded.length - 1;
  while (padded[end] === 0) end -= 1;
  if (padded[end] !== 0x80 || padded.length !== paddedLength(end + 1)) return undefined;
  return padded.subarray(0, end);
}
