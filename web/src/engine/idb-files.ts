/**
 * The engine's Files in IndexedDB. A file is a row of parts, keyed by its name and the offset at which each begins;
 * an append goes into the last part as long as that is small. Every change is one transaction of strict durability:
 * after a crash it is there as a whole or not at all. What is written here was sealed by the engine before.
 */
import type { Files } from "@coffer/client";

const databaseName = "coffer";
const storeName = "parts";
/** An append goes into the last part up to this length: few parts, and little to write again. */
const partBytes = 65_536;

type Bytes = Uint8Array<ArrayBuffer>;
type Part = { readonly offset: number; readonly bytes: Bytes };

/** Opens the files; rejects where the browser keeps none (private windows of some browsers). */
export async function openIdbFiles(): Promise<Files> {
  const database = await openDatabase();
  const change = <Value>(work: Work<Value>): Promise<Value> => run(database, "readwrite", work);
  return {
    read: (name, from = 0) =>
      run(database, "readonly", async (store) => {
        const first = await lastPart(store, name, from);
        if (first === undefined) return undefined;
        const later = IDBKeyRange.bound([name, first.offset], [name, Infinity]);
        const parts = (await settled(store.getAll(later))) as Bytes[];
        return concat(parts).slice(from - first.offset);
      }),
    replace: (name, bytes) =>
      change(async (store) => {
        await settled(store.delete(wholeOf(name)));
        await put(store, name, { offset: 0, bytes: Uint8Array.from(bytes) });
      }),
    append: (name, bytes) =>
      change(async (store) => {
        const last = (await lastPart(store, name, Infinity)) ?? { offset: 0, bytes: empty };
        const isSmall = last.bytes.length < partBytes;
        const part = isSmall
          ? { offset: last.offset, bytes: concat([last.bytes, bytes]) }
          : { offset: last.offset + last.bytes.length, bytes: Uint8Array.from(bytes) };
        await put(store, name, part);
      }),
    truncate: (name, length) =>
      change(async (store) => {
        const last = await lastPart(store, name, length);
        if (last === undefined) return;
        await settled(store.delete(IDBKeyRange.bound([name, length], [name, Infinity])));
        await put(store, name, { ...last, bytes: last.bytes.slice(0, length - last.offset) });
      }),
    remove: (name) => change((store) => settled(store.delete(wholeOf(name)))),
    names: () =>
      run(database, "readonly", async (store) => {
        const keys = (await settled(store.getAllKeys())) as [string, number][];
        return [...new Set(keys.map(([name]) => name))];
      }),
  };
}

const empty: Bytes = new Uint8Array(0);

type Work<Value> = (store: IDBObjectStore) => Promise<Value>;

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(databaseName, 1);
  request.addEventListener("upgradeneeded", () => request.result.createObjectStore(storeName));
  return settled(request);
}

/** Runs work in one transaction; resolves when what it wrote is durable. */
async function run<Value>(
  database: IDBDatabase,
  mode: IDBTransactionMode,
  work: Work<Value>,
): Promise<Value> {
  const transaction = database.transaction(storeName, mode, { durability: "strict" });
  const finished = new Promise<void>((resolve, reject) => {
    transaction.addEventListener("complete", () => resolve());
    transaction.addEventListener("abort", () =>
      reject(transaction.error ?? new Error("The browser's storage gave a change up.")),
    );
  });
  // What fails first is reported once, by the work itself.
  finished.catch(() => undefined);
  const value = await work(transaction.objectStore(storeName));
  await finished;
  return value;
}

/** The last part of a file that begins at or before an offset. */
async function lastPart(
  store: IDBObjectStore,
  name: string,
  offset: number,
): Promise<Part | undefined> {
  const range = IDBKeyRange.bound([name, 0], [name, offset]);
  const cursor = await settled(store.openCursor(range, "prev"));
  if (cursor === null) return undefined;
  const [, begins] = cursor.key as [string, number];
  return { offset: begins, bytes: cursor.value as Bytes };
}

async function put(store: IDBObjectStore, name: string, { offset, bytes }: Part): Promise<void> {
  await settled(store.put(bytes, [name, offset]));
}

function wholeOf(name: string): IDBKeyRange {
  return IDBKeyRange.bound([name, 0], [name, Infinity]);
}

function settled<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () =>
      reject(request.error ?? new Error("The browser's storage does not answer.")),
    );
  });
}

function concat(parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
