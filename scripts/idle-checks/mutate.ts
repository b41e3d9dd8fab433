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
}

/** Under this name on the global object stands whether the file was loaded, mutated, in this process. */
export const mutatedMark: symbol = Symbol.for("coffer.mutated");

const named = process.env["COFFER_MUTANT"];
if (named !== undefined) {
  const { path, start, end, becomes } = JSON.parse(named) as NamedMutant;
  const mutated = pathToFileURL(path).href;
  registerHooks({
    load(url, context, nextLoad) {
      if (url !== mutated) return nextLoad(url, context);
      const source = readFileSync(path, "utf8");
      Object.assign(globalThis, { [mutatedMark]: true });
      return {
        format: "module-typescript",
        source: source.slice(0, start) + becomes + source.slice(end),
        shortCircuit: true,
      };
    },
  });
}
