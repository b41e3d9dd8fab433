/** The sources that speak to people, and the files of other languages. */
import { globSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Messages } from "@coffer/client/texts";
import { messagesIn, type Found } from "./messages.ts";

const root = join(import.meta.dirname, "../..");
/** Where the files of other languages are. */
export const languagesFolder: string = join(root, "client/src/texts");

/** A source by its path from the root. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

/** The sources of page, terminal, engine and ledger, without tests and without the mechanism itself. */
export function speakingSources(): readonly Source[] {
  return globSync("{web,cli,client,ledger}/src/**/*.{ts,tsx}", { cwd: root })
    .filter(
      (file) =>
        !/\.test\.ts$|^client\/src\/texts\/(icu|texts|index)\.ts$|^ledger\/src\/remark\.ts$/.test(
          file,
        ),
    )
    .toSorted()
    .map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }));
}

/** Everything that these sources say. */
export function allMessages(sources: readonly Source[]): Found {
  const found = sources.map(({ file, text }) => messagesIn(file, text));
  return {
    said: found.flatMap(({ said }) => said),
    bare: found.flatMap(({ bare }) => bare),
  };
}

/** The messages of each language other than English, by its code. */
export function languageFiles(): ReadonlyMap<string, Messages> {
  const names = readdirSync(languagesFolder).filter((name) => name.endsWith(".json"));
  return new Map(
    names.map((name) => [
      name.replace(/\.json$/, ""),
      JSON.parse(readFileSync(join(languagesFolder, name), "utf8")) as Messages,
    ]),
  );
}
