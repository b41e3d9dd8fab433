/**
 * The file in which YNAB 4 keeps a budget, Budget.yfull. What was deleted is still in it, as a tombstone, and
 * is left out, like what is only planned. Hidden categories carry their group in their name.
 */
import { parseDay } from "../../calendar/day.ts";
import { sentence } from "../../sentence.ts";
import { displayText } from "../display-text.ts";
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

/** Returns true for a budget of YNAB 4. */
export function isYnab4(file: Fields): boolean {
  return (
    Array.isArray(file["transactions"]) &&
    Array.isArray(file["accounts"]) &&
    Array.isArray(file["masterCategories"]) &&
    fieldsOf(file["budgetMetaData"]) !== null
  );
}

const KINDS: ReadonlyMap<string, SourceAccountKind> = new Map([
  ["Checking", "spending"],
  ["Paypal", "spending"],
  ["MerchantAccount", "spending"],
  ["Savings", "savings"],
  ["Cash", "cash"],
  ["CreditCard", "card"],
  ["LineOfCredit", "card"],
  ["InvestmentAccount", "investment"],
  ["Mortgage", "loan"],
  ["OtherLiability", "loan"],
  ["OtherAsset", "tracking"],
]);

const INCOME: ReadonlyMap<string, readonly string[]> = new Map([
  ["Category/__ImmediateIncome__", ["Income", "Available this month"]],
  ["Category/__DeferredIncome__", ["Income", "Available next month"]],
]);

/** Reads a budget. */
export function readYnab4(json: ExactJson, text: string, rows: AppRows): void {
  const file = fieldsOf(json.value) ?? {};
  const lineById = linesOfIds(text, "entityId");
  const lineOf = (fields: Fields): number => lineById.get(rawText(fields["entityId"])) ?? 1;
  const accountById = readAccounts(file);
  const categories = readCategories(file, lineOf, rows);
  const payeeById = new Map(
    objectsOf(file["payees"]).map((payee) => [rawText(payee["entityId"]), lineText(payee["name"])]),
  );
  const partOf = (fields: Fields): YnabPart => ({
    id: rawText(fields["entityId"]),
    amount: amountOf(fields["amount"], json),
    category: categories.get(rawText(fields["categoryId"])) ?? null,
    note: lineText(fields["memo"]),
    transferId: rawText(fields["transferTransactionId"]) || null,
  });
  const transactions = livingOf(file["transactions"]).map((fields): YnabTransaction => ({
    ...partOf(fields),
    line: lineOf(fields),
    date: rawText(fields["date"]),
    accountId: rawText(fields["accountId"]),
    payee: payeeById.get(rawText(fields["payeeId"])) ?? "",
    parts: livingOf(fields["subTransactions"]).map(partOf),
  }));
  const about = fieldsOf(file["budgetMetaData"]) ?? {};
  const currency = rawText(about["currencyISOSymbol"]) || null;
  const plannedCount = livingOf(file["scheduledTransactions"]).length;
  addYnabBook({ currency, accountById, transactions, plannedCount }, rows);
  checkMonths(file, lineOf, rows);
}

function livingOf(value: unknown): readonly Fields[] {
  return objectsOf(value).filter((fields) => fields["isTombstone"] !== true);
}

function readAccounts(file: Fields): ReadonlyMap<string, YnabAccount> {
  const nameOf = uniqueNames();
  return new Map(
    livingOf(file["accounts"]).map((account) => [
      rawText(account["entityId"]),
      {
        name: nameOf(lineText(account["accountName"])),
        kind: KINDS.get(rawText(account["accountType"])) ?? "spending",
        isClosed: account["hidden"] === true,
        balance: null,
      },
    ]),
  );
}

const HIDDEN_GROUP = "MasterCategory/__Hidden__";

type LineOf = (fields: Fields) => number;

function readCategories(
  file: Fields,
  lineOf: LineOf,
  rows: AppRows,
): ReadonlyMap<string, readonly string[]> {
  const pathById = new Map(INCOME);
  for (const path of INCOME.values()) rows.category(path, "income");
  for (const group of objectsOf(file["masterCategories"])) {
    const isHidden = group["entityId"] === HIDDEN_GROUP;
    for (const category of objectsOf(group["subCategories"])) {
      const name = rawText(category["name"]);
      const path = isHidden ? hiddenPath(name) : [lineText(group["name"]), displayText(name)];
      if (path === null) {
        rows.warn(
          lineOf(category),
          sentence('The hidden category "{name}" does not say to which group it belonged.', {
            name: displayText(name),
          }),
          true,
        );
      }
      const known = (path ?? [displayText(name)]).filter((part) => part !== "");
      if (known.length === 0) continue;
      pathById.set(rawText(category["entityId"]), known);
      if (category["isTombstone"] !== true) rows.category(known, "expense");
    }
  }
  return pathById;
}

/** "Group ` Name ` Id" is what a hidden category is called. */
function hiddenPath(name: string): readonly string[] | null {
  const parts = name.split("`").map(displayText);
  const [group = "", own = ""] = parts;
  return parts.length === 3 ? [group, own] : null;
}

/** Months of the plan are not taken over; a damaged one shows that the file is. */
function checkMonths(file: Fields, lineOf: LineOf, rows: AppRows): void {
  for (const budget of objectsOf(file["monthlyBudgets"])) {
    const month = rawText(budget["month"]);
    if (parseDay(month) !== undefined) continue;
    rows.warn(
      lineOf(budget),
      sentence('The plan has a month "{month}", which is none: the file may be damaged.', {
        month: displayText(month),
      }),
      true,
    );
  }
}
