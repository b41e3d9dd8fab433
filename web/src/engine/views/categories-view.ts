/** The categories by bucket, as Settings shows them, and the household's name. */
import {
  bucketOfCategory,
  categoryUse,
  liveCategories,
  parentOf,
  settingsOf,
  type Book,
  type CategoryKind,
} from "@coffer/ledger";

export interface CategoryModel {
  readonly id: string;
  readonly name: string;
  readonly kind: CategoryKind;
  readonly parentId: string | null;
  /** Its own; null takes its parent's. */
  readonly ownBucket: string | null;
  readonly bucket: string | null;
  readonly isArchived: boolean;
  /** Whether others are in it. */
  readonly hasOwn: boolean;
  /** How many transactions have it. */
  readonly uses: number;
}

export interface CategoriesModel {
  readonly household: string;
  readonly buckets: readonly { readonly id: string; readonly name: string }[];
  /** Each parent before its own. */
  readonly categories: readonly CategoryModel[];
}

export function categoriesModel(book: Book): CategoriesModel {
  const { name, rule } = settingsOf(book);
  const uses = categoryUse(book);
  const live = liveCategories(book);
  const parents = new Set(live.map((category) => parentOf(book, category)?.id));
  return {
    household: name,
    buckets: rule.buckets.map((bucket) => ({ id: bucket.id, name: bucket.name })),
    categories: live.map((category) => ({
      id: category.id,
      name: category.name,
      kind: category.kind,
      parentId: parentOf(book, category)?.id ?? null,
      ownBucket: category.bucket,
      bucket: bucketOfCategory(book, category),
      isArchived: category.archived,
      hasOwn: parents.has(category.id),
      uses: uses.get(category.id) ?? 0,
    })),
  };
}
