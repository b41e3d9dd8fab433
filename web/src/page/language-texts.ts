/** The words of the choice of a language. */
import { translated } from "@coffer/client/texts";

export const languageTexts = translated({
  label: "Language",
  hint: "Also how dates and amounts are written. Kept in this browser.",
  automatic: "As the browser says",
});
