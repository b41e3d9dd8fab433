/**
 * The language of the page: what was chosen in this browser, or else the first of the browser's own that Coffer speaks.
 * A language other than English is loaded when it is needed. The choice is kept in this browser and says nothing about
 * anybody.
 */
import {
  bestLanguage,
  english,
  languageCode,
  onLanguage,
  setLanguage,
  type Messages,
} from "@coffer/client/texts";
import { useSyncExternalStore } from "react";

const storageKey = "coffer.language";

/** A file beside the English words is a language: nothing else has to name it. */
const files: Readonly<Record<string, () => Promise<Messages>>> = import.meta.glob<Messages>(
  "../../../client/src/texts/*.json",
  { import: "default" },
);
const loaders = new Map(
  Object.entries(files).map(([path, load]) => [path.replace(/^.*\/|\.json$/g, ""), load]),
);

/** The codes of the languages that there are. */
export const languageCodes: readonly string[] = [english.code, ...loaders.keys()].toSorted();

/** What was chosen here; undefined while the browser's own languages decide. */
export function chosenLanguage(): string | undefined {
  const code = localStorage.getItem(storageKey) ?? undefined;
  return code !== undefined && languageCodes.includes(code) ? code : undefined;
}

/** Chooses a language; undefined leaves it to the browser again. */
export function chooseLanguage(code: string | undefined): Promise<void> {
  if (code === undefined) localStorage.removeItem(storageKey);
  else localStorage.setItem(storageKey, code);
  return speak();
}

/** Brings the words in. Without them, as offline before they were ever here, the page is English. */
export async function speak(): Promise<void> {
  const code = wantedLanguage();
  const load = loaders.get(code);
  try {
    const language = load === undefined ? english : { code, messages: await load() };
    // Another choice may have been faster.
    if (code === wantedLanguage()) setLanguage(language);
  } catch {
    setLanguage(english);
  }
  document.documentElement.lang = languageCode();
}

/** The code of the language in use; who reads it is drawn again when it changes. */
export function useLanguage(): string {
  return useSyncExternalStore(onLanguage, languageCode);
}

function wantedLanguage(): string {
  return chosenLanguage() ?? bestLanguage(navigator.languages, languageCodes);
}
