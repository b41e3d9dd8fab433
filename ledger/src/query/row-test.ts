/**
 * What a query means to a book: a test of rows. Names are looked up once, here, and texts once each, however many
 * rows have them; what a row costs is a few reads of the columns.
 *
 * A name means whatever is called so, or else everything that begins so ("rest" is Restaurants, "re" also Rent).
 * A category is meant with those in it. A bucket has what the budget counts in it (report/flows.ts), so money
 * moved to a savings account is in the bucket for savings; what is in no account of the main currency goes by its
 * category. An amount is compared in the currency of its account, one number with another.
 */
import { settingsOf, type Book } from "../book/book.ts";
import { categoryPath, liveAccounts, liveCategories } from "../book/category-tree.ts";
import { linesOfRow } from "../book/lines.ts";
import { listedRowsOf } from "../book/listing.ts";
import { transactionKinds } from "../book/records.ts";
import { categorySlots } from "../book/select-rows.ts";
import { KIND_BITS, rowFlags } from "../book/transaction-columns.ts";
import { countRow, flowRules, flows } from "../report/flows.ts";
import { bucketKeys, UNASSIGNED } from "../report/line-keys.ts";
import { fail, ok, type Result } from "../result.ts";
import { amountTest } from "./amount-test.ts";
import { foldText } from "./fold-text.ts";
import { parseQuery } from "./parse-query.ts";
import type { Query, QueryError, QueryState, QueryTerm } from "./query.ts";
import { textTests } from "./text-tests.ts";

/** Whether a row of the columns fits. */
export type RowTest = (row: number) => boolean;

/** Names given in an error for what is not found. */
const choicesMax = 12;
/** What nothing is in is called so. */
const noBucket = "none";

const transfer = transactionKinds.indexOf("transfer");

/** The test of a query as it was typed; amounts are in the book's main currency. */
export function queryTest(book: Book, text: string, locale: string): Result<RowTest, QueryError> {
  const query = parseQuery(text, { currency: settingsOf(book).currency, locale });
  return query.ok ? rowTestOf(book, query.value, text) : query;
}

/** The test of a query; `text` is what the query was read from. */
export function rowTestOf(book: Book, query: Query, text: string): Result<RowTest, QueryError> {
  const texts = textTests(book, query);
  const tests: RowTest[] = [];
  for (const [index, term] of query.entries()) {
    const made = testOf(book, term, texts[index]);
    if (!made.ok) {
      const { from, to } = term.at;
      return fail({ from, to, text: text.slice(from, to), ...made.error });
    }
    const fits = made.value;
    tests.push(term.isNot ? (row) => !fits(row) : fits);
  }
  return ok(allOf(tests));
}

function allOf(tests: readonly RowTest[]): RowTest {
  const [only, second] = tests;
  if (only === undefined) return () => true;
  if (second === undefined) return only;
  return (row) => {
    for (let at = 0; at < tests.length; at++) if (tests[at]?.(row) === false) return false;
    return true;
  };
}

type NameError = {
  readonly code: "unknown-category" | "unknown-account" | "unknown-bucket";
  readonly choices: readonly string[];
};

function testOf(
  book: Book,
  { asks }: QueryTerm,
  hasText: RowTest | undefined,
): Result<RowTest, NameError> {
  switch (asks.kind) {
    case "word":
    case "note":
    case "tag":
      return ok(hasText ?? (() => false));
    case "cat":
      return categoryTest(book, asks.name);
    case "acct":
      return accountTest(book, asks.name);
    case "bucket":
      return bucketTest(book, asks.name);
    case "amt":
      return ok(amountTest(book, asks));
    case "date": {
      const { day } = book.transactions;
      const first = asks.from ?? Number.NEGATIVE_INFINITY;
      const last = asks.to ?? Number.POSITIVE_INFINITY;
      return ok((row) => (day[row] ?? 0) >= first && (day[row] ?? 0) <= last);
    }
    case "is":
      return ok(stateTest(book, asks.state));
  }
}

type Named<Found> = { readonly names: readonly string[]; readonly found: Found };

/** What is called so, or else what begins so. */
function namedSo<Found>(all: readonly Named<Found>[], name: string): readonly Found[] {
  const wanted = foldText(name);
  const has = (fits: (own: string) => boolean): readonly Found[] =>
    all.filter(({ names }) => names.some((own) => fits(foldText(own)))).map(({ found }) => found);
  const exact = has((own) => own === wanted);
  return exact.length > 0 ? exact : has((own) => own.startsWith(wanted));
}

function categoryTest(book: Book, name: string): Result<RowTest, NameError> {
  const all = liveCategories(book).map((category) => ({
    names: [category.name, categoryPath(book, category)],
    found: category.id,
  }));
  const found = namedSo(all, name);
  if (found.length === 0) {
    const choices = all.map(({ names }) => names[1] ?? "").slice(0, choicesMax);
    return fail({ code: "unknown-category", choices });
  }
  const slots = new Set(found.flatMap((id) => [...categorySlots(book, id)]));
  const isWanted = Uint8Array.from({ length: book.tables.category.ids.length + 1 }, (_, place) =>
    slots.has(place - 1) ? 1 : 0,
  );
  const { category, state, splits } = book.transactions;
  return ok((row) => {
    if (((state[row] ?? 0) & KIND_BITS) === transfer) return false;
    if (((state[row] ?? 0) & rowFlags.split) === 0)
      return isWanted[(category[row] ?? -1) + 1] === 1;
    return splits.get(row)?.some((part) => isWanted[part.category + 1] === 1) ?? false;
  });
}

function accountTest(book: Book, name: string): Result<RowTest, NameError> {
  const all = liveAccounts(book).map((account) => ({ names: [account.name], found: account.id }));
  const found = new Set(namedSo(all, name));
  if (found.size === 0) {
    const choices = all.flatMap(({ names }) => names).slice(0, choicesMax);
    return fail({ code: "unknown-account", choices });
  }
  const { ids } = book.tables.account;
  const isWanted = Uint8Array.from({ length: ids.length + 1 }, (_, place) => {
    const id = ids[place - 1];
    return id !== undefined && found.has(id) ? 1 : 0;
  });
  const { account, transferAccount, state } = book.transactions;
  return ok(
    (row) =>
      isWanted[(account[row] ?? -1) + 1] === 1 ||
      (((state[row] ?? 0) & KIND_BITS) === transfer &&
        isWanted[(transferAccount[row] ?? -1) + 1] === 1),
  );
}

function bucketTest(book: Book, name: string): Result<RowTest, NameError> {
  const { rule } = settingsOf(book);
  const all = rule.buckets.map((bucket, place) => ({
    names: [bucket.name, bucket.id],
    found: place,
  }));
  const wanted = new Set(namedSo([...all, { names: [noBucket], found: UNASSIGNED }], name));
  if (wanted.size === 0) {
    const choices = [...all.flatMap(({ names }) => names.slice(0, 1)), noBucket];
    return fail({ code: "unknown-bucket", choices });
  }
  const rules = flowRules(book);
  const keys = bucketKeys(book, rule);
  const income = new Set<number>([
    flows.income,
    flows.windfall,
    flows.savingIncome,
    flows.savingWindfall,
  ]);
  let fits = false;
  const count = (flow: number, category: number, bucket: number): void => {
    if (income.has(flow)) return;
    const place =
      flow === flows.saved ? keys.savingsPlace : keys.placeOf(flow, keys.keyOf(category, bucket));
    if (wanted.has(place)) fits = true;
  };
  const countForeign = (row: number): void => {
    const places = new Map(rule.buckets.map(({ id }, place) => [id, place]));
    fits = listedRowsOf(book, row).some(
      ({ kind, bucket }) =>
        (kind === "expense" || kind === "refund") &&
        wanted.has(places.get(bucket ?? "") ?? UNASSIGNED),
    );
  };
  return ok((row) => {
    fits = false;
    countRow(rules, row, count, countForeign);
    return fits;
  });
}

function stateTest(book: Book, wanted: QueryState): RowTest {
  const { state } = book.transactions;
  switch (wanted) {
    case "pending":
      return (row) => ((state[row] ?? 0) & rowFlags.pending) !== 0;
    case "split":
      return (row) => ((state[row] ?? 0) & rowFlags.split) !== 0;
    case "uncategorised":
      return uncategorisedTest(book);
    case "transfer":
    case "income":
    case "expense":
    case "refund": {
      const kind = transactionKinds.indexOf(wanted);
      return (row) => ((state[row] ?? 0) & KIND_BITS) === kind;
    }
  }
}

/** A transfer needs no category; everything else lacks one if any of its lines does. */
function uncategorisedTest(book: Book): RowTest {
  const { category, state } = book.transactions;
  const { ids, slots } = book.tables.category;
  const live = new Set(liveCategories(book).map(({ id }) => slots.get(id)));
  const isLive = Uint8Array.from({ length: ids.length + 1 }, (_, place) =>
    live.has(place - 1) ? 1 : 0,
  );
  return (row) => {
    const own = state[row] ?? 0;
    if ((own & KIND_BITS) === transfer) return false;
    if ((own & rowFlags.split) === 0) return isLive[(category[row] ?? -1) + 1] === 0;
    return linesOfRow(book.transactions, row).some((line) => isLive[line.category + 1] === 0);
  };
}
