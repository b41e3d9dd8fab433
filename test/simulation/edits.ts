/**
 * What the person on a device does to the book they see: adds, edits, deletes, new categories, an import, undo and redo.
 */
import {
  listTransactions,
  liveCategories,
  parseId,
  redoTarget,
  SETTINGS_ID,
  undoOf,
  undoTarget,
  type Book,
  type Change,
  type ChangeSet,
  type Id,
} from "../../ledger/src/index.ts";
import { toHex } from "../../protocol/src/bytes.ts";
import type { Random } from "./random.ts";

type EditKind = "add" | "edit" | "delete" | "category" | "import" | "undo" | "redo" | "settings";

const firstDay = 20_000;
const rowsSeen = 200;

/** The change sets of one random action; none if there is nothing to do it to. */
export function randomEdit(
  random: Random,
  seen: { readonly book: Book; readonly author: string },
  atSeconds: number,
): readonly ChangeSet[] {
  const { book, author } = seen;
  const kind = random.weighted<EditKind>([
    [40, "add"],
    [25, "edit"],
    [8, "delete"],
    [6, "category"],
    [4, "import"],
    [8, "undo"],
    [5, "redo"],
    [4, "settings"],
  ]);
  const set = (changes: readonly Change[], more: Partial<ChangeSet> = {}): ChangeSet => ({
    id: newId(random),
    label: kind,
    at: atSeconds,
    batch: null,
    undoes: null,
    changes,
    ...more,
  });
  switch (kind) {
    case "add":
      return [set([addition(random, book)])];
    case "edit":
    case "delete": {
      const changes = changesOfOne(random, book, kind);
      return changes.length === 0 ? [] : [set(changes)];
    }
    case "category":
      return [set([categoryChange(random, book)])];
    case "settings":
      return [set([{ table: "settings", id: SETTINGS_ID, fields: { name: word(random) } }])];
    case "import":
      return importOf(random, book, set);
    case "undo":
    case "redo": {
      const target = kind === "undo" ? undoTarget(book, author) : redoTarget(book, author);
      if (target === undefined || target.label === "start") return [];
      const taken = undoOf(book, target.id, { force: random.chance(30) });
      if (!taken.ok || taken.value.changes.length === 0) return [];
      return [set(taken.value.changes, { undoes: target.id })];
    }
  }
}

/** A new id. */
export function newId(random: Random): Id {
  const id = parseId(toHex(random.bytes(16)));
  if (id === undefined) throw new Error("Random bytes are an id.");
  return id;
}

function addition(random: Random, book: Book, batch: Id | null = null): Change {
  const fields = {
    day: firstDay + random.below(400),
    kind: "expense",
    minor: BigInt(-random.between(1, 99_999)),
    text: word(random),
    category: random.chance(60) ? categoryOf(random, book) : null,
    ...(batch === null ? {} : { batch }),
  } as const;
  return { table: "transaction", id: newId(random), fields };
}

/** Changes or deletes one of the newest transactions, which other devices see, too. */
function changesOfOne(random: Random, book: Book, kind: "edit" | "delete"): readonly Change[] {
  const rows = listTransactions(book, {}, rowsSeen);
  if (rows.length === 0) return [];
  const { id } = random.pick(rows);
  if (kind === "delete") return [{ table: "transaction", id, fields: { deleted: true } }];
  const fields = random.pick([
    { text: word(random) },
    { note: word(random) },
    { minor: BigInt(-random.between(1, 99_999)) },
    { category: categoryOf(random, book), text: word(random) },
    { day: firstDay + random.below(400), deleted: false },
  ]);
  return [{ table: "transaction", id, fields }];
}

function categoryChange(random: Random, book: Book): Change {
  const known = random.chance(60) ? categoryOf(random, book) : null;
  if (known === null) {
    const fields = { name: word(random), kind: "expense", order: random.below(100) } as const;
    return { table: "category", id: newId(random), fields };
  }
  const fields = random.pick([
    { name: word(random) },
    { archived: random.chance(50) },
    { deleted: random.chance(50) },
    { parent: categoryOf(random, book) },
  ]);
  return { table: "category", id: known, fields };
}

/** An import of some rows, in two chunks: one batch, undone as one. */
function importOf(
  random: Random,
  book: Book,
  set: (changes: readonly Change[], more: Partial<ChangeSet>) => ChangeSet,
): readonly ChangeSet[] {
  const batch = newId(random);
  const rows = Array.from({ length: random.between(2, 30) }, () => addition(random, book, batch));
  const half = Math.ceil(rows.length / 2);
  const counts = { new: rows.length, same: 0, maybe: 0, changed: 0, skipped: 0 };
  const facts = { files: ["bank.csv"], format: "csv", fingerprints: [word(random)], counts };
  return [
    set([{ table: "batch", id: batch, fields: facts }, ...rows.slice(0, half)], { batch }),
    set(rows.slice(half), { batch }),
  ];
}

function categoryOf(random: Random, book: Book): Id | null {
  const categories = liveCategories(book);
  return categories.length === 0 ? null : random.pick(categories).id;
}

function word(random: Random): string {
  return toHex(random.bytes(random.between(1, 12)));
}
