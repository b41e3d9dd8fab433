/**
 * The engine's Files on a disk: a folder of mode 0700 with files of mode 0600.
 *
 * `replace` writes beside and renames; file and folder are synced, so that what resolved survives a power cut.
 */
import { mkdir, open, readdir, readFile, rename, rm, truncate } from "node:fs/promises";
import { join } from "node:path";
import type { Files } from "@coffer/client";

const fileMode = 0o600;
const folderMode = 0o700;
const temporary = ".new";

/** Files under a folder, which is made if it does not exist. */
export async function nodeFiles(folder: string): Promise<Files> {
  await mkdir(folder, { recursive: true, mode: folderMode });
  const pathOf = (name: string): string => join(folder, name);
  return {
    read: (name, from = 0) => readFrom(pathOf(name), from),
    replace: async (name, bytes) => {
      const path = pathOf(name);
      await writeDurably(`${path}${temporary}`, "w", bytes);
      await rename(`${path}${temporary}`, path);
      await syncFolder(folder);
    },
    append: async (name, bytes) => {
      await writeDurably(pathOf(name), "a", bytes);
      await syncFolder(folder);
    },
    truncate: (name, length) => truncate(pathOf(name), length),
    remove: async (name) => {
      await rm(pathOf(name), { force: true });
      await syncFolder(folder);
    },
    names: async () => {
      const names = await readdir(folder, { withFileTypes: true });
      return names.filter((entry) => entry.isFile()).map((entry) => entry.name);
    },
  };
}

async function readFrom(path: string, from: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    if (from === 0) return Uint8Array.from(await readFile(path));
    await using file = await open(path, "r");
    const { size } = await file.stat();
    if (size <= from) return new Uint8Array(0);
    const bytes = new Uint8Array(size - from);
    let at = 0;
    while (at < bytes.length) {
      const { bytesRead } = await file.read(bytes, at, bytes.length - at, from + at);
      if (bytesRead === 0) break;
      at += bytesRead;
    }
    return bytes.slice(0, at);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function writeDurably(path: string, flags: "a" | "w", bytes: Uint8Array): Promise<void> {
  await using file = await open(path, flags, fileMode);
  await file.writeFile(bytes);
  await file.sync();
}

async function syncFolder(folder: string): Promise<void> {
  await using handle = await open(folder, "r");
  await handle.sync();
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
