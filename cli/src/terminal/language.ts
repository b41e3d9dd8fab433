/**
 * The language that the terminal speaks. English needs nothing more; another language's file is read when it is spoken.
 */
import {
  bestLanguage,
  english,
  languageCode,
  setLanguage,
  type Messages,
} from "@coffer/client/texts";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Says everything in the wanted language from now on ("de_AT"); in English if there is none such. */
export function speak(wanted: string): void {
  if (/^(|c|posix|en([-_].*)?)$/i.test(wanted)) {
    setLanguage(english);
    return;
  }
  const folder = new URL(".", import.meta.resolve("@coffer/client/texts"));
  const codes = readdirSync(fileURLToPath(folder))
    .filter((name) => name.endsWith(".json"))
    .map((name) => name.replace(/\.json$/, ""));
  const code = bestLanguage([wanted], codes);
  if (code === languageCode()) return;
  setLanguage(code === english.code ? english : { code, messages: messagesOf(code, folder) });
}

function messagesOf(code: string, folder: URL): Messages {
  return JSON.parse(readFileSync(new URL(`${code}.json`, folder), "utf8")) as Messages;
}
