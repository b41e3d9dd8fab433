/**
 * What to do about a new password: a few rules that hold for every password, and no claim beyond them. It knows no
 * list of leaked passwords and says nothing about how long guessing would take.
 */

export type PasswordHint =
  | { readonly kind: "empty" | "repeats" | "sequence" | "name" | "common" | "few-words" | "fine" }
  | { readonly kind: "short"; readonly missing: number };

const charactersMin = 12;
const differentMin = 6;
/** From here on a phrase of words is long enough not to need more advice. */
const phraseCharacters = 20;

const common = /pass ?word|qwert|asdf|letmein|welcome|iloveyou|123456|abcdef|coffer|budget|secret/i;

/** The hint for what was typed; `name` is the account's, which a password should not hold. */
export function passwordHint(typed: string, name: string): PasswordHint {
  const characters = Array.from(typed.normalize("NFKC"));
  if (characters.length === 0) return { kind: "empty" };
  if (characters.length < charactersMin) {
    return { kind: "short", missing: charactersMin - characters.length };
  }
  const lower = typed.normalize("NFKC").toLowerCase();
  if (name.length >= 3 && lower.includes(name.toLowerCase())) return { kind: "name" };
  if (new Set(lower).size < differentMin || isRepetition(lower)) return { kind: "repeats" };
  if (isSequence(characters)) return { kind: "sequence" };
  // A known word is no harm in a long phrase, but it is most of a short one.
  if (common.test(lower) && characters.length < phraseCharacters) return { kind: "common" };
  return { kind: characters.length < phraseCharacters ? "few-words" : "fine" };
}

/** Whether a text is a shorter one again and again. */
function isRepetition(text: string): boolean {
  return `${text}${text}`.indexOf(text, 1) < text.length;
}

/** Whether most characters follow the one before them, as in "abcdefgh1234". */
function isSequence(characters: readonly string[]): boolean {
  const steps = characters
    .slice(1)
    .map(
      (character, index) =>
        (character.codePointAt(0) ?? 0) - (characters[index]?.codePointAt(0) ?? 0),
    );
  const following = steps.filter((step) => Math.abs(step) === 1).length;
  return following > steps.length * 0.6;
}
