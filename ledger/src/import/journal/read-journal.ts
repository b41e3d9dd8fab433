/**
 * A plain-text accounting journal of hledger, ledger or Beancount: its transactions, with all their
 * postings. A journal of hledger or ledger that these would refuse is refused, with the lines that
 * are wrong; of a Beancount file the good transactions are taken and the errors told, as it does.
 */

import { sentence } from "../../sentence.ts";
import { isBeancount } from "../beancount/is-beancount.ts";
import { readBeancount } from "../beancount/read-beancount.ts";
import { finishFile } from "../finish-file.ts";
import { rejectedFile } from "../imported-file.ts";
import type { ImportedFile, ImportOptions, ImportWarning } from "../imported-file.ts";
import { RECORDS_MAX } from "../limits.ts";
import { decodeText } from "../text-decoding.ts";
import { DecimalMarks } from "./decimal-marks.ts";
import type { AccountType, Journal, JournalRemark } from "./entry.ts";
import { accountsOf, CommodityCodes, rowsOfEntries } from "./journal-rows.ts";
import { parseJournal } from "./parse-journal.ts";
import { resolveTransactions } from "./resolve.ts";

/** Returns what a journal holds. */
export function readJournal(bytes: Uint8Array<ArrayBuffer>, options: ImportOptions): ImportedFile {
  const decoded = decodeText(bytes, null);
  if (!decoded.ok) {
    return rejectedFile(
      "journal",
      null,
      sentence("Byte {offset} of the file is zero: it is not text.", {
        offset: decoded.error.offset,
      }),
    );
  }
  const { text, encoding, remark } = decoded.value;
  const read = isBeancount(text) ? readBeancount(text) : readLedger(text, options);
  const warnings: ImportWarning[] = [
    ...(remark === null ? [] : [{ line: null, text: remark, isRecord: false }]),
    ...read.warnings,
  ];
  const [error] = read.errors;
  if (error !== undefined) return refused(read.errors, encoding, error);
  const codes = new CommodityCodes(options.currency ?? null);
  const rows = rowsOfEntries(read.entries, codes);
  if (rows.length > RECORDS_MAX) {
    return rejectedFile(
      "journal",
      encoding,
      sentence("The file has more than {most} transactions.", { most: RECORDS_MAX }),
    );
  }
  return finishFile({
    format: "journal",
    encoding,
    rows,
    warnings,
    questions: [...read.questions, ...codes.questions],
    balances: new Map(),
    emptyReason: sentence("The journal has no transactions: there is nothing to import."),
    options,
    accounts: accountsOf(rows, read.accounts, read.tops),
  });
}

/** The first error is the reason; all of them are listed. */
function refused(
  errors: readonly JournalRemark[],
  encoding: string,
  { line, text }: JournalRemark,
): ImportedFile {
  const reason =
    errors.length === 1
      ? sentence("Line {line}: {text}", { line, text })
      : sentence("Line {line}: {text} It is the first of {count} errors.", {
          line,
          text,
          count: errors.length,
        });
  return {
    ...rejectedFile("journal", encoding, reason),
    warnings: errors.map((each) => ({ ...each, isRecord: true })),
  };
}

const NO_TOPS: ReadonlyMap<string, AccountType> = new Map();

function readLedger(
  text: string,
  options: ImportOptions,
): Journal & { readonly tops: ReadonlyMap<string, AccountType> } {
  const marks = new DecimalMarks(options.decimal ?? null);
  // The first reading only learns which decimal mark the file has.
  parseJournal(text, marks);
  marks.forgetGuesses();
  const written = parseJournal(text, marks);
  const resolved = resolveTransactions(written.transactions, (commodity) =>
    marks.precisionOf(commodity),
  );
  const errors = [...written.errors, ...resolved.errors].toSorted((a, b) => a.line - b.line);
  const remarks = written.warnings.map((each) => ({ ...each, isRecord: false }));
  return {
    entries: resolved.entries,
    accounts: written.accounts,
    errors,
    warnings: [...remarks, ...resolved.warnings].toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)),
    questions: marks.questions(),
    tops: NO_TOPS,
  };
}
