/**
 * The text of a QIF file cut into its lists and their records. A list begins with `!Type:…` or
 * `!Account`; a record ends with `^`; a line is a letter and what it says. Nothing is understood
 * here but where records begin and end.
 */

import { fail, ok } from "../../result.ts";
import type { Result } from "../../result.ts";
import { FIELD_LENGTH_MAX, RECORDS_MAX } from "../limits.ts";

/** One line of a record. */
export interface QifField {
  readonly code: string;
  readonly value: string;
}

/** One record; `line` is its first. */
export interface QifRecord {
  readonly line: number;
  readonly fields: readonly QifField[];
}

/** Records under one heading: "bank", "oth a", "cat", "account", … in lower case. */
export interface QifList {
  readonly kind: string;
  /** As written. */
  readonly title: string;
  readonly line: number;
  readonly records: readonly QifRecord[];
}

/** Why a text cannot be cut into records. */
export interface NotRecords {
  readonly code: "line-too-long" | "too-many-records";
  readonly line: number;
}

const HEADING = /^!\s{0,4}(?:type\s{0,4}:\s{0,4}([^:]*)|(account|option|clear)\b)/iu;

/** Returns the lists of a text whose lines end in "\n"; records before any heading are a bank's. */
export function cutLists(text: string): Result<readonly QifList[], NotRecords> {
  let records: QifRecord[] = [];
  const lists: QifList[] = [];
  let heading = { kind: "bank", title: "Bank", line: 1 };
  let fields: QifField[] = [];
  let first = 1;
  let count = 0;
  const finishRecord = (): void => {
    if (fields.length > 0) records.push({ line: first, fields });
    count += fields.length > 0 ? 1 : 0;
    fields = [];
  };
  const finishList = (): void => {
    finishRecord();
    if (records.length > 0 || heading.kind === "clear") lists.push({ ...heading, records });
    records = [];
  };
  let line = 0;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    line += 1;
    if (end - start > FIELD_LENGTH_MAX) return fail({ code: "line-too-long", line });
    const written = text.slice(start, end).trimStart();
    start = end + 1;
    const found = written.startsWith("!") ? HEADING.exec(written) : null;
    if (found !== null) {
      finishList();
      const title = (found[1] ?? found[2] ?? "").trim();
      heading = { kind: title.toLowerCase(), title, line };
    } else if (written.startsWith("^")) {
      finishRecord();
    } else if (written !== "") {
      if (fields.length === 0) first = line;
      fields.push({ code: written.charAt(0), value: written.slice(1).trim() });
    }
    if (count > RECORDS_MAX) return fail({ code: "too-many-records", line });
  }
  finishList();
  return ok(lists);
}

/** Returns the value of the first line with a letter, or "". */
export function fieldOf({ fields }: QifRecord, code: string): string {
  return fields.find((field) => field.code === code)?.value ?? "";
}
