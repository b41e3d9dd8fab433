/**
 * The lines of an hledger or ledger journal that are no transactions. What changes amounts, names or
 * dates is done; what only changes reports is passed over; what would bring or change transactions
 * and is not done is said with its line; what is no directive is an error, as in both programs.
 */

import { sentence, type Sentence } from "../../sentence.ts";
import { displayText } from "../display-text.ts";
import type { JournalSetup } from "./setup.ts";

/** What a directive asks of the parser. */
export interface Directive {
  /** What the indented lines below it belong to: commodity or account NAME, or nothing. */
  readonly below: { readonly kind: "commodity" | "account"; readonly name: string } | null;
  /** Text of a "comment" or "test" follows, up to its end. */
  readonly isBlock: boolean;
  readonly error: Sentence | null;
  readonly warning: Sentence | null;
}

const DONE: Directive = { below: null, isBlock: false, error: null, warning: null };

/** Directives that say nothing about transactions. */
const SILENT: ReadonlySet<string> = new Set([
  "assert",
  "check",
  "import",
  "N",
  "P",
  "payee",
  "tag",
  "value",
]);
/** Directives that may change transactions in ways that are not done here. */
const NOT_DONE: ReadonlySet<string> = new Set([
  "C",
  "capture",
  "def",
  "define",
  "eval",
  "expr",
  "python",
  "option",
  "i",
  "I",
  "o",
  "O",
  "b",
  "h",
]);

/** Carries out the directive of a line that is not indented. */
export function carryOut(text: string, setup: JournalSetup): Directive {
  const plain = text.replace(/^[!@](?=[a-z])/u, "");
  const name = /^[A-Za-z-]{1,20}/u.exec(plain)?.[0] ?? "";
  const words = plain.slice(name.length).trim();
  switch (name) {
    case "account":
      return { ...DONE, below: { kind: "account", name: setup.declareAccount(words) } };
    case "commodity":
      return declaredCommodity(setup.declareCommodity(words, null));
    case "D":
      return { ...DONE, error: setup.declareDefault(words) };
    case "decimal-mark":
      if (words.startsWith(".") || words.startsWith(",")) {
        setup.marks.declareDefault(words.startsWith(".") ? "." : ",");
      }
      return DONE;
    case "comment":
    case "test":
      return { ...DONE, isBlock: true };
    case "alias":
      return setup.alias(words) ? DONE : notDone(`alias ${words}`);
    case "A":
    case "bucket":
      setup.bucket = setup.nameOf(displayText(words));
      return DONE;
    case "include":
      return {
        ...DONE,
        warning: sentence("The file {name} belongs to this one and was not read; import it too.", {
          name: displayText(words).slice(0, 200),
        }),
      };
    case "apply":
      return apply(words, setup);
    case "end":
      return end(words, setup);
    default:
      return yearOr(name, plain, setup);
  }
}

/** Carries out a line below "commodity" or "account". */
export function carryOutBelow(
  text: string,
  below: NonNullable<Directive["below"]>,
  setup: JournalSetup,
): Sentence | null {
  const name = /^[a-z]{1,20}/u.exec(text)?.[0] ?? "";
  const words = text.slice(name.length).trim();
  if (below.kind === "account") {
    if (name === "alias") setup.alias(`${words}=${below.name}`);
    if (name === "default") setup.bucket = below.name;
    return null;
  }
  if (name === "default") setup.useCommodity(below.name);
  if (name !== "format") return null;
  const found = setup.declareCommodity(words, below.name);
  return typeof found === "string" ? null : found;
}

function declaredCommodity(found: string | Sentence): Directive {
  if (typeof found !== "string") return { ...DONE, error: found };
  return { ...DONE, below: { kind: "commodity", name: found } };
}

function apply(words: string, setup: JournalSetup): Directive {
  const [what = ""] = words.split(/\s/u, 1);
  const rest = words.slice(what.length).trim();
  if (what === "account") return setup.pushPrefix(rest) ? DONE : notDone(`apply ${words}`);
  if (what === "year") setup.year = yearOf(rest) ?? setup.year;
  else if (what !== "tag") return notDone(`apply ${words}`);
  return DONE;
}

function end(words: string, setup: JournalSetup): Directive {
  if (/^(?:apply\s{1,9})?account\b/u.test(words)) setup.popPrefix();
  if (/^aliases\b/u.test(words)) setup.clearAliases();
  return DONE;
}

function yearOr(name: string, text: string, setup: JournalSetup): Directive {
  const year = yearOf(/^(?:Y|year)\s{0,9}(\d{4})\b/u.exec(text)?.[1] ?? "");
  if (year !== null) {
    setup.year = year;
    return DONE;
  }
  if (SILENT.has(name)) return DONE;
  if (NOT_DONE.has(name) || /^--[a-z]/u.test(text)) {
    // "i 2026/01/31 09:00 project" is a time clock's, "--" an option of the command line.
    if (name.length !== 1 || /^.\s/u.test(text)) return notDone(text);
  }
  const error = sentence("“{text}” is neither a transaction nor a directive that Coffer knows.", {
    text: displayText(text).slice(0, 80),
  });
  return { ...DONE, error };
}

function yearOf(text: string): number | null {
  return /^\d{4}$/u.test(text) ? Number(text) : null;
}

function notDone(text: string): Directive {
  const warning = sentence("“{text}” was not carried out.", {
    text: displayText(text).slice(0, 80),
  });
  return { ...DONE, warning };
}
