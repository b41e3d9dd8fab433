/**
 * Apps whose export is one record for each transaction and account, described by their columns. A table is
 * an app's only if all its telling columns are there, so that a bank's file is never taken for one.
 * Columns in other languages than English are not known; such files are read like a bank's.
 */
import type { DateOrder } from "../date-cell.ts";
import type { DecimalSign } from "../amount-cell.ts";
import type { AppFormat } from "../imported-file.ts";

/** Returns the text of a record's cell below a column. */
export type Cells = (column: string) => string;

/** What a record is, beyond money spent and earned. */
export type RecordKind =
  | { readonly kind: "transfer"; readonly other: string | null; readonly isOut: boolean | null }
  | { readonly kind: "opening" }
  | { readonly kind: "normal" };

/** One app. */
export interface SimpleApp {
  readonly format: AppFormat;
  /** The columns that it is known by; of a list one is enough. */
  readonly needs: readonly (string | readonly string[])[];
  readonly date: readonly string[];
  /** Null: the person's region decides. */
  readonly dateOrder: DateOrder | null;
  readonly decimal: DecimalSign | null;
  /** `signed`: negative is spent; `spent-positive`: the other way round; else two columns or a type. */
  readonly amount:
    | { readonly sign: "signed" | "spent-positive"; readonly column: string }
    | { readonly sign: "columns"; readonly out: string; readonly in: string }
    | {
        readonly sign: "type";
        readonly column: string;
        readonly isOut: (cells: Cells) => boolean | null;
      };
  readonly currency: string | null;
  readonly account: readonly string[];
  /** The first that is filled is the text; the others are the note. */
  readonly texts: readonly string[];
  /** From the top. */
  readonly category: readonly string[];
  readonly kindOf: (cells: Cells) => RecordKind;
  readonly isPending?: (cells: Cells) => boolean;
}

const NORMAL: RecordKind = { kind: "normal" };
const OPENING: RecordKind = { kind: "opening" };

function transfer(other: string | null = null, isOut: boolean | null = null): RecordKind {
  return { kind: "transfer", other: other === "" ? null : other, isOut };
}

function directionOf(type: string): boolean | null {
  if (/^(?:transfer[- ]?out|outgoing transfer|expenses?|exp\.)$/iu.test(type)) return true;
  return /^(?:transfer[- ]?in|incoming transfer|income)$/iu.test(type) ? false : null;
}

/** All of them; the first whose columns are there is taken. */
export const SIMPLE_APPS: readonly SimpleApp[] = [
  {
    format: "cashew",
    needs: ["account", "amount", "currency", "title", "note", "date", "income", "category name"],
    date: ["date"],
    dateOrder: "YMD",
    decimal: ".",
    amount: { sign: "signed", column: "amount" },
    currency: "currency",
    account: ["account"],
    texts: ["title", "note"],
    category: ["category name", "subcategory name"],
    // Cashew writes a transfer as two corrections, and says so in their notes only.
    kindOf: (cells) => {
      if (cells("category name").toLowerCase() !== "balance correction") return NORMAL;
      return /^transferred balance/iu.test(cells("note")) ? transfer() : OPENING;
    },
  },
  {
    format: "monarch",
    needs: ["date", "merchant", "category", "account", "original statement", "notes", "amount"],
    date: ["date"],
    dateOrder: "YMD",
    decimal: ".",
    amount: { sign: "signed", column: "amount" },
    currency: null,
    account: ["account"],
    texts: ["merchant", "original statement", "notes", "tags"],
    category: ["category"],
    kindOf: () => NORMAL,
  },
  {
    format: "copilot",
    needs: [
      "date",
      "name",
      "amount",
      "status",
      "category",
      "parent category",
      "excluded",
      "account mask",
    ],
    date: ["date"],
    dateOrder: "YMD",
    decimal: ".",
    amount: { sign: "spent-positive", column: "amount" },
    currency: null,
    account: ["account"],
    texts: ["name", "note", "tags"],
    category: ["parent category", "category"],
    kindOf: (cells) => (cells("type").toLowerCase() === "internal transfer" ? transfer() : NORMAL),
    isPending: (cells) => cells("status").toLowerCase() === "pending",
  },
  {
    format: "toshl",
    needs: ["date", "account", "category", "tags", "expense amount", "income amount", "currency"],
    date: ["date"],
    dateOrder: null,
    decimal: null,
    amount: { sign: "columns", out: "expense amount", in: "income amount" },
    currency: "currency",
    account: ["account"],
    texts: ["description", "tags"],
    category: ["category"],
    kindOf: (cells) => {
      const category = cells("category").toLowerCase();
      if (category === "reconciliation") return OPENING;
      return category === "transfer" ? transfer() : NORMAL;
    },
  },
  {
    format: "spendee",
    needs: ["date", "wallet", "type", "category name", "amount", "currency", "note"],
    date: ["date"],
    dateOrder: null,
    decimal: null,
    amount: { sign: "signed", column: "amount" },
    currency: "currency",
    account: ["wallet"],
    texts: ["note", "labels"],
    category: ["category name"],
    kindOf: (cells) =>
      /^(?:outgoing|incoming) transfer$/iu.test(cells("type")) ? transfer() : NORMAL,
  },
  {
    format: "wallet",
    needs: ["account", "category", "currency", "amount", "ref currency amount", "type", "transfer"],
    date: ["date"],
    dateOrder: null,
    decimal: null,
    amount: { sign: "signed", column: "amount" },
    currency: "currency",
    account: ["account"],
    texts: ["payee", "note", "labels"],
    category: ["category"],
    kindOf: (cells) => (cells("transfer").toLowerCase() === "true" ? transfer() : NORMAL),
  },
  {
    format: "money-lover",
    needs: [
      "category",
      "amount",
      "currency",
      "note",
      "date",
      ["wallet", "account"],
      ["exclude report", "event"],
    ],
    date: ["date"],
    dateOrder: null,
    decimal: null,
    amount: { sign: "signed", column: "amount" },
    currency: "currency",
    account: ["wallet", "account"],
    texts: ["note", "event"],
    category: ["category"],
    kindOf: (cells) => {
      if (/^(?:outgoing|incoming) transfer$/iu.test(cells("category"))) return transfer();
      return /^(?:adjust|initial) balance$/iu.test(cells("category")) ? OPENING : NORMAL;
    },
  },
  {
    format: "monefy",
    needs: ["date", "account", "category", "amount", "currency", "converted amount", "description"],
    date: ["date"],
    dateOrder: null,
    decimal: null,
    amount: { sign: "signed", column: "amount" },
    currency: "currency",
    account: ["account"],
    texts: ["description"],
    category: ["category"],
    kindOf: (cells) => {
      const other = /^(To|From) '(.{1,200})'$/u.exec(cells("category"));
      if (other !== null) return transfer(other[2]);
      return cells("category").startsWith("Initial balance '") ? OPENING : NORMAL;
    },
  },
  {
    format: "money-manager",
    needs: [
      ["period", "date"],
      ["accounts", "account"],
      "category",
      "subcategory",
      "income/expense",
      "amount",
    ],
    date: ["period", "date"],
    dateOrder: null,
    decimal: null,
    amount: {
      sign: "type",
      column: "amount",
      isOut: (cells) => directionOf(cells("income/expense")),
    },
    currency: "currency",
    account: ["accounts", "account"],
    texts: ["note", "description"],
    category: ["category", "subcategory"],
    // The category of a transfer is the other account.
    kindOf: (cells) => {
      const type = cells("income/expense");
      if (/^transfer[- ]?(?:out|in)$/iu.test(type)) {
        return transfer(cells("category"), directionOf(type));
      }
      return /^modified bal/iu.test(cells("category")) ? OPENING : NORMAL;
    },
  },
];
