/**
 * A GnuCash book that was saved as XML (gnc-v2), which GnuCash compresses with gzip. What stands in
 * its template section is not looked at. Files from before version 2, and lists of accounts to begin
 * a book with, hold no transactions that could be read: that is said.
 */

import { sentence } from "../../sentence.ts";
import { rejectedFile } from "../imported-file.ts";
import type { ImportedFile, ImportOptions } from "../imported-file.ts";
import { childrenOf, elementAt, textAt } from "../xml/xml-element.ts";
import type { XmlElement } from "../xml/xml-element.ts";
import { readXml } from "../xml/read-xml.ts";
import { fileOfBook } from "./book-rows.ts";
import type { GnuCashAccount, GnuCashSplit, GnuCashTransaction } from "./gnucash-book.ts";

/** Returns what the XML of a GnuCash book holds. */
export function readGnuCashXml(
  bytes: Uint8Array<ArrayBuffer>,
  options: ImportOptions,
): ImportedFile {
  const read = readXml(bytes);
  if (!read.ok) return rejectedFile("gnucash", read.error.encoding, read.error.reason);
  const { root, encoding, remark } = read.value;
  const [outermost] = root.children;
  const isBook = outermost?.name === "gnc-v2";
  const books = isBook ? childrenOf(outermost, "book") : [];
  // The first files of version 2 had no book around what is in it.
  const from = books.length > 0 || outermost === undefined ? books : [outermost];
  const book = {
    accounts: isBook ? from.flatMap((each) => childrenOf(each, "account").map(accountOf)) : [],
    transactions: isBook
      ? from.flatMap((each) => childrenOf(each, "transaction").map(transactionOf))
      : [],
  };
  const file = fileOfBook(book, encoding, remark, options);
  if (isBook) return file;
  return {
    ...file,
    reason: sentence(
      "This file of GnuCash is a list of accounts, or from before GnuCash 1.6; it holds no transactions that Coffer can read. Open it in GnuCash and save it again.",
    ),
  };
}

function accountOf(element: XmlElement): GnuCashAccount {
  return {
    id: textAt(element, "id"),
    name: textAt(element, "name"),
    type: textAt(element, "type"),
    commodity: textAt(element, "commodity", "id"),
    parent: textAt(element, "parent"),
    isHidden: slotOf(element, "hidden") === "true",
  };
}

function transactionOf(element: XmlElement): GnuCashTransaction {
  return {
    id: textAt(element, "id"),
    line: element.line,
    chosenDay: slotOf(element, "date-posted"),
    posted: textAt(element, "date-posted", "date"),
    description: textAt(element, "description"),
    notes: slotOf(element, "notes"),
    splits: childrenOf(elementAt(element, "splits"), "split").map(splitOf),
  };
}

function splitOf(element: XmlElement): GnuCashSplit {
  return {
    account: textAt(element, "account"),
    value: textAt(element, "value"),
    quantity: textAt(element, "quantity"),
    memo: textAt(element, "memo"),
    onlineId: slotOf(element, "online_id"),
  };
}

/** What an element keeps under a name beside its own parts, or "". */
function slotOf(element: XmlElement, key: string): string {
  const slot = childrenOf(elementAt(element, "slots"), "slot").find(
    (each) => textAt(each, "key") === key,
  );
  const value = elementAt(slot, "value");
  return textAt(value, "gdate") || (value?.text ?? "");
}
