/**
 * Importing what appears in a folder: one file after the other, once each is complete, until the person ends it.
 *
 * Each file is imported as by a command of its own that asks nothing: what was imported before is left alone, what is
 * not certain is listed and not written. Files are never moved, changed or deleted.
 */
import { _ } from "@coffer/client/texts";
import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileProblem } from "../node/file-problem.ts";
import { line, refuse, CommandFailure, type Terminal } from "../terminal/terminal.ts";

const pollMs = 1_000;
const filesMax = 1_000;
/** What browsers and file managers call a file that is not all there. */
const unfinished = /^\.|^~|\.(?:part|partial|crdownload|download|tmp|opdownload)$/iu;

/** Imports one file of the folder, by its path. */
export type ImportOne = (path: string) => Promise<void>;

/** Watches a folder until `signal` says so. A file that cannot be imported is said and keeps nothing else from it. */
export async function watchFolder(
  terminal: Terminal,
  folder: string,
  importOne: ImportOne,
  signal: AbortSignal,
): Promise<void> {
  const path = resolve(terminal.folder, folder);
  const done = new Map<string, string>();
  let before = new Map<string, string>();
  while (!signal.aborted) {
    const now = await statesOf(path);
    for (const [name, state] of now) {
      if (signal.aborted) return;
      // What has not changed since the last look is complete.
      if (before.get(name) !== state || done.get(name) === state) continue;
      done.set(name, state);
      await importAndGoOn(terminal, join(path, name), importOne);
    }
    for (const name of done.keys()) if (!now.has(name)) done.delete(name);
    before = now;
    await pause(signal);
  }
}

/** Size and time of each file, by name; files of nothing and hidden ones are not looked at. */
async function statesOf(folder: string): Promise<Map<string, string>> {
  const states = new Map<string, string>();
  try {
    const names = (await readdir(folder)).filter((name) => !unfinished.test(name));
    if (names.length > filesMax) {
      refuse(_("The folder has more than {most} files: name another.", { most: filesMax }));
    }
    for (const name of names.toSorted()) {
      const found = await stat(join(folder, name)).catch(() => undefined);
      if (found?.isFile() !== true || found.size === 0) continue;
      states.set(name, `${found.size} ${found.mtimeMs} ${found.ino}`);
    }
  } catch (error) {
    if (error instanceof CommandFailure) throw error;
    refuse(_("{file} cannot be read: {why}.", { file: folder, why: fileProblem(error) }));
  }
  return states;
}

async function importAndGoOn(
  terminal: Terminal,
  path: string,
  importOne: ImportOne,
): Promise<void> {
  try {
    await importOne(path);
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    terminal.err(line(error.message));
  }
}

async function pause(signal: AbortSignal): Promise<void> {
  try {
    await delay(pollMs, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
