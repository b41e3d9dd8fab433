/** The words of the page that saves the first budget. */
import { _, translated } from "@coffer/client/texts";
import type { PasswordHint } from "./password-hint.ts";

export const signUpTexts = translated({
  title: "Save your budget",
  intro:
    "It is sealed with your password before it leaves this browser. Nobody can reset that password, so there is a recovery kit on the next page.",
  name: "Name",
  nameHint: "To log in with. Letters, digits and . _ @ + -",
  password: "Password",
  again: "The same password again",
  differs: "The two are not the same.",
  show: "Show what I type",
  invitation: "Invitation",
  invitationHint: "This server takes new accounts by invitation.",
  submit: "Save",
  busy: "Sealing…",
  back: "Back to the budget",
  logIn: "I have an account",
});

/** What to do about the password. */
export function hintText(hint: PasswordHint): string {
  switch (hint.kind) {
    case "empty":
      return _("Four unrelated words are strong, and easy to type.");
    case "short":
      return _("{count, plural, one {One more character.} other {# more characters.}}", {
        count: hint.missing,
      });
    case "repeats":
      return _("It repeats itself: add words that have nothing to do with each other.");
    case "sequence":
      return _("It follows the alphabet or the keyboard: add unrelated words.");
    case "name":
      return _("It has your name in it, which is guessed first.");
    case "common":
      return _("It has a word that is tried first: add two or three other words.");
    case "few-words":
      return _("Long enough. One more word makes it much stronger.");
    case "fine":
      return _("Long enough. Use it nowhere else.");
  }
}
