/** Which reader reads which format; none, or null from it, means that the file is not one of a bank. */
import { readCamt } from "./camt/read-camt.ts";
import { isCofferCsv, readCofferCsv } from "./coffer/read-coffer-csv.ts";
import { readAppJson } from "./apps/read-app-json.ts";
import { readCofferJson } from "./coffer/read-coffer-json.ts";
import { readCsv } from "./csv/read-csv.ts";
import type { DetectedFormat } from "./detect.ts";
import { readGnuCashXml } from "./gnucash/read-gnucash-xml.ts";
import { rejectedFile, type ImportedFile, type ImportOptions } from "./imported-file.ts";
import { parseExactJson } from "./json-numbers.ts";
import { readJournal } from "./journal/read-journal.ts";
import { readMt940 } from "./mt940/read-mt940.ts";
import { readOfx } from "./ofx/read-ofx.ts";
import { isPrototypeUsers, PROTOTYPE_USERS_REASON } from "./prototype.ts";
import { readQif } from "./qif/read-qif.ts";
import { readSqlite } from "./sqlite/read-sqlite.ts";
import { decodeText } from "./text-decoding.ts";

type Bytes = Uint8Array<ArrayBuffer>;

type Reader = (bytes: Bytes, options: ImportOptions) => ImportedFile | null;

/** The readers, by what the bytes of a file show. */
export const readers: Readonly<Partial<Record<DetectedFormat, Reader>>> = {
  camt: readCamt,
  csv: (bytes, options) => readTable(bytes, options),
  gnucash: readGnuCashXml,
  json: (bytes, options) => readJson(bytes, options),
  journal: readJournal,
  mt940: readMt940,
  ofx: readOfx,
  qif: readQif,
  xml: readCamt,
  sqlite: readSqlite,
};

/** A table of Coffer itself, or of anybody. */
function readTable(bytes: Bytes, options: ImportOptions): ImportedFile {
  const decoded = decodeText(bytes, "utf-8");
  const text = decoded.ok ? decoded.value.text : "";
  return isCofferCsv(text) ? readCofferCsv(text, options) : readCsv(bytes, options);
}

function readJson(bytes: Bytes, options: ImportOptions): ImportedFile | null {
  if (isPrototypeUsers(bytes)) return rejectedFile("json", null, PROTOTYPE_USERS_REASON);
  const decoded = decodeText(bytes, "utf-8");
  const json = decoded.ok ? parseExactJson(decoded.value.text) : null;
  if (json === null || !decoded.ok) return null;
  return (
    readCofferJson(json, options) ?? readAppJson(json, decoded.value.text, decoded.value, options)
  );
}
