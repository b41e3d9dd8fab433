/**
 * A ZIP archive to its files. Folders and what programs leave beside a person's files (`__MACOSX/`,
 * names with a dot before them) are left out; an archive within the archive stays packed.
 */

import { Inflate } from "fflate";
import { fail, ok } from "../../result.ts";
import type { Result } from "../../result.ts";
import { displayText } from "../display-text.ts";
import type { ArchiveError } from "./archive-error.ts";
import { UnpackBudget, Unpacked, pushAll } from "./unpacked.ts";
import { readDirectory } from "./zip-directory.ts";
import type { DirectoryEntry } from "./zip-directory.ts";

/** One file of an archive; `name` is its path with `/`, safe to show. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Returns the files of an archive, in the order of its directory. */
export function unzip(bytes: Uint8Array): Result<readonly ZipEntry[], ArchiveError> {
  const directory = readDirectory(bytes);
  if (!directory.ok) return directory;
  const budget = new UnpackBudget(bytes.length);
  const files: ZipEntry[] = [];
  for (const entry of directory.value) {
    const name = displayText(entry.name.replaceAll("\\", "/"));
    if (!isFile(name)) continue;
    const unpacked = unpack({ ...entry, name }, budget);
    if (!unpacked.ok) return unpacked;
    files.push({ name, bytes: unpacked.value });
  }
  return ok(files);
}

function isFile(path: string): boolean {
  if (path.endsWith("/")) return false;
  return !path.split("/").some((part) => part.startsWith(".") || part === "__MACOSX");
}

function unpack(
  { name, compression, crc, size, packed }: DirectoryEntry,
  budget: UnpackBudget,
): Result<Uint8Array<ArrayBuffer>, ArchiveError> {
  const unpacked = new Unpacked(budget);
  let isRead = true;
  if (compression === 0) unpacked.add(packed);
  else {
    const inflate = new Inflate((piece) => {
      unpacked.add(piece);
    });
    isRead = pushAll((piece, isLast) => inflate.push(piece, isLast), packed, unpacked);
  }
  if (unpacked.excess !== null) return fail({ code: unpacked.excess, name });
  const isWhole = isRead && unpacked.length === size && unpacked.crc === crc;
  return isWhole ? ok(unpacked.joined()) : fail({ code: "damaged", name });
}
