/**
 * The door to the words: the page and the terminal load it without the engine.
 */
export { bucketWord } from "./bucket-words.ts";
export { parseMessage, placesOf } from "./icu.ts";
export {
  _,
  bestLanguage,
  english,
  inContext,
  inEnglish,
  languageCode,
  onLanguage,
  ownName,
  said,
  setLanguage,
  translated,
  type Language,
  type Messages,
} from "./texts.ts";
