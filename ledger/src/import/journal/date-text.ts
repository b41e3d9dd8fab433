/**
 * The head of a transaction of hledger or ledger: date, second date, status, code, description,
 * comment.
 */

import { dayFromCivil, type Day } from "../../calendar/day.ts";
import { sentence, type Sentence } from "../../sentence.ts";
import { displayText } from "../display-text.ts";

/** The first line of a transaction. */
export interface TransactionHead {
  readonly day: Day;
  readonly status: "" | "*" | "!";
  readonly code: string | null;
  readonly text: string;
  readonly note: string;
}

const DATE = /^(?:(\d{4})([-/.]))?(\d{1,2})([-/.])(\d{1,2})(?=$|[\s=;*!])/u;

/** Returns the head of a transaction, or why the line is none; `year` is the one of short dates. */
export function readHead(text: string, year: number | null): TransactionHead | Sentence {
  const match = DATE.exec(text);
  if (match === null) return invalidDate(text);
  const [all, own, , month, , dayOfMonth] = match;
  if (own === undefined && year === null) {
    return sentence("The date has no year; put a line “Y 2026” with the right year before it.");
  }
  const day = dayFromCivil(Number(own ?? year), Number(month), Number(dayOfMonth));
  if (day === undefined) return invalidDate(text);
  const second = /^=\S{1,20}/u.exec(text.slice(all.length))?.[0] ?? "";
  const { status, code, rest } = marksOf(text.slice(all.length + second.length).trim());
  const semicolon = rest.indexOf(";");
  return {
    day,
    status,
    code,
    text: displayText(semicolon < 0 ? rest : rest.slice(0, semicolon)),
    note: semicolon < 0 ? "" : displayText(rest.slice(semicolon + 1)),
  };
}

function marksOf(text: string): Pick<TransactionHead, "status" | "code"> & {
  readonly rest: string;
} {
  const status = text.startsWith("*") || text.startsWith("!") ? (text[0] as "*" | "!") : "";
  const afterStatus = text.slice(status.length).trimStart();
  const end = afterStatus.startsWith("(") ? afterStatus.indexOf(")") : -1;
  if (end < 0) return { status, code: null, rest: afterStatus };
  const code = displayText(afterStatus.slice(1, end));
  return { status, code: code === "" ? null : code, rest: afterStatus.slice(end + 1).trim() };
}

function invalidDate(text: string): Sentence {
  return sentence("“{text}” is no date; journals write 2026-01-31 or 2026/01/31.", {
    text: displayText(/^\S{0,40}/u.exec(text)?.[0] ?? ""),
  });
}
