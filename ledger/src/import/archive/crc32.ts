/** The checksum of ZIP and gzip (RFC 1952 §8), over bytes that come in pieces. */

const TABLE: Uint32Array = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit += 1) {
    remainder = (remainder & 1) === 1 ? (remainder >>> 1) ^ 0xed_b8_83_20 : remainder >>> 1;
  }
  return remainder;
});

/** Returns the checksum of what had the checksum `before` (0 for nothing) and these bytes after it. */
export function crc32(bytes: Uint8Array, before: number): number {
  let crc = ~before;
  for (const byte of bytes) crc = (crc >>> 8) ^ (TABLE[(crc ^ byte) & 0xff] ?? 0);
  return ~crc >>> 0;
}
