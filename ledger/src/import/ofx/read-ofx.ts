/**
 * An OFX or QFX file, whole: its head, its elements, its statements. Files that are damaged so that
 * no statement is left are refused; a message without transactions is said to be one, with the
 * bank's own error if it sent one.
 */

import { decodeText } from "../text-decoding.ts";
import { displayText } from "../display-text.ts";
import { finishFile } from "../finish-file.ts";
import { rejectedFile } from "../imported-file.ts";
import type { ImportedFile, ImportOptions, ImportWarning } from "../imported-file.ts";
import { RECORDS_MAX, STATEMENTS_MAX } from "../limits.ts";
import { parseElements } from "./elements.ts";
import type { Element, NotElements } from "./elements.ts";
import { declaredEncoding } from "./header.ts";
import { findAll, findStatements, readStatement, valueOf } from "./statements.ts";
import type { StatementRows } from "./statements.ts";

/** Returns what an OFX file holds. */
export function readOfx(bytes: Uint8Array<ArrayBuffer>, options: ImportOptions): ImportedFile {
  const decoded = decodeText(bytes, declaredEncoding(bytes));
  if (!decoded.ok) {
    return rejectedFile(
      "ofx",
      null,
      `Byte ${decoded.error.offset} of the file is zero: it is not text.`,
    );
  }
  const { text, encoding, remark } = decoded.value;
  const format = /<INTU\.[A-Z]/iu.test(text) ? "qfx" : "ofx";
  const parsed = parseElements(text);
  if (!parsed.ok) return rejectedFile(format, encoding, elementsReason(parsed.error));
  const { root, strayEnds, isComplete } = parsed.value;
  const message = root.children.find(({ name }) => name === "OFX");
  if (message === undefined) {
    return rejectedFile(format, encoding, "The file has no <OFX> element: it is not an OFX file.");
  }
  const statements = findStatements(message);
  if (statements.length > STATEMENTS_MAX) {
    return rejectedFile(format, encoding, `The file has more than ${STATEMENTS_MAX} statements.`);
  }
  if (statements.length === 0 && (strayEnds > 0 || hasLooseRecords(message))) {
    return rejectedFile(
      format,
      encoding,
      "The file is damaged: its elements do not close, and no statement is left.",
    );
  }
  const warnings: ImportWarning[] =
    remark === null ? [] : [{ line: null, text: remark, isRecord: false }];
  if (!isComplete && statements.length > 0) {
    const remarkOfEnd = "The file ends before its last element does: it may have been cut off.";
    warnings.push({ line: null, text: remarkOfEnd, isRecord: false });
  }
  const into: StatementRows = { rows: [], warnings, balances: new Map() };
  for (const statement of statements) readStatement(statement, into);
  if (into.rows.length > RECORDS_MAX) {
    return rejectedFile(format, encoding, `The file has more than ${RECORDS_MAX} transactions.`);
  }
  if (into.rows.length > 0) warnLooseRecords(message, statements, warnings);
  return finishFile({
    format,
    encoding,
    rows: into.rows,
    warnings,
    questions: [],
    balances: into.balances,
    emptyReason: emptyReason(message, statements.length),
    options,
  });
}

function elementsReason({ code, line }: NotElements): string {
  switch (code) {
    case "too-deep":
      return `Line ${line}: the elements of the file are nested too deeply.`;
    case "too-many-elements":
      return "The file has too many elements.";
    case "field-too-long":
      return `Line ${line}: a value of the file is too long.`;
    case "unclosed":
      return `Line ${line}: a comment or a section of the file never ends; what it hides is not known.`;
    case "document-type":
      return `Line ${line}: the file declares entities of its own, which an OFX file never needs. It was not read.`;
  }
}

/** Transactions outside of any statement. */
function hasLooseRecords(message: Element): boolean {
  return findAll(message, ({ name }) => name === "STMTTRN" || name === "STMTTRNP").length > 0;
}

function warnLooseRecords(
  message: Element,
  statements: readonly Element[],
  warnings: ImportWarning[],
): void {
  const inside = new Set(statements);
  const loose = findAll(
    message,
    (element) => element.name === "STMTTRN" || inside.has(element),
  ).filter(({ name }) => name === "STMTTRN");
  for (const { line } of loose) {
    warnings.push({
      line,
      text: "The transaction belongs to no statement and was not read.",
      isRecord: true,
    });
  }
}

function emptyReason(message: Element, statementCount: number): string {
  const errors = findAll(message, ({ name }) => name === "STATUS")
    .filter((status) => valueOf(status, "SEVERITY").toUpperCase() === "ERROR")
    .map((status) => `${valueOf(status, "CODE")} ${valueOf(status, "MESSAGE")}`.trim());
  const nothing =
    statementCount === 0
      ? "The file holds no account statement: there is nothing to import."
      : "The file's statements hold no transactions: there is nothing to import.";
  if (errors.length === 0) return nothing;
  return `${nothing} The bank reports: ${displayText([...new Set(errors)].join("; "))}.`;
}
