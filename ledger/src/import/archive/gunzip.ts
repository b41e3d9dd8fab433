/** A gzip file (RFC 1952) to its bytes: one member or several after each other, checksums checked. */

import { Gunzip } from "fflate";
import { fail, ok } from "../../result.ts";
import type { Result } from "../../result.ts";
import { ARCHIVE_MEMBERS_MAX } from "../limits.ts";
import type { ArchiveError } from "./archive-error.ts";
import { UnpackBudget, Unpacked, pushAll } from "./unpacked.ts";

/** Checksum and length at the end of each member. */
const TRAILER_BYTES = 8;

/** Returns what a gzip file holds. */
export function gunzip(bytes: Uint8Array): Result<Uint8Array<ArrayBuffer>, ArchiveError> {
  const unpacked = new Unpacked(new UnpackBudget(bytes.length));
  const gunzipper = new Gunzip((piece) => {
    unpacked.add(piece);
  });
  let isWhole = true;
  let memberStart = 0;
  const endMember = (end: number): void => {
    isWhole &&= hasTrailer(bytes, end, unpacked.crc, unpacked.length - memberStart);
    unpacked.crc = 0;
    memberStart = unpacked.length;
  };
  let members = 1;
  gunzipper.onmember = (start) => {
    endMember(start);
    members += 1;
    if (members > ARCHIVE_MEMBERS_MAX) unpacked.excess ??= "too-many-entries";
  };
  const isRead = pushAll((piece, isLast) => gunzipper.push(piece, isLast), bytes, unpacked);
  if (unpacked.excess !== null) return fail({ code: unpacked.excess, name: null });
  if (!isRead) return fail({ code: "damaged", name: null });
  endMember(bytes.length);
  return isWhole ? ok(unpacked.joined()) : fail({ code: "damaged", name: null });
}

function hasTrailer(bytes: Uint8Array, end: number, crc: number, length: number): boolean {
  if (end < TRAILER_BYTES) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset + end - TRAILER_BYTES, TRAILER_BYTES);
  return view.getUint32(0, true) === crc && view.getUint32(4, true) === length;
}
