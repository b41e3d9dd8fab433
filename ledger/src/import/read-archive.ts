/**
 * A ZIP or gzip file: what is in it is read like any file, and what a ZIP holds becomes one file.
 * Here it is decided what a ZIP is: statements side by side, the export of an app, or a spreadsheet,
 * which is a ZIP too.
 */

import { sentence } from "../sentence.ts";
import { archiveReason } from "./archive/archive-error.ts";
import { gunzip } from "./archive/gunzip.ts";
import { mergeFiles } from "./archive/merge-files.ts";
import { unzip } from "./archive/unzip.ts";
import type { ZipEntry } from "./archive/unzip.ts";
import { rejectedFile } from "./imported-file.ts";
import type { ImportedFile, ImportOptions } from "./imported-file.ts";
import { FILE_BYTES_MAX } from "./limits.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** Reads one file of an archive. */
type ReadFile = (bytes: Bytes, options: ImportOptions) => ImportedFile;

/** Returns what the files of a ZIP hold together. */
export function readZip(bytes: Bytes, options: ImportOptions, read: ReadFile): ImportedFile {
  const unpacked = unzip(bytes);
  if (!unpacked.ok) return rejectedFile("zip", null, archiveReason(unpacked.error));
  const entries = unpacked.value;
  if (isSpreadsheet(entries.map(({ name }) => name))) {
    const reason = sentence(
      "This is a spreadsheet (XLSX, ODS), which Coffer cannot read; save it as CSV.",
    );
    return rejectedFile("zip", null, reason);
  }
  const budget = budgetOf(entries);
  if (budget !== undefined) return readLimited(budget.bytes, options, read);
  return mergeFiles(
    entries.map((entry) => ({ name: entry.name, file: readLimited(entry.bytes, options, read) })),
  );
}

/** Returns what a gzip file holds. */
export function readGzip(bytes: Bytes, options: ImportOptions, read: ReadFile): ImportedFile {
  const unpacked = gunzip(bytes);
  return unpacked.ok
    ? readLimited(unpacked.value, options, read)
    : rejectedFile("gzip", null, archiveReason(unpacked.error));
}

/** The limit of a file holds within an archive too. */
function readLimited(bytes: Bytes, options: ImportOptions, read: ReadFile): ImportedFile {
  if (bytes.length <= FILE_BYTES_MAX) return read(bytes, options);
  const most = FILE_BYTES_MAX / 1024 / 1024;
  return rejectedFile("binary", null, sentence("The file is larger than {most} MiB.", { most }));
}

/** The database of an Actual budget, whose export has nothing beside it but what describes it. */
function budgetOf(entries: readonly ZipEntry[]): ZipEntry | undefined {
  const [budget, ...more] = entries.filter(({ name }) => !/(?:^|\/)metadata\.json$/u.test(name));
  return more.length === 0 && /(?:^|\/)db\.sqlite$/u.test(budget?.name ?? "") ? budget : undefined;
}

/** What Office Open XML (ECMA-376), OpenDocument and Apple's Numbers call their parts. */
const SPREADSHEET_PARTS: readonly string[] = [
  "xl/workbook.xml",
  "xl/workbook.bin",
  "content.xml",
  "Index/Document.iwa",
];

function isSpreadsheet(names: readonly string[]): boolean {
  return SPREADSHEET_PARTS.some((part) => names.includes(part));
}
