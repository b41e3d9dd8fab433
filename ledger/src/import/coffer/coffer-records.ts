/** The records of Coffer's JSON as rows: what each transaction did to each account. */
import { sentence, type Sentence } from "../../sentence.ts";
import { accountRoles, categoryKinds } from "../../book/records.ts";
import { parseDay, type Day } from "../../calendar/day.ts";
import { uniqueName } from "../../export/exported-book.ts";
import { displayText } from "../display-text.ts";
import { addExact, negateExact, readExactAmount, ZERO_AMOUNT } from "../exact-amount.ts";
import type { ExactAmount } from "../exact-amount.ts";
import type {
  ImportedAccount,
  ImportedCategory,
  ImportedRow,
  ImportWarning,
  LegPart,
} from "../imported-file.ts";

type Fields = Readonly<Record<string, unknown>>;

interface Account {
  readonly about: ImportedAccount;
  sum: ExactAmount;
}

/** One side of a transaction. */
interface Side {
  readonly account: Account;
  readonly currency: string | null;
  readonly amount: ExactAmount;
  readonly category: readonly string[] | null;
  readonly parts: readonly LegPart[];
}

/** Where what was on an account before comes from. */
const opening = "Opening balances";

/** Rows, accounts and categories of an export, as they are read. */
export class CofferRecords {
  readonly rows: ImportedRow[] = [];
  readonly warnings: ImportWarning[] = [];
  readonly #accounts = new Map<unknown, Account>();
  readonly #names = new Set<string>();
  readonly #categories = new Map<unknown, ImportedCategory>();
  readonly #firstDay: Day;
  readonly #currency: string | null;

  /**
   * `firstDay` is that of amounts that were on an account before, where the file names none;
   * `currency` that of accounts which the file does not know.
   */
  constructor(
    accounts: readonly unknown[],
    categories: readonly unknown[],
    firstDay: Day,
    currency: string | null,
  ) {
    this.#firstDay = firstDay;
    this.#currency = currency;
    this.#readCategories(categories);
    for (const [index, each] of accounts.entries()) this.#readAccount(each, index + 1);
  }

  accounts(): readonly ImportedAccount[] {
    return [...this.#accounts.values()].map(({ about, sum }) => ({ ...about, balance: sum }));
  }

  categories(): readonly ImportedCategory[] {
    return [...this.#categories.values()];
  }

  /** Reads the transaction of a number in the file, from 1. */
  readTransaction(value: unknown, line: number): void {
    const fields = fieldsOf(value);
    const day = parseDay(textOf(fields?.["day"])) ?? null;
    const id = textOf(fields?.["id"]);
    const sides = fields === null ? null : this.#sidesOf(fields);
    if (fields === null || day === null || id === "" || sides === null) {
      this.#leaveOut(
        line,
        sentence("Transaction {line} of the file is damaged and was left out.", { line }),
      );
      return;
    }
    for (const side of sides) this.#add(fields, { line, day, id }, side);
  }

  #readAccount(value: unknown, place: number): void {
    const fields = fieldsOf(value);
    const role = accountRoles.find((each) => each === fields?.["role"]);
    const amount = readExactAmount(textOf(fields?.["opening"]) || "0");
    const wanted = displayText(textOf(fields?.["name"]));
    if (fields === null || role === undefined || amount === null || wanted === "") {
      this.#leaveOut(
        place,
        sentence("Account {place} of the file is damaged and was left out.", { place }),
      );
      return;
    }
    const account = this.#addAccount(fields["id"], {
      name: wanted,
      kind: role,
      currency: textOf(fields["currency"]) || null,
      isClosed: fields["closed"] === true,
      balance: null,
    });
    if (amount.units === 0n) return;
    const day = parseDay(textOf(fields["openingDay"])) ?? this.#firstDay;
    const id = `${textOf(fields["id"])}-opening`;
    const { currency } = account.about;
    const side = { account, currency, amount, category: null, parts: [] };
    const counter = { ...side, account: this.#openings(), amount: negateExact(amount) };
    for (const each of [side, counter]) {
      this.#add({ text: "Opening balance" }, { line: place, day, id }, each);
    }
  }

  /** A category is below its parent by one step, as everywhere (book/category-tree.ts). */
  #readCategories(values: readonly unknown[]): void {
    const names = new Map<unknown, string>();
    const all = values.map(fieldsOf).filter((fields) => fields !== null);
    for (const fields of all) names.set(fields["id"], displayText(textOf(fields["name"])));
    for (const fields of all) {
      const name = names.get(fields["id"]) ?? "";
      const kind = categoryKinds.find((each) => each === fields["kind"]) ?? "expense";
      const parent = fields["parent"] === fields["id"] ? undefined : names.get(fields["parent"]);
      const path = parent === undefined ? [name] : [parent, name];
      if (name !== "") this.#categories.set(fields["id"], { path, kind });
    }
  }

  #sidesOf(fields: Fields): readonly Side[] | null {
    const amount = readExactAmount(textOf(fields["amount"]));
    if (amount === null) return null;
    const account = this.#accountOf(fields["account"]);
    const plain = { category: null, parts: [] };
    if (fields["kind"] === "transfer") {
      const received = readExactAmount(textOf(fields["transferAmount"]));
      if (received === null) return null;
      const other = this.#accountOf(fields["transferAccount"]);
      return [
        { account, currency: account.about.currency, amount, ...plain },
        { account: other, currency: other.about.currency, amount: received, ...plain },
      ];
    }
    const parts = this.#partsOf(listOf(fields["splits"]));
    if (parts === null) return null;
    const category = this.#pathOf(fields["category"]);
    return [{ account, currency: account.about.currency, amount, category, parts }];
  }

  #partsOf(splits: readonly unknown[]): readonly LegPart[] | null {
    const parts = splits.map((split): LegPart | null => {
      const fields = fieldsOf(split);
      const amount = readExactAmount(textOf(fields?.["amount"]));
      if (fields === null || amount === null) return null;
      const note = displayText(textOf(fields["note"]));
      return { amount, category: this.#pathOf(fields["category"]), note };
    });
    const whole = parts.filter((part) => part !== null);
    return whole.length === parts.length ? whole : null;
  }

  #add(
    fields: Fields,
    { line, day, id }: { readonly line: number; readonly day: Day; readonly id: string },
    { account, currency, amount, category, parts }: Side,
  ): void {
    account.sum = addExact(account.sum, amount);
    const bankId = textOf(fields["bankId"]);
    this.rows.push({
      line,
      day,
      amount,
      currency,
      text: displayText(textOf(fields["text"])),
      bankId: bankId === "" ? null : bankId,
      account: account.about.name,
      pending: fields["pending"] === true,
      skipped: null,
      leg: { transaction: id, category, parts, note: displayText(textOf(fields["note"])) },
    });
  }

  #leaveOut(line: number, text: Sentence): void {
    this.warnings.push({ line, text, isRecord: true });
  }

  #pathOf(id: unknown): readonly string[] | null {
    return this.#categories.get(id)?.path ?? null;
  }

  #accountOf(id: unknown): Account {
    const known = this.#accounts.get(id) ?? this.#accounts.get(null);
    const currency = this.#currency;
    const unknown = { kind: "spending", currency, isClosed: false, balance: null } as const;
    return known ?? this.#addAccount(null, { name: "Unknown account", ...unknown });
  }

  #openings(): Account {
    const about = { kind: "equity", currency: null, isClosed: false, balance: null } as const;
    return this.#accounts.get(opening) ?? this.#addAccount(opening, { name: opening, ...about });
  }

  /** Two accounts of one name stay two. */
  #addAccount(id: unknown, about: ImportedAccount): Account {
    const name = uniqueName(about.name, this.#names);
    const account = { about: { ...about, name }, sum: ZERO_AMOUNT };
    this.#accounts.set(id, account);
    return account;
  }
}

/** Returns the fields of an object of JSON; null for anything else. */
export function fieldsOf(value: unknown): Fields | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : null;
}

/** Returns a list of JSON; an empty one for anything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
