/**
 * What a person does with categories, as the changes that it takes: adding, changing, merging, deleting. It keeps to
 * two levels, names that are found again ("Food:Restaurants"), and one kind for a parent and its own.
 *
 * A category's bucket holds for all of its transactions, past ones included; saved reviews stay as they were.
 */
import { fail, ok, type Result } from "../result.ts";
import { settingsOf, type Book } from "./book.ts";
import { liveCategories, liveCategory, parentOf } from "./category-tree.ts";
import type { Change } from "./change.ts";
import type { Id } from "./id.ts";
import { bookLimits } from "./limits.ts";
import { transactionInRow } from "./listing.ts";
import type { RecordOf } from "./record-table.ts";
import type { CategoryKind } from "./records.ts";
import { HIDDEN_FLAGS, idOfRow, type SplitLine } from "./transaction-columns.ts";

export type CategoryError =
  | { readonly code: "unknown-category" }
  /** It needs a name, without a colon, that is not too long. */
  | { readonly code: "category-name" }
  | { readonly code: "category-name-used"; readonly name: string }
  | { readonly code: "unknown-bucket" }
  /** There are two levels: a category that is in one, or has some, cannot be put or hold what was asked. */
  | { readonly code: "category-levels" }
  /** Money spent and money earned are not mixed. */
  | { readonly code: "category-kinds-differ" }
  /** Others are in it: they have to go elsewhere first. */
  | { readonly code: "category-has-own" }
  | { readonly code: "category-in-use" };

/** What can be said about a category. */
export type CategoryWish = {
  readonly name?: string;
  readonly parent?: Id | null;
  /** Null: its parent's, or none. */
  readonly bucket?: string | null;
  readonly archived?: boolean;
};

/** Adds a category; one that is in another is of its kind. */
export function newCategory(
  book: Book,
  id: Id,
  wish: CategoryWish & { readonly name: string; readonly kind: CategoryKind },
): Result<readonly Change[], CategoryError> {
  const { parent = null, bucket = null } = wish;
  const above = parent === null ? undefined : liveCategory(book, parent);
  if (parent !== null && above === undefined) return fail({ code: "unknown-category" });
  const kind = above?.kind ?? wish.kind;
  const error = errorOf(book, { id, kind }, { ...wish, parent, bucket });
  if (error !== undefined) return fail(error);
  const order = Math.min(liveCategories(book).length, bookLimits.orderMax);
  const fields = { name: wish.name.trim(), parent, bucket, kind, order };
  return ok([{ table: "category", id, fields }]);
}

/** Changes what is wished, and nothing else; no changes if it is all so already. */
export function changeCategory(
  book: Book,
  id: Id,
  wish: CategoryWish,
): Result<readonly Change[], CategoryError> {
  const category = liveCategory(book, id);
  if (category === undefined) return fail({ code: "unknown-category" });
  const name = wish.name?.trim() ?? category.name;
  const parent = wish.parent === undefined ? (parentOf(book, category)?.id ?? null) : wish.parent;
  const { bucket = category.bucket, archived = category.archived } = wish;
  const error = errorOf(book, category, {
    // What is not wished for is not judged: it may have come from elsewhere.
    ...(name !== category.name || parent !== category.parent ? { name, parent } : { parent }),
    ...(wish.bucket !== undefined && { bucket }),
  });
  if (error !== undefined) return fail(error);
  const fields = {
    ...(name !== category.name && { name }),
    ...(wish.parent !== undefined && parent !== category.parent && { parent }),
    ...(bucket !== category.bucket && { bucket }),
    ...(archived !== category.archived && { archived }),
  };
  return ok(Object.keys(fields).length === 0 ? [] : [{ table: "category", id, fields }]);
}

/** Deletes a category, and gives everything that has it to another one of its kind; rules give that one too. */
export function mergeCategory(
  book: Book,
  from: Id,
  into: Id,
): Result<readonly Change[], CategoryError> {
  const [gone, kept] = [liveCategory(book, from), liveCategory(book, into)];
  if (gone === undefined || kept === undefined || from === into) {
    return fail({ code: "unknown-category" });
  }
  if (gone.kind !== kept.kind) return fail({ code: "category-kinds-differ" });
  if (hasOwn(book, from)) return fail({ code: "category-has-own" });
  return ok([
    ...rowsWith(book, from).map((row) => replaced(book, row, from, into)),
    ...rulesWith(book, from).map(({ id }): Change => ({
      table: "rule",
      id,
      fields: { category: into },
    })),
    { table: "category", id: from, fields: { deleted: true } },
  ]);
}

/** Deletes a category that nothing has and no rule gives. */
export function deleteCategory(book: Book, id: Id): Result<readonly Change[], CategoryError> {
  if (liveCategory(book, id) === undefined) return fail({ code: "unknown-category" });
  if (hasOwn(book, id)) return fail({ code: "category-has-own" });
  if ((categoryUse(book).get(id) ?? 0) > 0 || rulesWith(book, id).length > 0)
    return fail({ code: "category-in-use" });
  return ok([{ table: "category", id, fields: { deleted: true } }]);
}

/** How many transactions have each category, as their own or of a part; deleted ones are none. */
export function categoryUse(book: Book): ReadonlyMap<Id, number> {
  const { ids } = book.tables.category;
  const counts = new Float64Array(ids.length);
  const { category, splits, state, count } = book.transactions;
  for (let row = 0; row < count; row++) {
    if (((state[row] ?? 0) & HIDDEN_FLAGS) !== 0) continue;
    const parts = splits.get(row);
    const own = category[row] ?? -1;
    // Nearly every row is in one piece: those need no set of their own.
    if (parts === undefined) {
      if (own >= 0) counts[own] = (counts[own] ?? 0) + 1;
      continue;
    }
    for (const slot of slotsOf(own, parts)) counts[slot] = (counts[slot] ?? 0) + 1;
  }
  return new Map(ids.map((id, slot) => [id, counts[slot] ?? 0]));
}

/** The first thing that is wrong with what a category is to be. */
function errorOf(
  book: Book,
  { id, kind }: Pick<RecordOf<"category">, "id" | "kind">,
  wish: { readonly name?: string; readonly parent: Id | null; readonly bucket?: string | null },
): CategoryError | undefined {
  const { parent, bucket } = wish;
  const above = parent === null ? undefined : liveCategory(book, parent);
  if (parent !== null) {
    if (above === undefined) return { code: "unknown-category" };
    if (above.kind !== kind) return { code: "category-kinds-differ" };
    const isTooDeep = parentOf(book, above) !== undefined || hasOwn(book, id);
    if (parent === id || isTooDeep) return { code: "category-levels" };
  }
  if (wish.name !== undefined) {
    const name = wish.name.trim();
    const isName =
      name !== "" && !name.includes(":") && name.length <= bookLimits.nameCharactersMax;
    if (!isName) return { code: "category-name" };
    if (isNameUsed(book, name, parent, id)) return { code: "category-name-used", name };
  }
  const isBucket =
    bucket === undefined ||
    bucket === null ||
    settingsOf(book).rule.buckets.some((own) => own.id === bucket);
  return isBucket ? undefined : { code: "unknown-bucket" };
}

function isNameUsed(book: Book, name: string, parent: Id | null, except: Id): boolean {
  const wanted = folded(name);
  return liveCategories(book).some(
    (category) =>
      category.id !== except &&
      (parentOf(book, category)?.id ?? null) === parent &&
      folded(category.name) === wanted,
  );
}

function folded(text: string): string {
  return text.normalize("NFC").trim().toLowerCase();
}

function hasOwn(book: Book, id: Id): boolean {
  return liveCategories(book).some((category) => parentOf(book, category)?.id === id);
}

/** Rows that have a category, also deleted ones: what comes back by an undo is to have the right one. */
function rowsWith(book: Book, id: Id): readonly number[] {
  const slot = book.tables.category.slots.get(id) ?? -1;
  const { category, splits, count } = book.transactions;
  const rows: number[] = [];
  for (let row = 0; row < count; row++) {
    if (slotsOf(category[row] ?? -1, splits.get(row)).has(slot)) rows.push(row);
  }
  return rows;
}

/** Rules that give a category. */
function rulesWith(book: Book, id: Id): readonly RecordOf<"rule">[] {
  return book.tables.rule.records.filter(
    (rule): rule is RecordOf<"rule"> => rule?.category === id && !rule.deleted,
  );
}

function slotsOf(own: number, splits: readonly SplitLine[] | undefined): ReadonlySet<number> {
  const slots = new Set(splits?.map(({ category }) => category));
  slots.add(own);
  slots.delete(-1);
  return slots;
}

function replaced(book: Book, row: number, from: Id, into: Id): Change {
  const { category, splits } = transactionInRow(book, row);
  const fields = {
    ...(category === from && { category: into }),
    ...(splits !== null && {
      splits: splits.map((part) => (part.category === from ? { ...part, category: into } : part)),
    }),
  };
  return { table: "transaction", id: idOfRow(book.transactions, row), fields };
}
