/**
 * Compressed data inside other bytes: whatever begins like a gzip (RFC 1952) or zlib (RFC 1950) member is inflated,
 * so that a scan sees what is in it. Coffer compresses nothing; this is for what it might do without knowing.
 *
 * Check sums are not looked at, nor whether the member is whole: a part of it may be a leak too.
 */
import { constants, inflateRawSync } from "node:zlib";

/** The most that one member gives. */
const inflatedMax = 16 * 1024 * 1024;

/** The contents of every member. */
export function inflatedMembers(bytes: Uint8Array): readonly Uint8Array[] {
  const members: Uint8Array[] = [];
  for (let index = 0; index + 2 < bytes.length; index += 1) {
    const headerLength = headerLengthAt(bytes, index);
    if (headerLength === undefined) continue;
    const content = inflate(bytes.subarray(index + headerLength));
    if (content !== undefined && content.length > 0) members.push(content);
  }
  return members;
}

/** Bytes before the deflated ones, if a member may begin here. */
function headerLengthAt(bytes: Uint8Array, index: number): number | undefined {
  const first = bytes[index];
  const second = bytes[index + 1] ?? 0;
  // CMF: deflate with a window of 32 KiB; FCHECK makes the two bytes a multiple of 31.
  if (first === 0x78 && ((first << 8) | second) % 31 === 0) return 2;
  if (first !== 0x1f || second !== 0x8b || bytes[index + 2] !== 8) return undefined;
  const flags = bytes[index + 3] ?? 0;
  let end = 10;
  if ((flags & 4) !== 0) {
    end += 2 + (bytes[index + end] ?? 0) + 256 * (bytes[index + end + 1] ?? 0);
  }
  // A file's name and a comment end with a zero.
  for (const flag of [8, 16]) {
    if ((flags & flag) === 0) continue;
    const zero = bytes.indexOf(0, index + end);
    if (zero === -1) return undefined;
    end = zero + 1 - index;
  }
  return (flags & 2) === 0 ? end : end + 2;
}

function inflate(bytes: Uint8Array): Uint8Array | undefined {
  const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: inflatedMax };
  try {
    return inflateRawSync(bytes, options);
  } catch {
    return undefined;
  }
}
