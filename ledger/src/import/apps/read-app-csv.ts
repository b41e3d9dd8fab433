/**
 * Tables of other apps, recognised by the names of their columns, never by a file's name. A table of a bank
 * is none of them.
 */
import type { Sentence } from "../../sentence.ts";
import { isActual, readActualCsv } from "../actual/read-actual-csv.ts";
import type { CsvRecord } from "../csv/tokenize.ts";
import { rejectedFile } from "../imported-file.ts";
import type { AppFormat, ImportedFile, ImportOptions } from "../imported-file.ts";
import { AppRows } from "./app-rows.ts";
import { appTable, hasColumns, type AppTable } from "./app-table.ts";
import { isEzbookkeeping, readEzbookkeeping } from "./ezbookkeeping.ts";
import { isFirefly, readFirefly } from "./firefly.ts";
import { headlessMint, isMint, readMint } from "./mint.ts";
import { readSimpleApp } from "./read-simple-app.ts";
import { SIMPLE_APPS } from "./simple-apps.ts";
import { isYnabRegister, readYnabRegister, refusalOfYnabPlan } from "./ynab-register.ts";

/** How a file was decoded. */
export interface Decoded {
  readonly encoding: string;
  readonly remark: Sentence | null;
}

interface Reader {
  readonly format: AppFormat;
  readonly read: (table: AppTable, rows: AppRows) => void;
}

/** Returns what an app's table holds, or null if the records are of no app; blank records are left out. */
export function readAppCsv(
  records: readonly CsvRecord[],
  { encoding, remark }: Decoded,
  options: ImportOptions,
): ImportedFile | null {
  const [header, ...data] = records;
  if (header === undefined) return null;
  const headed = appTable(header.cells, data);
  const refusal = refusalOfYnabPlan(headed);
  if (refusal !== null) return rejectedFile("ynab", encoding, refusal);
  const headless = headlessMint(records);
  const reader = headless === null ? readerOf(headed) : { format: "mint" as const, read: readMint };
  if (reader === null) return null;
  const rows = new AppRows(options);
  if (remark !== null) rows.warn(null, remark);
  reader.read(headless ?? headed, rows);
  return rows.finish(reader.format, encoding);
}

function readerOf(table: AppTable): Reader | null {
  if (isActual(table)) return { format: "actual", read: readActualCsv };
  if (isFirefly(table)) return { format: "firefly", read: readFirefly };
  if (isMint(table)) return { format: "mint", read: readMint };
  if (isEzbookkeeping(table)) return { format: "ezbookkeeping", read: readEzbookkeeping };
  if (isYnabRegister(table)) return { format: "ynab", read: readYnabRegister };
  const app = SIMPLE_APPS.find(({ needs }) => hasColumns(table, needs));
  if (app === undefined) return null;
  return { format: app.format, read: (of, rows) => readSimpleApp(app, of, rows) };
}
