/**
 * Any file of a bank: bytes in, statements out. Pure: no files, no clock, no memory of earlier
 * files. A file ends in one of four outcomes and never in an exception, whatever its bytes are.
 */

import { sentence, type Sentence } from "../sentence.ts";
import { readCsv } from "./csv/read-csv.ts";
import { detectFormat } from "./detect.ts";
import { rejectedFile } from "./imported-file.ts";
import type { FileFormat, ImportedFile, ImportOptions } from "./imported-file.ts";
import { FILE_BYTES_MAX } from "./limits.ts";
import { readOfx } from "./ofx/read-ofx.ts";
import { isPrototypeUsers, PROTOTYPE_USERS_REASON } from "./prototype.ts";

/** Returns what a file holds; `options` answer the questions of an earlier reading. */
export function importFile(bytes: Uint8Array<ArrayBuffer>, options: ImportOptions): ImportedFile {
  const format = detectFormat(bytes);
  if (bytes.length > FILE_BYTES_MAX) {
    const most = FILE_BYTES_MAX / 1024 / 1024;
    return rejectedFile(format, null, sentence("The file is larger than {most} MiB.", { most }));
  }
  if (format === "ofx" || format === "qfx") return readOfx(bytes, options);
  if (format === "csv") return readCsv(bytes, options);
  if (format === "json" && isPrototypeUsers(bytes)) {
    return rejectedFile(format, null, PROTOTYPE_USERS_REASON);
  }
  return rejectedFile(format, null, reasonNotRead(format));
}

function reasonNotRead(format: Exclude<FileFormat, "ofx" | "qfx" | "csv">): Sentence {
  switch (format) {
    case "qif":
      return sentence("This is a QIF file, which Coffer cannot read yet.");
    case "camt":
      return sentence("This is a CAMT file (ISO 20022 XML), which Coffer cannot read yet.");
    case "mt940":
      return sentence("This is an MT940 file, which Coffer cannot read yet.");
    case "zip":
      return sentence(
        "This is a ZIP archive or a spreadsheet (XLSX, ODS), which Coffer cannot read yet; save it as CSV.",
      );
    case "gzip":
      return sentence("This is a compressed file, which Coffer cannot read yet; unpack it first.");
    case "sqlite":
      return sentence("This is a SQLite database, which Coffer cannot read.");
    case "pdf":
      return sentence("This is a PDF, which Coffer cannot read; ask the bank for CSV or OFX.");
    case "xls":
      return sentence(
        "This is an old spreadsheet (XLS), which Coffer cannot read; save it as CSV.",
      );
    case "xml":
      return sentence("This is an XML file of a kind that Coffer does not know.");
    case "json":
      return sentence("This is a JSON file, not a bank file.");
    case "html":
      return sentence("This is a web page, not a bank file: the download may have failed.");
    case "image":
      return sentence("This is a picture, which Coffer cannot read.");
    case "binary":
      return sentence("This is no text file, and of no kind that Coffer knows.");
    case "empty":
      return sentence("The file is empty.");
  }
}
