/**
 * An OFX or QFX file, whole: its head, its elements, its statements. Files that are damaged so that
 * no statement is left are refused; a message without transactions is said to be one, with the
 * bank's own error if it sent one.
 */

import { sentence, type Sentence } from "../../sentence.ts";
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
      sentence("Byte {offset} of the file is zero: it is not text.", {
        offset: decoded.error.offset,
      }),
    );
  }
  const { text, encoding, remark } = decoded.value;
  const format = /<INTU\.[A-Z]/iu.test(text) ? "qfx" : "ofx";
  const parsed = parseElements(text);
  if (!parsed.ok) return rejectedFile(format, encoding, elementsReason(parsed.error));
  const { root, strayEnds, isComplete } = parsed.value;
  const message = root.children.find(({ name }) => name === "OFX");
  if (message === undefined) {
    return rejectedFile(
      format,
      encoding,
      sentence("The file has no <OFX> element: it is not an OFX file."),
    );
  }
  const statements = findStatements(message);
  if (statements.length > STATEMENTS_MAX) {
    return rejectedFile(
      format,
      encoding,
      sentence("The file has more than {most} statements.", { most: STATEMENTS_MAX }),
    );
  }
  if (statements.length === 0 && (strayEnds > 0 || hasLooseRecords(message))) {
    return rejectedFile(
      format,
      encoding,
      sentence("The file is damaged: its elements do not close, and no statement is left."),
    );
  }
  const warnings: ImportWarning[] =
    remark === null ? [] : [{ line: null, text: remark, isRecord: false }];
  if (!isComplete && statements.length > 0) {
    const remarkOfEnd = sentence(
      "The file ends before its last element does: it may have been cut off.",
    );
    warnings.push({ line: null, text: remarkOfEnd, isRecord: false });
  }
  const into: StatementRows = { rows: [], warnings, balances: new Map() };
  for (const statement of statements) readStatement(statement, into);
  if (into.rows.length > RECORDS_MAX) {
    return rejectedFile(
      format,
      encoding,
      sentence("The file has more than {most} transactions.", { most: RECORDS_MAX }),
    );
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

function elementsReason({ code, line }: NotElements): Sentence {
  switch (code) {
    case "too-deep":
      return sentence("Line {line}: the elements of the file are nested too deeply.", { line });
    case "too-many-elements":
      return sentence("The file has too many elements.");
    case "field-too-long":
      return sentence("Line {line}: a value of the file is too long.", { line });
    case "unclosed":
      return sentence(
        "Line {line}: a comment or a section of the file never ends; what it hides is not known.",
        { line },
      );
    case "document-type":
      return sentence(
        "Line {line}: the file declares entities of its own, which an OFX file never needs. It was not read.",
        { line },
      );
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
      text: sentence("The transaction belongs to no statement and was not read."),
      isRecord: true,
    });
  }
}

function emptyReason(message: Element, statementCount: number): Sentence {
  const errors = findAll(message, ({ name }) => name === "STATUS")
    .filter((status) => valueOf(status, "SEVERITY").toUpperCase() === "ERROR")
    .map((status) => `${valueOf(status, "CODE")} ${valueOf(status, "MESSAGE")}`.trim());
  const nothing =
    statementCount === 0
      ? sentence("The file holds no account statement: there is nothing to import.")
      : sentence("The file's statements hold no transactions: there is nothing to import.");
  if (errors.length === 0) return nothing;
  return sentence("{nothing} The bank reports: {list}.", {
    nothing,
    list: displayText([...new Set(errors)].join("; ")),
  });
}
