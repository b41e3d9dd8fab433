/**
 * Any file of a bank or of another app: bytes in, statements out. Pure: no files, no clock, no memory
 * of earlier files. A file ends in one of four outcomes and never in an exception, whatever its
 * bytes are.
 */

import { sentence } from "../sentence.ts";
import { withConsequences } from "./consequences.ts";
import { detectFormat } from "./detect.ts";
import { rejectedFile } from "./imported-file.ts";
import type { ImportedFile, ImportOptions } from "./imported-file.ts";
import { FILE_BYTES_MAX } from "./limits.ts";
import { reasonsNotRead, unknownReason } from "./not-read.ts";
import { readGzip, readZip } from "./read-archive.ts";
import { readers } from "./readers.ts";

/** Returns what a file holds; `options` answer the questions of an earlier reading. */
export function importFile(bytes: Uint8Array<ArrayBuffer>, options: ImportOptions): ImportedFile {
  const read = (answers: ImportOptions): ImportedFile => readFile(bytes, answers);
  return withConsequences(read(options), options, read);
}

function readFile(bytes: Uint8Array<ArrayBuffer>, options: ImportOptions): ImportedFile {
  const format = detectFormat(bytes);
  if (bytes.length > FILE_BYTES_MAX) {
    const most = FILE_BYTES_MAX / 1024 / 1024;
    return rejectedFile(format, null, sentence("The file is larger than {most} MiB.", { most }));
  }
  if (format === "zip") return readZip(bytes, options, readUnpacked);
  if (format === "gzip") return readGzip(bytes, options, readUnpacked);
  return readUnpacked(bytes, options);
}

/** A file that is no archive; what is packed within an archive stays packed. */
function readUnpacked(bytes: Uint8Array<ArrayBuffer>, options: ImportOptions): ImportedFile {
  const format = detectFormat(bytes);
  const read = readers[format]?.(bytes, options) ?? null;
  return read ?? rejectedFile(format, null, reasonsNotRead[format] ?? unknownReason);
}
