/**
 * The door to the words: the page and the terminal load it without the engine.
 */
export { parseMessage, placesOf } from "./icu.ts";
export {
  _,
  bestLanguage,
  english,
  inContext,
  languageCode,
  onLanguage,
  setLanguage,
  translated,
  type Language,
  type Messages,
} from "./texts.ts";
