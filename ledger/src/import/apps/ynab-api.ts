/**
 * What YNAB's programming interface answers: a whole budget, `{"data":{"budget":{…}}}`, or its transactions
 * alone. Amounts are in thousandths. What was deleted is marked and left out. Transactions alone name their
 * accounts and categories themselves.
 */
import type { ExactAmount } from "../exact-amount.ts";
import type { SourceAccountKind } from "../imported-file.ts";
import type { ExactJson } from "../json-numbers.ts";
import type { AppRows } from "./app-rows.ts";
import {
  amountOf,
  fieldsOf,
  lineText,
  linesOfIds,
  objectsOf,
  rawText,
  type Fields,
} from "./json-fields.ts";
import { uniqueNames } from "./unique-names.ts";
import { addYnabBook, type YnabAccount, type YnabPart, type YnabTransaction } from "./ynab-book.ts";

/** Returns the budget, or what stands in its place, of an answer of YNAB's; null if it is none. */
export function ynabAnswer(file: Fields): Fields | null {
  const data = fieldsOf(file["data"]);
  const budget =
    data === null ? null : (fieldsOf(data["budget"]) ?? fieldsOf(data["plan"]) ?? data);
  if (budget === null || !Array.isArray(budget["transactions"])) return null;
  if (Array.isArray(budget["accounts"]) && Array.isArray(budget["category_groups"])) return budget;
  const [first] = objectsOf(budget["transactions"]);
  const isYnab =
    first === undefined ||
    ["account_id", "account_name", "amount", "cleared", "approved"].every((key) =>
      Object.hasOwn(first, key),
    );
  return isYnab ? budget : null;
}

const KINDS: ReadonlyMap<string, SourceAccountKind> = new Map([
  ["checking", "spending"],
  ["savings", "savings"],
  ["cash", "cash"],
  ["creditCard", "card"],
  ["lineOfCredit", "card"],
  ["otherAsset", "tracking"],
  ["otherLiability", "loan"],
  ["mortgage", "loan"],
  ["autoLoan", "loan"],
  ["studentLoan", "loan"],
  ["personalLoan", "loan"],
  ["medicalDebt", "loan"],
  ["otherDebt", "loan"],
]);

const MILLI_DIGITS = 3;

/** Reads a budget. */
export function readYnabAnswer(budget: Fields, json: ExactJson, text: string, rows: AppRows): void {
  const lineById = linesOfIds(text, "id");
  const living = livingOf(budget["transactions"]);
  const accountById = readAccounts(budget, living, json);
  const categoryOf = categoryReader(budget, rows);
  const payeeById = new Map(
    objectsOf(budget["payees"]).map((payee) => [rawText(payee["id"]), lineText(payee["name"])]),
  );
  const partOf = (fields: Fields): YnabPart => ({
    id: rawText(fields["id"]),
    amount: milliunits(fields["amount"], json),
    category: categoryOf(fields),
    note: lineText(fields["memo"]),
    transferId: rawText(fields["transfer_transaction_id"]) || null,
  });
  const partsById = new Map<string, YnabPart[]>();
  for (const fields of livingOf(budget["subtransactions"])) {
    const id = rawText(fields["transaction_id"]);
    const parts = partsById.get(id);
    if (parts === undefined) partsById.set(id, [partOf(fields)]);
    else parts.push(partOf(fields));
  }
  const transactions = living.map((fields): YnabTransaction => {
    const part = partOf(fields);
    const own = livingOf(fields["subtransactions"]).map(partOf);
    const parts = own.length > 0 ? own : (partsById.get(part.id) ?? []);
    return {
      ...part,
      category: parts.length > 0 ? null : part.category,
      parts,
      line: lineById.get(part.id) ?? 1,
      date: rawText(fields["date"]),
      accountId: rawText(fields["account_id"]),
      payee: payeeById.get(rawText(fields["payee_id"])) ?? lineText(fields["payee_name"]),
    };
  });
  const format = fieldsOf(budget["currency_format"]) ?? {};
  const currency = rawText(format["iso_code"]) || null;
  const plannedCount = livingOf(budget["scheduled_transactions"]).length;
  addYnabBook({ currency, accountById, transactions, plannedCount }, rows);
}

function livingOf(value: unknown): readonly Fields[] {
  return objectsOf(value).filter((fields) => fields["deleted"] !== true);
}

function milliunits(value: unknown, json: ExactJson): ExactAmount | null {
  const read = amountOf(value, json);
  return read === null ? null : { units: read.units, digits: read.digits + MILLI_DIGITS };
}

function readAccounts(
  budget: Fields,
  transactions: readonly Fields[],
  json: ExactJson,
): ReadonlyMap<string, YnabAccount> {
  const accounts = new Map<string, YnabAccount>();
  const nameOf = uniqueNames();
  for (const account of livingOf(budget["accounts"])) {
    accounts.set(rawText(account["id"]), {
      name: nameOf(lineText(account["name"])),
      kind: KINDS.get(rawText(account["type"])) ?? "spending",
      isClosed: account["closed"] === true,
      balance: milliunits(account["balance"], json),
    });
  }
  for (const transaction of transactions) {
    const id = rawText(transaction["account_id"]);
    const name = lineText(transaction["account_name"]);
    if (name === "" || accounts.has(id)) continue;
    accounts.set(id, { name: nameOf(name), kind: "spending", isClosed: false, balance: null });
  }
  return accounts;
}

/** YNAB keeps money that is not assigned, and the splits themselves, in a group of its own. */
const INTERNAL_GROUP = "Internal Master Category";

function categoryReader(
  budget: Fields,
  rows: AppRows,
): (fields: Fields) => readonly string[] | null {
  const groupById = new Map(
    objectsOf(budget["category_groups"]).map((group) => [
      rawText(group["id"]),
      lineText(group["name"]),
    ]),
  );
  const pathById = new Map<string, readonly string[] | null>();
  const all = [
    ...objectsOf(budget["categories"]),
    ...objectsOf(budget["category_groups"]).flatMap((group) => objectsOf(group["categories"])),
  ];
  for (const category of all) {
    const group = groupById.get(rawText(category["category_group_id"])) ?? "";
    const name = lineText(category["name"]);
    const path = pathOf(group === INTERNAL_GROUP ? "" : group, name);
    pathById.set(rawText(category["id"]), path);
    if (path === null || category["deleted"] === true) continue;
    rows.category(path, path[0] === "Inflow" ? "income" : "expense");
  }
  return (fields) => {
    const known = pathById.get(rawText(fields["category_id"]));
    return known === undefined ? pathOf("", lineText(fields["category_name"])) : known;
  };
}

/** Money that came in is "Inflow: Ready to Assign" there. */
function pathOf(group: string, name: string): readonly string[] | null {
  if (name === "" || name === "Uncategorized" || name.startsWith("Split")) return null;
  const inflow = /^Inflow: (.{1,200})$/u.exec(name)?.[1];
  if (inflow !== undefined) return ["Inflow", inflow];
  return group === "" ? [name] : [group, name];
}
