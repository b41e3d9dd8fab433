/** JSON files of other apps, recognised by what is in them. */
import { sentence } from "../../sentence.ts";
import { rejectedFile, type ImportedFile, type ImportOptions } from "../imported-file.ts";
import type { ExactJson } from "../json-numbers.ts";
import { RECORDS_MAX } from "../limits.ts";
import { AppRows } from "./app-rows.ts";
import { fieldsOf, objectsOf } from "./json-fields.ts";
import { readYnabAnswer, ynabAnswer } from "./ynab-api.ts";
import { isYnab4, readYnab4 } from "./ynab4.ts";
import type { Decoded } from "./read-app-csv.ts";

/** Returns what an app's JSON holds, or null if it is of no app; `text` is what was parsed. */
export function readAppJson(
  json: ExactJson,
  text: string,
  { encoding, remark }: Decoded,
  options: ImportOptions,
): ImportedFile | null {
  const file = fieldsOf(json.value);
  const answer = file === null ? null : ynabAnswer(file);
  if (file === null || (answer === null && !isYnab4(file))) return null;
  if (objectsOf((answer ?? file)["transactions"]).length > RECORDS_MAX) {
    return rejectedFile(
      "ynab",
      encoding,
      sentence("The file has more than {most} transactions.", { most: RECORDS_MAX }),
    );
  }
  const rows = new AppRows(options);
  if (remark !== null) rows.warn(null, remark);
  if (answer === null) readYnab4(json, text, rows);
  else readYnabAnswer(answer, json, text, rows);
  return rows.finish("ynab", encoding);
}
