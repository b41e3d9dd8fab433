/**
 * The words of the page and the terminal, in the language in use.
 *
 * English is written in the sources and is the key to every other language: `_("{amount} left", { amount })`, or a
 * whole `…-texts.ts` inside `translated({ … })`. Another language is one file of messages by their English, beside this
 * one. What it lacks is said in English. The language is one of the whole process: who runs commands for others sets it
 * before each.
 */
import type { Sentence } from "@coffer/ledger";
import { formatMessage, parseMessage, type Counting, type Message, type Values } from "./icu.ts";

/** Messages by their English. */
export type Messages = Readonly<Record<string, string>>;

/** A language in use. */
export interface Language {
  /** Its BCP 47 tag, as its file is named: "de". */
  readonly code: string;
  readonly messages: Messages;
}

/** What the sources are written in: there is nothing to look up. */
export const english: Language = { code: "en", messages: {} };

/** Between a context and a message, as in gettext. */
const contextMark = "\u0004";

interface InUse {
  readonly language: Language;
  readonly counting: Counting;
  /** By their English; at most as many as the sources have. */
  readonly parsed: Map<string, Message>;
}

let inUse = made(english);
const listeners = new Set<() => void>();

/** Says everything in this language from now on. */
export function setLanguage(language: Language): void {
  if (language === inUse.language) return;
  inUse = made(language);
  for (const listener of listeners) listener();
}

/** The code of the language in use. */
export function languageCode(): string {
  return inUse.language.code;
}

/** Calls `listener` when the language changes, until the returned function is called. */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** The message in the language in use, with the values in its places. */
export function _(message: string, values: Values = {}): string {
  const { language, counting, parsed } = inUse;
  let parts = parsed.get(message);
  if (parts === undefined) {
    const { messages } = language;
    const own = Object.hasOwn(messages, message) ? messages[message] : undefined;
    parts = parseMessage(own ?? message.slice(message.indexOf(contextMark) + 1));
    parsed.set(message, parts);
  }
  return formatMessage(parts, values, counting);
}

/** What the ledger remarks, in the language in use. */
export function said({ message, values }: Sentence): string {
  const shown: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(values)) {
    shown[name] = typeof value === "object" ? said(value) : value;
  }
  return _(message, shown);
}

/** A name that may be one of Coffer's own, as that of a bucket in a book: translated if it is, else as it is. */
export function ownName(name: string): string {
  const { messages } = inUse.language;
  return (Object.hasOwn(messages, name) ? messages[name] : undefined) ?? name;
}

/** What `say` says in English, whatever the language in use: for programs that read it. */
export function inEnglish<Said>(say: () => Said): Said {
  const before = inUse;
  inUse = made(english);
  try {
    return say();
  } finally {
    inUse = before;
  }
}

/** A message whose English is said in two ways elsewhere; `context` tells translators which one it is. */
export function inContext(context: string, message: string): string {
  return context + contextMark + message;
}

/**
 * Words as a screen uses them: each string is looked up when it is read, so that a change of the language shows at once.
 * Functions are left as they are; they use `_`.
 */
export function translated<Words>(words: Words): Words {
  return translatedValue(words) as Words;
}

function translatedValue(value: unknown): unknown {
  if (typeof value === "string") return _(value);
  if (Array.isArray(value)) return value.map(translatedValue);
  if (typeof value !== "object" || value === null) return value;
  const result: object = {};
  for (const [name, inner] of Object.entries(value)) {
    Object.defineProperty(result, name, {
      enumerable: true,
      ...(isLookedUp(inner)
        ? { get: () => translatedValue(inner) }
        : { value: translatedValue(inner) }),
    });
  }
  return result;
}

function isLookedUp(value: unknown): boolean {
  return typeof value === "string" || Array.isArray(value);
}

/** The first of the wanted tags that is there, also without its region ("de" for "de-AT"); English if none is. */
export function bestLanguage(wanted: readonly string[], codes: readonly string[]): string {
  const there = new Map([english.code, ...codes].map((code) => [code.toLowerCase(), code]));
  for (const tag of wanted) {
    const parts = tag.toLowerCase().replaceAll("_", "-").split("-");
    for (let length = parts.length; length > 0; length -= 1) {
      const code = there.get(parts.slice(0, length).join("-"));
      if (code !== undefined) return code;
    }
  }
  return english.code;
}

function made(language: Language): InUse {
  const { code } = language;
  let rules: Intl.PluralRules | undefined;
  let numbers: Intl.NumberFormat | undefined;
  const counting: Counting = {
    categoryOf: (count) => (rules ??= new Intl.PluralRules(code)).select(count),
    numberText: (count) => (numbers ??= new Intl.NumberFormat(code)).format(count),
  };
  return { language, counting, parsed: new Map() };
}
