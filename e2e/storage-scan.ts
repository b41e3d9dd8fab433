/**
 * Looks through everything that the browser keeps for an origin: IndexedDB, Cache Storage, localStorage, cookies. What
 * is in Cache Storage and is, byte for byte, a file of the page that is served to everybody says nothing of anybody.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { builtPage } from "./world.ts";

export interface Scan {
  /** Marks that must not be there and are. */
  readonly present: readonly string[];
  /** Marks that are there for sure, and were not found: then the scan is broken. */
  readonly missing: readonly string[];
}

/** Scans for texts, in UTF-8 and UTF-16, in any case. */
export async function scanStorage(
  page: Page,
  marks: { readonly here: readonly string[]; readonly absent: readonly string[] },
): Promise<Scan> {
  const stored = await page.evaluate(dumpStorage);
  const cookies = JSON.stringify(await page.context().cookies());
  const bytes = stored
    .map(({ path, base64 }) => ({ path, content: Buffer.from(base64, "base64") }))
    .filter(({ path, content }) => path === null || !isOfPage(path, content))
    .map(({ content }) => content);
  const all = Buffer.concat([...bytes, Buffer.from(cookies)]);
  const haystacks = [all.toString("utf8"), all.toString("latin1"), all.toString("utf16le")].map(
    (text) => text.toLowerCase(),
  );
  const isThere = (mark: string): boolean =>
    haystacks.some((haystack) => haystack.includes(mark.toLowerCase()));
  return {
    present: marks.absent.filter(isThere),
    missing: marks.here.filter((mark) => !isThere(mark)),
  };
}

function isOfPage(path: string, content: Buffer): boolean {
  const file = join(builtPage, path === "/" ? "index.html" : path);
  return existsSync(file) && readFileSync(file).equals(content);
}

/** Something that is stored; `path` is that of a cached answer. */
interface Stored {
  readonly path: string | null;
  readonly base64: string;
}

/** In the page: everything that is stored, keys too. */
async function dumpStorage(): Promise<readonly Stored[]> {
  const texts: Stored[] = [];
  const take = (value: unknown, path: string | null = null): void => {
    const bytes =
      value instanceof Uint8Array ? value : new TextEncoder().encode(JSON.stringify(value) ?? "");
    texts.push({ path, base64: bytes.toBase64() });
  };
  const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
    new Promise((resolve, reject) => {
      request.addEventListener("success", () => resolve(request.result));
      request.addEventListener("error", () => reject(new Error("IndexedDB does not answer.")));
    });
  for (const { name = "" } of await indexedDB.databases()) {
    const database = await settled(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const objects = database.transaction(store).objectStore(store);
      for (const key of await settled(objects.getAllKeys())) take([name, store, key]);
      for (const value of (await settled(objects.getAll())) as unknown[]) take(value);
    }
    database.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      take(request.url);
      const response = await cache.match(request);
      if (response !== undefined) take(await response.bytes(), new URL(request.url).pathname);
    }
  }
  take(Object.entries(localStorage));
  take(Object.entries(sessionStorage));
  return texts;
}
