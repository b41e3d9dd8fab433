/** Why a transaction got its category, as a sentence. */
import type { SuggestionReason } from "../book/suggest.ts";
import { sentence, type Sentence } from "../sentence.ts";

/** A rule says it, or the person's own history, or a word. */
export type CategoryReason = SuggestionReason | { readonly by: "rule"; readonly query: string };

/** The reason for people. */
export function reasonSentence(reason: CategoryReason): Sentence {
  switch (reason.by) {
    case "rule":
      return sentence("a rule: {query}", { query: reason.query });
    case "history":
      return reason.count === 1
        ? sentence("once before")
        : sentence("{count} times before", { count: reason.count });
    case "similar":
      return sentence("{count} times before with “{word}”", {
        count: reason.count,
        word: reason.word,
      });
    case "hint":
      return sentence("because of “{word}”", { word: reason.word });
  }
}
