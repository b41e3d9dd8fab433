/** The words of the page before a screen has its own. */
import { translated } from "@coffer/client/texts";

export const pageTexts = translated({
  loading: "Loading",
});
