/** Adding, changing, merging and deleting categories, and the household's name. What is allowed is the ledger's to say. */
import {
  changeCategory,
  deleteCategory as deletionOf,
  mergeCategory as mergeOf,
  newCategory,
  parseId,
  SETTINGS_ID,
  type Book,
  type CategoryError,
  type Change,
  type Id,
  type Result,
} from "@coffer/ledger";
import { newId } from "../browser-environment.ts";
import type { Host } from "../host.ts";
import type { Ask } from "../messages.ts";
import { done, refuse, type Answer } from "../problems.ts";

type Made = Result<readonly Change[], CategoryError>;

export function addCategory(host: Host, ask: Ask<"addCategory">): Promise<Answer<null>> {
  return commit(host, (book) => {
    const { name, kind, bucket } = ask;
    return newCategory(book, newId(), { name, kind, bucket, parent: parentFrom(ask.parentId) });
  });
}

export function setCategory(host: Host, ask: Ask<"setCategory">): Promise<Answer<null>> {
  const { name, bucket, isArchived } = ask;
  return commit(host, (book) => {
    const wish = { name, bucket, archived: isArchived, parent: parentFrom(ask.parentId) };
    return changeCategory(book, idFrom(ask.id), wish);
  });
}

export function mergeCategory(host: Host, ask: Ask<"mergeCategory">): Promise<Answer<null>> {
  return commit(host, (book) => mergeOf(book, idFrom(ask.id), idFrom(ask.intoId)));
}

export function deleteCategory(host: Host, ask: Ask<"deleteCategory">): Promise<Answer<null>> {
  return commit(host, (book) => deletionOf(book, idFrom(ask.id)));
}

export async function setHousehold(host: Host, ask: Ask<"setHousehold">): Promise<Answer<null>> {
  const name = ask.name.trim();
  return host.commit("settings", [{ table: "settings", id: SETTINGS_ID, fields: { name } }]);
}

async function commit(host: Host, make: (book: Book) => Made): Promise<Answer<null>> {
  const { engine } = host;
  if (engine === undefined) return refuse({ code: "not-open" });
  const made = make(engine.book);
  if (!made.ok) return refuse(made.error);
  if (made.value.length === 0) return done;
  // One action to undo, however many change sets a merge takes.
  return host.commit("category", made.value, made.value.length > 1 ? { batch: newId() } : {});
}

/** An id that the page has from a view; what is none is no category's. */
function idFrom(text: string): Id {
  return parseId(text) ?? ("" as Id);
}

function parentFrom(text: string | null): Id | null {
  return text === null ? null : idFrom(text);
}
