/** Which files cannot be read without an SQLite opener. */

const SIGNATURE = "SQLite format 3\0";
/** The list of a ZIP's files is at its end; those of the apps that are read hold a handful. */
const LIST_BYTES = 4096;

/** Returns true for an SQLite file, and for a ZIP that seems to hold one. */
export function needsSqlite(bytes: Uint8Array<ArrayBuffer>): boolean {
  const text = new TextDecoder("windows-1252");
  if (text.decode(bytes.subarray(0, SIGNATURE.length)) === SIGNATURE) return true;
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  return isZip && text.decode(bytes.subarray(-LIST_BYTES)).includes(".sqlite");
}
