/**
 * Coffer's own JSON (export/json.ts), back as rows: every transaction with what it did to each
 * account, categories by their path, what was on an account before as a transaction of its own. Ids
 * are kept as the transactions' names, so that a file that is read again is known. A record that is
 * damaged is left out and told by its number in the file, counted from 1.
 */
import { parseDay, type Day } from "../../calendar/day.ts";
import { sentence } from "../../sentence.ts";
import { finishFile } from "../finish-file.ts";
import { rejectedFile, type ImportedFile, type ImportOptions } from "../imported-file.ts";
import type { ExactJson } from "../json-numbers.ts";
import { RECORDS_MAX } from "../limits.ts";
import { CofferRecords, fieldsOf, listOf } from "./coffer-records.ts";

/** The version of the export that is read (export/json.ts). */
const version = "1";

/** Returns what an export holds, or null if the JSON is something else. */
export function readCofferJson(json: ExactJson, options: ImportOptions): ImportedFile | null {
  const file = fieldsOf(json.value);
  if (file === null || file["format"] !== "coffer") return null;
  if (json.numberText(file["version"]) !== version) {
    return rejectedFile(
      "coffer",
      "utf-8",
      sentence(
        "The file is of another version of Coffer's JSON than {version}, which this Coffer does not know.",
        { version },
      ),
    );
  }
  const transactions = listOf(file["transactions"]);
  if (transactions.length > RECORDS_MAX) {
    return rejectedFile(
      "coffer",
      "utf-8",
      sentence("The file has more than {most} transactions.", { most: RECORDS_MAX }),
    );
  }
  const records = new CofferRecords(
    listOf(file["accounts"]),
    listOf(file["categories"]),
    firstDayOf(transactions),
    currencyOf(file["settings"]),
  );
  for (const [index, each] of transactions.entries()) records.readTransaction(each, index + 1);
  return finishFile({
    format: "coffer",
    encoding: "utf-8",
    rows: records.rows,
    warnings: records.warnings,
    questions: [],
    balances: new Map(),
    emptyReason: sentence("The file has no transactions: there is nothing to import."),
    options,
    accounts: records.accounts(),
    categories: records.categories(),
  });
}

function firstDayOf(transactions: readonly unknown[]): Day {
  let first: Day | undefined;
  for (const each of transactions) {
    const day = fieldsOf(each)?.["day"];
    const read = typeof day === "string" ? parseDay(day) : undefined;
    if (read !== undefined && (first === undefined || read < first)) first = read;
  }
  return first ?? 0;
}

function currencyOf(settings: unknown): string | null {
  const currency = fieldsOf(settings)?.["currency"];
  return typeof currency === "string" ? currency : null;
}
