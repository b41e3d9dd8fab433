/**
 * A CAMT file (ISO 20022), whole: the account report (camt.052), the statement (camt.053) and the
 * notification (camt.054) of every version, in any namespace, also several of them and within the
 * envelope of a transport such as SWIFT or EBICS. The versions differ in few places, so elements
 * are found by their names and no schema is applied.
 */

import { sentence, type Sentence } from "../../sentence.ts";
import type { Day } from "../../calendar/day.ts";
import { currencyOfSymbol } from "../currency-symbols.ts";
import { displayText } from "../display-text.ts";
import { finishFile } from "../finish-file.ts";
import { isTaken, rejectedFile } from "../imported-file.ts";
import type {
  ImportedFile,
  ImportedRow,
  ImportOptions,
  ImportWarning,
  StatedBalances,
} from "../imported-file.ts";
import { RECORDS_MAX, STATEMENTS_MAX } from "../limits.ts";
import { readXml } from "../xml/read-xml.ts";
import { childrenOf, elementAt, elementsBelow, textAt } from "../xml/xml-element.ts";
import type { XmlElement } from "../xml/xml-element.ts";
import { addBalances } from "./balances.ts";
import { readDay, readIsoDay } from "./camt-values.ts";
import { readEntry } from "./entries.ts";
import { accountId } from "./entry-text.ts";

/** The messages, and what each calls the part that is about one account. */
const PARTS: ReadonlyMap<string, string> = new Map([
  ["BkToCstmrStmt", "Stmt"],
  ["BkToCstmrAcctRpt", "Rpt"],
  ["BkToCstmrDbtCdtNtfctn", "Ntfctn"],
]);

/** Returns what a CAMT file holds; an XML file of another kind is refused. */
export function readCamt(bytes: Uint8Array<ArrayBuffer>, options: ImportOptions): ImportedFile {
  const document = readXml(bytes);
  if (!document.ok) return rejectedFile("camt", document.error.encoding, document.error.reason);
  const { root, encoding, remark } = document.value;
  const messages = elementsBelow(root, ({ name }) => PARTS.has(name));
  if (messages.length === 0) return rejectedFile("xml", encoding, reasonOfOther(root));
  const statements = messages.flatMap((message) =>
    childrenOf(message, PARTS.get(message.name) ?? ""),
  );
  const refusal = reasonNotTaken(statements);
  if (refusal !== null) return rejectedFile("camt", encoding, refusal);
  const warnings: ImportWarning[] =
    remark === null ? [] : [{ line: null, text: remark, isRecord: false }];
  const rows: ImportedRow[] = [];
  const balances = new Map<string, StatedBalances>();
  for (const statement of statements) readStatement(statement, rows, warnings, balances);
  if (rows.length > RECORDS_MAX) {
    const reason = sentence("The file has more than {most} transactions.", { most: RECORDS_MAX });
    return rejectedFile("camt", encoding, reason);
  }
  return finishFile({
    format: "camt",
    encoding,
    rows,
    warnings,
    questions: [],
    balances,
    emptyReason: emptyReason(rows),
    options,
  });
}

function reasonOfOther(root: XmlElement): Sentence {
  const [document] = elementsBelow(root, ({ name }) => name === "Document");
  const message = document?.children[0]?.name;
  if (message !== undefined) {
    return sentence(
      "This is a message of another kind ({message}), not a statement of an account: ask the bank for CAMT.053.",
      { message },
    );
  }
  return document === undefined
    ? sentence("This is an XML file of a kind that Coffer does not know.")
    : sentence("The file's document is empty: it holds no statement of an account.");
}

function reasonNotTaken(statements: readonly XmlElement[]): Sentence | null {
  if (statements.length === 0) {
    return sentence("The file's message is empty: it holds no statement of an account.");
  }
  return statements.length > STATEMENTS_MAX
    ? sentence("The file has more than {most} statements.", { most: STATEMENTS_MAX })
    : null;
}

function emptyReason(rows: readonly ImportedRow[]): Sentence {
  return rows.length > 0 && rows.every((row) => row.pending && !isTaken(row))
    ? sentence(
        "All transactions of the file are pending: they come with a later file when they are booked.",
      )
    : sentence("The file's statements hold no transactions: there is nothing to import.");
}

function readStatement(
  statement: XmlElement,
  rows: ImportedRow[],
  warnings: ImportWarning[],
  balances: Map<string, StatedBalances>,
): void {
  const account = accountId(elementAt(statement, "Acct"));
  const currency = currencyOfSymbol(textAt(statement, "Acct", "Ccy"));
  const statementDay = dayOfStatement(statement);
  const context = { account, currency, statementDay, rows, warnings };
  const entries = childrenOf(statement, "Ntry");
  let withoutDay = 0;
  for (const entry of entries) if (readEntry(entry, context)) withoutDay += 1;
  if (withoutDay > 0) {
    const text =
      withoutDay === 1
        ? sentence("One entry has no date of its own; that of the statement was taken.")
        : sentence("{count} entries have no date of their own; that of the statement was taken.", {
            count: withoutDay,
          });
    warnings.push({ line: statement.line, text, isRecord: false });
  }
  warnOfMissing(statement, entries.length, warnings);
  addBalances(statement, account, balances);
}

/** The day on which what the statement tells had happened, the best that it gives. */
function dayOfStatement(statement: XmlElement): Day | null {
  const closing = childrenOf(statement, "Bal").find(
    (balance) => textAt(balance, "Tp", "CdOrPrtry", "Cd") === "CLBD",
  );
  return (
    readDay(elementAt(closing, "Dt")) ??
    readIsoDay(textAt(statement, "FrToDt", "ToDtTm")) ??
    readIsoDay(textAt(statement, "FrToDt", "ToDt")) ??
    readIsoDay(textAt(statement, "CreDtTm"))
  );
}

/** A bank counts the entries of a statement; a statement on several pages comes in several files. */
function warnOfMissing(statement: XmlElement, found: number, warnings: ImportWarning[]): void {
  const stated = displayText(textAt(statement, "TxsSummry", "TtlNtries", "NbOfNtries"));
  if (!/^\d{1,9}$/u.test(stated) || Number(stated) <= found) return;
  warnings.push({
    line: statement.line,
    text: sentence(
      "The bank counts {stated} entries in the statement, but {found} are in the file: it may come in several files.",
      { stated: Number(stated), found },
    ),
    isRecord: false,
  });
}
