/**
 * The central directory of a ZIP archive (APPNOTE.TXT 6.3.10 §4.3.12, §4.3.16): which entries there
 * are and where their bytes lie. The directory is what counts, not the headers before the entries,
 * which some programs leave without sizes. No ZIP64, no archive in several volumes.
 */

import { fail, ok } from "../../result.ts";
import type { Result } from "../../result.ts";
import { ARCHIVE_ENTRIES_MAX, ENTRY_NAME_LENGTH_MAX } from "../limits.ts";
import type { ArchiveError } from "./archive-error.ts";

/** One entry of the directory; `compression` is 0 (stored) or 8 (deflated), `size` unpacked. */
export interface DirectoryEntry {
  readonly name: string;
  readonly compression: 0 | 8;
  readonly crc: number;
  readonly size: number;
  readonly packed: Uint8Array;
}

const END_SIGNATURE = 0x06_05_4b_50;
const END_BYTES = 22;
const COMMENT_BYTES_MAX = 0xff_ff;
const CENTRAL_SIGNATURE = 0x02_01_4b_50;
const CENTRAL_BYTES = 46;
const LOCAL_SIGNATURE = 0x04_03_4b_50;
const LOCAL_BYTES = 30;
/** A size or an offset that stands in a ZIP64 field instead. */
const ELSEWHERE = 0xff_ff_ff_ff;

/** Returns the entries of an archive in the order of its directory. */
export function readDirectory(bytes: Uint8Array): Result<DirectoryEntry[], ArchiveError> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = findEnd(view);
  if (end < 0) return fail({ code: "cut-off", name: null });
  const count = view.getUint16(end + 10, true);
  if (count > ARCHIVE_ENTRIES_MAX) return fail({ code: "too-many-entries", name: null });
  const entries: DirectoryEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index += 1) {
    if (at + CENTRAL_BYTES > end || view.getUint32(at, true) !== CENTRAL_SIGNATURE) {
      return fail({ code: "damaged", name: null });
    }
    const nameBytes = view.getUint16(at + 28, true);
    if (nameBytes > ENTRY_NAME_LENGTH_MAX) return fail({ code: "name-too-long", name: null });
    const entry = readEntry(bytes, view, at, nameBytes);
    if (!entry.ok) return entry;
    entries.push(entry.value);
    at += CENTRAL_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return ok(entries);
}

/** The directory's end stands before a comment of any length. */
function findEnd(view: DataView): number {
  const last = view.byteLength - END_BYTES;
  const first = Math.max(0, last - COMMENT_BYTES_MAX);
  for (let at = last; at >= first; at -= 1) {
    if (view.getUint32(at, true) === END_SIGNATURE) return at;
  }
  return -1;
}

function readEntry(
  bytes: Uint8Array,
  view: DataView,
  at: number,
  nameBytes: number,
): Result<DirectoryEntry, ArchiveError> {
  const nameAt = at + CENTRAL_BYTES;
  const name = decodeName(bytes.subarray(nameAt, nameAt + nameBytes));
  const isEncrypted = (view.getUint16(at + 8, true) & 1) === 1;
  if (isEncrypted) return fail({ code: "encrypted", name });
  const compression = view.getUint16(at + 10, true);
  const packedSize = view.getUint32(at + 20, true);
  const size = view.getUint32(at + 24, true);
  const offset = view.getUint32(at + 42, true);
  const isKnown = compression === 0 || compression === 8;
  if (!isKnown || packedSize === ELSEWHERE || size === ELSEWHERE || offset === ELSEWHERE) {
    return fail({ code: "unknown-compression", name });
  }
  if (offset + LOCAL_BYTES > bytes.length || view.getUint32(offset, true) !== LOCAL_SIGNATURE) {
    return fail({ code: "damaged", name });
  }
  const start =
    offset + LOCAL_BYTES + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packedSize > bytes.length) return fail({ code: "damaged", name });
  const packed = bytes.subarray(start, start + packedSize);
  return ok({ name, compression, crc: view.getUint32(at + 16, true), size, packed });
}

/** Names are UTF-8, or of an old program, whose letters beyond ASCII only show in messages. */
function decodeName(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
