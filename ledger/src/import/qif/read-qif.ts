/**
 * A QIF file, whole: its lists, what its dates and amounts mean, its records. The format names
 * neither the order of its dates nor its decimal sign nor a currency; what the file as a whole does
 * not settle becomes a question.
 */

import { sentence, type Sentence } from "../../sentence.ts";
import { decodeText } from "../text-decoding.ts";
import { decideDateOrder } from "../csv/date-order.ts";
import { decimalSignOf } from "../csv/decimal-sign.ts";
import { finishFile } from "../finish-file.ts";
import { rejectedFile } from "../imported-file.ts";
import type {
  ImportedFile,
  ImportOptions,
  ImportQuestion,
  ImportWarning,
} from "../imported-file.ts";
import { FIELD_LENGTH_MAX, RECORDS_MAX } from "../limits.ts";
import { readEntry } from "./entries.ts";
import type { EntryContext, QifEntry } from "./entries.ts";
import { sortLists } from "./lists.ts";
import type { QifContents } from "./lists.ts";
import { plainDate } from "./qif-values.ts";
import { cutLists, fieldOf } from "./records.ts";
import type { NotRecords, QifRecord } from "./records.ts";
import { rowsOf } from "./rows.ts";

/** Returns what a QIF file holds. */
export function readQif(bytes: Uint8Array<ArrayBuffer>, options: ImportOptions): ImportedFile {
  const decoded = decodeText(bytes, null);
  if (!decoded.ok) {
    return rejectedFile(
      "qif",
      null,
      sentence("Byte {offset} of the file is zero: it is not text.", {
        offset: decoded.error.offset,
      }),
    );
  }
  const { encoding, remark } = decoded.value;
  const lists = cutLists(decoded.value.text.replaceAll("\r\n", "\n").replaceAll("\r", "\n"));
  if (!lists.ok) return rejectedFile("qif", encoding, recordsReason(lists.error));
  const warnings: ImportWarning[] =
    remark === null ? [] : [{ line: null, text: remark, isRecord: false }];
  const contents = sortLists(lists.value, warnings);
  const questions: ImportQuestion[] = [];
  const written = writtenValues(contents);
  const sign = answeredSign(written.amounts, options, questions);
  const order = answeredOrder(written.dates, sign, options, questions);
  const entries = readEntries({ contents, order, sign, warnings });
  const { rows, accounts, categories } = rowsOf(entries, contents, sign);
  return finishFile({
    format: "qif",
    encoding,
    rows,
    warnings,
    questions,
    balances: new Map(),
    emptyReason: sentence("The file's lists hold no transactions: there is nothing to import."),
    options,
    accounts,
    categories,
  });
}

function recordsReason({ code, line }: NotRecords): Sentence {
  return code === "line-too-long"
    ? sentence("Line {line}: the field has more than {most} characters.", {
        line,
        most: FIELD_LENGTH_MAX,
      })
    : sentence("The file has more than {most} transactions.", { most: RECORDS_MAX });
}

function readEntries(context: EntryContext): QifEntry[] {
  const entries: QifEntry[] = [];
  for (const book of context.contents.books) {
    for (const [index, record] of book.records.entries()) {
      entries.push(readEntry(record, book, index === 0, context));
    }
  }
  return entries;
}

/** Prices and numbers of shares have decimals of their own and say nothing of amounts. */
function writtenValues({ books }: QifContents): {
  readonly dates: readonly string[];
  readonly amounts: readonly string[];
} {
  const dates: string[] = [];
  const amounts: string[] = [];
  for (const { records } of books) {
    for (const record of records) {
      dates.push(plainDate(fieldOf(record, "D")));
      addAmounts(record, amounts);
    }
  }
  return { dates, amounts };
}

function addAmounts({ fields }: QifRecord, amounts: string[]): void {
  for (const { code, value } of fields) {
    if (code === "T" || code === "U" || code === "$") amounts.push(value);
  }
}

function answeredSign(
  amounts: readonly string[],
  { decimal }: ImportOptions,
  questions: ImportQuestion[],
): "." | "," {
  if (decimal !== undefined) return decimal;
  const { sign, isGuess } = decimalSignOf(amounts);
  if (isGuess) questions.push({ about: "decimal", choices: [".", ","], taken: sign });
  return sign;
}

function answeredOrder(
  dates: readonly string[],
  sign: "." | ",",
  { dateOrder }: ImportOptions,
  questions: ImportQuestion[],
): EntryContext["order"] {
  if (dateOrder !== undefined) return dateOrder;
  // Quicken is American, and so are files with its amounts, unless something speaks against it.
  const hints = { isAmerican: sign === ".", isEuropean: sign === "," };
  const decided = decideDateOrder(dates, hints);
  // No program writes two digits of a year first where they could be something else.
  const others = decided.choices.filter((order) => order !== "YMD");
  const choices = others.length === 0 ? decided.choices : others;
  const taken = choices.includes(decided.taken) ? decided.taken : (choices[0] ?? decided.taken);
  if (choices.length > 1) questions.push({ about: "date-order", choices, taken });
  return taken;
}
