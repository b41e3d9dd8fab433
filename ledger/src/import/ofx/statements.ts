/**
 * The statements of an OFX file: of banks, of credit cards and of investment accounts, booked and
 * pending. Each record becomes a row, also the ones that cannot be taken; what is wrong with a
 * record is a warning with its line.
 */

import { inARow, sentence, type Sentence } from "../../sentence.ts";
import { isTaken, statementKey } from "../imported-file.ts";
import type { ImportedRow, ImportWarning, StatedBalances } from "../imported-file.ts";
import { displayText } from "../display-text.ts";
import { joinTexts } from "../join-texts.ts";
import { currencyOfSymbol } from "../currency-symbols.ts";
import type { Element } from "./elements.ts";
import { readInvestment } from "./investments.ts";
import { readOfxAmount, readOfxDay } from "./ofx-values.ts";

/** What a statement's records are read with. */
export interface StatementContext {
  readonly account: string | null;
  readonly currency: string | null;
}

/** What the statements of a file give together. */
export interface StatementRows {
  readonly rows: ImportedRow[];
  readonly warnings: ImportWarning[];
  readonly balances: Map<string, StatedBalances>;
}

const STATEMENTS: ReadonlySet<string> = new Set(["STMTRS", "CCSTMTRS", "INVSTMTRS"]);

/** Returns all statement elements below an element, in the order of the file. */
export function findStatements(root: Element): Element[] {
  return findAll(root, (element) => STATEMENTS.has(element.name));
}

/** Returns the elements that satisfy a condition, without looking inside those found. */
export function findAll(root: Element, isWanted: (element: Element) => boolean): Element[] {
  const found: Element[] = [];
  const waiting = [...root.children].toReversed();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (isWanted(next)) found.push(next);
    else for (const child of next.children.toReversed()) waiting.push(child);
  }
  return found;
}

/** Returns the value of a child, or "" if there is none. */
export function valueOf(element: Element | undefined, name: string): string {
  return childOf(element, name)?.value ?? "";
}

/** Returns the first child of a name. */
function childOf(element: Element | undefined, name: string): Element | undefined {
  return element?.children.find((child) => child.name === name);
}

/** Adds the rows, warnings and balances of a statement. */
export function readStatement(statement: Element, into: StatementRows): void {
  const context: StatementContext = {
    account: accountOf(statement),
    currency: currencyOfSymbol(valueOf(statement, "CURDEF")),
  };
  const before = into.rows.length;
  for (const list of statement.children) {
    if (!/^(?:BANK|CC|INV)?TRANLISTP?$/u.test(list.name)) continue;
    for (const record of list.children) readRecord(record, context, into);
  }
  // Banks leave the list out or close it too early: its records then stand beside it.
  for (const record of statement.children) {
    if (record.name.startsWith("STMTTRN")) readRecord(record, context, into);
  }
  const balances = {
    opening: null,
    closing: readOfxAmount(valueOf(childOf(statement, "LEDGERBAL"), "BALAMT")),
  };
  const key = statementKey(context.account, context.currency);
  if (into.rows.slice(before).some(isTaken) || !into.balances.has(key))
    into.balances.set(key, balances);
}

function accountOf(statement: Element): string | null {
  const from = statement.children.find(({ name }) => name.endsWith("ACCTFROM"));
  const account = displayText(valueOf(from, "ACCTID"));
  return account === "" ? null : account;
}

function readRecord(record: Element, context: StatementContext, into: StatementRows): void {
  if (record.name === "STMTTRN" || record.name === "STMTTRNP") {
    readTransaction(record, context, into);
    return;
  }
  if (record.name === "INVBANKTRAN") {
    const inner = childOf(record, "STMTTRN");
    if (inner !== undefined) readTransaction(inner, context, into);
    return;
  }
  if (record.children.length > 0) addRow(readInvestment(record, context), into);
}

/** A row, what is wrong with it, and what a person should only know of it. */
export interface ReadRow {
  readonly row: ImportedRow;
  readonly problems: readonly Sentence[];
  readonly remark: Sentence | null;
}

/** Adds a row and a warning for what is wrong with it, and for why it is skipped. */
function addRow({ row, problems, remark }: ReadRow, into: StatementRows): void {
  into.rows.push(row);
  if (remark !== null) into.warnings.push({ line: row.line, text: remark, isRecord: false });
  for (const text of problems) into.warnings.push({ line: row.line, text, isRecord: true });
  if (row.skipped !== null && problems.length === 0) {
    into.warnings.push({ line: row.line, text: row.skipped, isRecord: false });
  }
}

function readTransaction(record: Element, context: StatementContext, into: StatementRows): void {
  const problems: Sentence[] = [];
  const isPending = record.name === "STMTTRNP";
  const bankId = displayText(valueOf(record, "FITID"));
  const label =
    bankId === "" ? sentence("The transaction") : sentence("Transaction {id}", { id: bankId });
  const day = readPosted(record, label, problems);
  const amountText = valueOf(record, "TRNAMT");
  const amount = readOfxAmount(amountText);
  if (amount === null) {
    problems.push(
      amountText === ""
        ? sentence("{label} has no amount.", { label })
        : sentence('{label}: "{amountText}" is not an amount.', {
            label,
            amountText: displayText(amountText),
          }),
    );
  }
  const isUsable = day !== null && amount !== null;
  const action = valueOf(record, "CORRECTACTION").toUpperCase();
  const skipped = !isUsable
    ? inARow(problems)
    : isPending
      ? sentence("The transaction is pending: it comes with a later file when it is booked.")
      : action === "DELETE"
        ? sentence("The bank withdraws its transaction {id}.", {
            id: displayText(valueOf(record, "CORRECTFITID")),
          })
        : null;
  const remark =
    action === "REPLACE"
      ? sentence("The bank corrects its transaction {id}, which may be here already.", {
          id: displayText(valueOf(record, "CORRECTFITID")),
        })
      : null;
  const row: ImportedRow = {
    line: record.line,
    day,
    amount,
    currency: currencyOfRecord(record, context.currency),
    text: textOf(record),
    bankId: bankId === "" ? null : bankId,
    account: context.account,
    pending: isPending,
    skipped,
  };
  addRow({ row, problems, remark }, into);
}

/** A date that is missing is taken from the day the person acted, which the warning says. */
function readPosted(record: Element, label: Sentence, problems: Sentence[]): ImportedRow["day"] {
  const posted = valueOf(record, "DTPOSTED") || valueOf(record, "DTTRAN");
  const day = readOfxDay(posted);
  if (day !== null) return day;
  const acted = readOfxDay(valueOf(record, "DTUSER"));
  if (acted !== null && posted === "") {
    problems.push(
      sentence("{label} has no booking date; the date of the purchase was taken.", { label }),
    );
    return acted;
  }
  problems.push(
    posted === ""
      ? sentence("{label} has no date.", { label })
      : sentence('{label}: "{posted}" is not a date.', { label, posted: displayText(posted) }),
  );
  return null;
}

/**
 * `CURRENCY` says that the amount is in another currency; `ORIGCURRENCY` that it was converted
 * already.
 */
function currencyOfRecord(record: Element, currency: string | null): string | null {
  const own = currencyOfSymbol(valueOf(childOf(record, "CURRENCY"), "CURSYM"));
  return own ?? currency;
}

/**
 * The name and the memo, without saying anything twice: memos often repeat the name, cut off at 32
 * letters.
 */
function textOf(record: Element): string {
  const name = valueOf(record, "NAME") || valueOf(childOf(record, "PAYEE"), "NAME");
  const parts = [name, valueOf(record, "EXTDNAME"), valueOf(record, "MEMO")].map(displayText);
  const text = joinTexts(parts);
  if (text !== "") return text;
  const check = displayText(valueOf(record, "CHECKNUM"));
  return joinTexts([displayText(valueOf(record, "TRNTYPE")), check]);
}
