/**
 * Any file of a bank: bytes in, statements out. Pure: no files, no clock, no memory of earlier
 * files. A file ends in one of four outcomes and never in an exception, whatever its bytes are.
 */

import { sentence, type Sentence } from "../sentence.ts";
import { isCofferCsv, readCofferCsv } from "./coffer/read-coffer-csv.ts";
import { readCofferJson } from "./coffer/read-coffer-json.ts";
import { readCsv } from "./csv/read-csv.ts";
import { detectFormat, type DetectedFormat } from "./detect.ts";
import { rejectedFile } from "./imported-file.ts";
import type { ImportedFile, ImportOptions } from "./imported-file.ts";
import { parseExactJson } from "./json-numbers.ts";
import { FILE_BYTES_MAX } from "./limits.ts";
import { readOfx } from "./ofx/read-ofx.ts";
import { decodeText } from "./text-decoding.ts";
import { isPrototypeUsers, PROTOTYPE_USERS_REASON } from "./prototype.ts";

/** Returns what a file holds; `options` answer the questions of an earlier reading. */
export function importFile(bytes: Uint8Array<ArrayBuffer>, options: ImportOptions): ImportedFile {
  const format = detectFormat(bytes);
  if (bytes.length > FILE_BYTES_MAX) {
    const most = FILE_BYTES_MAX / 1024 / 1024;
    return rejectedFile(format, null, sentence("The file is larger than {most} MiB.", { most }));
  }
  if (format === "ofx" || format === "qfx") return readOfx(bytes, options);
  if (format === "csv") return readOwnCsv(bytes, options) ?? readCsv(bytes, options);
  if (format === "json") {
    const read = readJson(bytes, options);
    if (read !== null) return read;
  }
  return rejectedFile(format, null, reasonNotRead(format));
}

function readOwnCsv(bytes: Uint8Array<ArrayBuffer>, options: ImportOptions): ImportedFile | null {
  const decoded = decodeText(bytes, "utf-8");
  return decoded.ok && isCofferCsv(decoded.value.text)
    ? readCofferCsv(decoded.value.text, options)
    : null;
}

function readJson(bytes: Uint8Array<ArrayBuffer>, options: ImportOptions): ImportedFile | null {
  if (isPrototypeUsers(bytes)) return rejectedFile("json", null, PROTOTYPE_USERS_REASON);
  const decoded = decodeText(bytes, "utf-8");
  const json = decoded.ok ? parseExactJson(decoded.value.text) : null;
  return json === null ? null : readCofferJson(json, options);
}

function reasonNotRead(format: Exclude<DetectedFormat, "ofx" | "qfx" | "csv">): Sentence {
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
