/**
 * A module to preload: replaces the source of one file as it is loaded, and touches no file.
 *
 * COFFER_MUTANT names the file and the edit, as JSON; processes that a test starts inherit it. Imports nothing
 * of ours but types, so that no file is loaded before the hook is there.
 */
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import type { Edit } from "./operators.ts";

/** What the environment names: the edit, and the absolute path of its file. */
export interface NamedMutant extends Pick<Edit, "start" | "end" | "becomes"> {
  readonly path: string;
  /** What stands there, so that a source which has changed since is not cut at the wrong place. */
  readonly was: string;
}

/** Exit code of a process that was to load a source which has changed since. */
export const changedExitCode = 86;

/** Under this name on the global object stands whether the file was loaded, mutated, in this process. */
export const mutatedMark: symbol = Symbol.for("coffer.mutated");

const named = process.env["COFFER_MUTANT"];
if (named !== undefined) {
  const { path, was, start, end, becomes } = JSON.parse(named) as NamedMutant;
  const mutated = pathToFileURL(path).href;
  registerHooks({
    load(url, context, nextLoad) {
      if (url !== mutated) return nextLoad(url, context);
      const source = readFileSync(path, "utf8");
      if (source.slice(start, end) !== was) process.exit(changedExitCode);
      Object.assign(globalThis, { [mutatedMark]: true });
      return {
        format: "module-typescript",
        source: source.slice(0, start) + becomes + source.slice(end),
        shortCircuit: true,
      };
    },
  });
}
