/**
 * The categories of a source in the vault: matched by their path, else made. The vault has two levels, so what lies
 * deeper is named by its whole path below the first; money spent and money earned are kept apart. A category that is
 * made gets a proposed bucket with the reason, or none.
 */
import { beginningOf } from "../../book/beginning.ts";
import { settingsOf, type Book } from "../../book/book.ts";
import { liveCategories, parentOf } from "../../book/category-tree.ts";
import type { Change } from "../../book/change.ts";
import type { Id } from "../../book/id.ts";
import { bookLimits } from "../../book/limits.ts";
import type { RecordOf } from "../../book/record-table.ts";
import type { CategoryKind } from "../../book/records.ts";
import { sentence, type Sentence } from "../../sentence.ts";
import { isTaken, type ImportedFile } from "../imported-file.ts";
import { proposeBucket } from "./propose-bucket.ts";

/** A category as its source calls it. */
export interface SourceCategory {
  /** Tells categories of a file apart. */
  readonly key: string;
  /** From the top; not empty. */
  readonly path: readonly string[];
  readonly kind: CategoryKind;
}

/** A category of a source, and what it is in the vault. */
export interface PlannedCategory {
  readonly source: SourceCategory;
  /** The vault's; null if the import makes it. */
  readonly record: RecordOf<"category"> | null;
  /** Its name in the vault below its parent's, if it has one. */
  readonly path: readonly string[];
  /** Id of a bucket of the rule that it counts in, or null. */
  readonly bucket: string | null;
  /** Why it is proposed; null where the category is the vault's or nothing is proposed. */
  readonly reason: Sentence | null;
}

/** Names under which journals keep all categories of a kind. */
const roots: ReadonlySet<string> = new Set(
  (
    "expense expenses income revenue revenues ausgabe ausgaben aufwand aufwendungen einnahme einnahmen " +
    "ertrag erträge einkommen"
  ).split(" "),
);

/** The category that an expense or income account of a journal is: its path below the usual root. */
export function categoryOfAccount(name: string, kind: CategoryKind): SourceCategory {
  const path = name.split(":").flatMap((part) => part.trim() || []);
  const [first = name, ...below] = path;
  return sourceCategory(below.length > 0 && roots.has(folded(first)) ? below : path, kind);
}

/** Finds the kind of a category by its path: as the file says, else by what it brought in or took. */
export function categoryKindsOf(
  imported: ImportedFile,
): (path: readonly string[]) => SourceCategory | null {
  const kinds = new Map<string, CategoryKind>();
  const sums = new Map<string, bigint>();
  for (const { path, kind } of imported.categories) kinds.set(keyOfPath(path), kind);
  const add = (path: readonly string[] | null, units: bigint): void => {
    if (path === null) return;
    const key = keyOfPath(path);
    sums.set(key, (sums.get(key) ?? 0n) + (units > 0n ? 1n : -1n));
  };
  for (const row of imported.rows) {
    if (row.leg === undefined || !isTaken(row)) continue;
    add(row.leg.category, row.amount.units);
    for (const part of row.leg.parts) add(part.category, part.amount.units);
  }
  return (path) => {
    const named = path.map((part) => part.trim()).filter((part) => part !== "");
    if (named.length === 0) return null;
    const key = keyOfPath(path);
    const kind = kinds.get(key) ?? ((sums.get(key) ?? 0n) > 0n ? "income" : "expense");
    return sourceCategory(named, kind);
  };
}

function sourceCategory(path: readonly string[], kind: CategoryKind): SourceCategory {
  const named = path.length === 0 ? ["?"] : path;
  return { key: `${kind}\n${keyOfPath(named)}`, path: named, kind };
}

function keyOfPath(path: readonly string[]): string {
  return path.map(folded).join("\n");
}

/** What each category of a source is in the vault, by its key. */
export function planCategories(
  book: Book,
  sources: Iterable<SourceCategory>,
): ReadonlyMap<string, PlannedCategory> {
  const held = heldCategories(book);
  const buckets = new Set(settingsOf(book).rule.buckets.map(({ id }) => id));
  const planned = new Map<string, PlannedCategory>();
  for (const source of sources) {
    if (planned.has(source.key)) continue;
    const path = twoLevels(source.path);
    const record = held.find(path, source.kind);
    if (record !== undefined) {
      const bucket = record.bucket ?? parentOf(book, record)?.bucket ?? null;
      planned.set(source.key, { source, record, path: pathOf(book, record), bucket, reason: null });
      continue;
    }
    const free = held.freePath(path, source.kind);
    const parent = free.length < 2 ? undefined : held.exactly(free.slice(0, 1), source.kind);
    // Below a category of the vault only the name itself says more than that one does.
    const named = parent === undefined ? source.path : source.path.slice(-1);
    const proposed = source.kind === "income" ? null : proposeBucket(named);
    const isThere = proposed !== null && buckets.has(proposed.bucket);
    const inherited = parent?.bucket ?? null;
    const inheritedReason =
      inherited === null ? null : sentence('It is in "{parent}".', { parent: parent?.name ?? "" });
    planned.set(source.key, {
      source,
      record: null,
      path: free,
      bucket: isThere ? proposed.bucket : inherited,
      reason: isThere ? proposed.reason : inheritedReason,
    });
  }
  return planned;
}

/** Makes the categories that are asked for, each once and below its parent. */
export function createCategoryMaker(
  book: Book,
  newId: () => Id,
): { readonly made: readonly Change[]; readonly idOf: (planned: PlannedCategory) => Id } {
  const made: Change[] = [];
  const ids = new Map<string, Id>();
  const held = heldCategories(book);
  const first = liveCategories(book).length;
  const make = (
    path: readonly string[],
    kind: CategoryKind,
    parent: Id | null,
    bucket: string | null,
  ): Id => {
    const key = `${kind}\n${keyOfPath(path)}`;
    const known = ids.get(key) ?? held.exactly(path, kind)?.id;
    if (known !== undefined) return known;
    const id = newId();
    const order = Math.min(first + made.length, bookLimits.orderMax);
    made.push({
      table: "category",
      id,
      fields: { name: path.at(-1) ?? "?", parent, bucket, kind, order },
    });
    ids.set(key, id);
    return id;
  };
  const idOf = ({ record, path, source, bucket }: PlannedCategory): Id => {
    if (record !== null) return record.id;
    const [top = "?", ...below] = path;
    if (below.length === 0) return make(path, source.kind, null, bucket);
    const above = held.exactly([top], source.kind)?.bucket ?? parentBucket(book, top, source.kind);
    const parent = make([top], source.kind, null, above);
    return make(path, source.kind, parent, bucket === above ? null : bucket);
  };
  return { made, idOf };
}

/** The bucket of a parent that comes with its child. */
function parentBucket(book: Book, name: string, kind: CategoryKind): string | null {
  const proposed = kind === "income" ? null : proposeBucket([name]);
  const isThere = settingsOf(book).rule.buckets.some(({ id }) => id === proposed?.bucket);
  return proposed !== null && isThere ? proposed.bucket : null;
}

/** The path in the vault's two levels; a name has no colon, and is no longer than it may be. */
function twoLevels(path: readonly string[]): readonly string[] {
  const [top = "?", ...below] = path.map((part) => part.replaceAll(":", " "));
  const named = below.length === 0 ? [top] : [top, below.join(" / ")];
  return named.map((name) => beginningOf(name, bookLimits.nameCharactersMax));
}

function pathOf(book: Book, record: RecordOf<"category">): readonly string[] {
  const parent = parentOf(book, record);
  return parent === undefined ? [record.name] : [parent.name, record.name];
}

interface HeldCategories {
  /** The one of exactly this path and kind. */
  readonly exactly: (
    path: readonly string[],
    kind: CategoryKind,
  ) => RecordOf<"category"> | undefined;
  /** That one, or the only one of a single name below any parent. */
  readonly find: (path: readonly string[], kind: CategoryKind) => RecordOf<"category"> | undefined;
  /** A path that no category of the other kind has. */
  readonly freePath: (path: readonly string[], kind: CategoryKind) => readonly string[];
}

function heldCategories(book: Book): HeldCategories {
  const byPath = new Map<string, RecordOf<"category">>();
  const byName = new Map<string, RecordOf<"category">[]>();
  const kinds = new Map<string, CategoryKind>();
  for (const category of liveCategories(book)) {
    const path = keyOfPath(pathOf(book, category));
    const key = `${category.kind}\n${path}`;
    if (!byPath.has(key)) byPath.set(key, category);
    const name = `${category.kind}\n${folded(category.name)}`;
    byName.set(name, [...(byName.get(name) ?? []), category]);
    kinds.set(path, category.kind);
  }
  const exactly: HeldCategories["exactly"] = (path, kind) =>
    byPath.get(`${kind}\n${keyOfPath(path)}`);
  return {
    exactly,
    find: (path, kind) => {
      const named = path.length === 1 ? byName.get(`${kind}\n${keyOfPath(path)}`) : undefined;
      return exactly(path, kind) ?? (named?.length === 1 ? named[0] : undefined);
    },
    freePath: (path, kind) => {
      let free = path;
      // The top of a path decides its kind, and so does the whole.
      for (let number = 2; isOfOther(kinds, free, kind); number += 1) {
        const [top = "?", ...below] = path;
        free = [`${beginningOf(top, bookLimits.nameCharactersMax - 12)} (${number})`, ...below];
      }
      const [top = "?"] = free;
      kinds.set(keyOfPath([top]), kind);
      kinds.set(keyOfPath(free), kind);
      return free;
    },
  };
}

function isOfOther(
  kinds: ReadonlyMap<string, CategoryKind>,
  path: readonly string[],
  kind: CategoryKind,
): boolean {
  return [path.slice(0, 1), path].some((part) => (kinds.get(keyOfPath(part)) ?? kind) !== kind);
}

function folded(text: string): string {
  return text.normalize("NFC").trim().toLowerCase();
}
