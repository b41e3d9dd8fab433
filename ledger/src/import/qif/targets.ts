/**
 * `L` and `S`, what a record or a part of it is for: `Auto:Fuel/Business` is a category with a
 * class, `[Savings]` another account, `Interest|[Savings]` both. Some programs write another
 * account's name without brackets; GnuCash writes paths from the root for both, `Assets:Savings`
 * and `Expenses:Food`.
 */

import { displayText } from "../display-text.ts";
import { CATEGORY_LEVELS_MAX } from "../limits.ts";
import { accountInBrackets } from "./lists.ts";
import type { QifContents } from "./lists.ts";

/** What a record or a part is for. */
export interface Target {
  /** The other account of a transfer, or null. */
  readonly account: string | null;
  readonly category: readonly string[] | null;
  /** Quicken's class, or "". */
  readonly className: string;
}

const NOTHING: Target = { account: null, category: null, className: "" };

/** Returns what `L` or `S` says. */
export function readTarget(text: string, contents: QifContents): Target {
  let target = NOTHING;
  for (const piece of text.split("|", 2)) {
    const read = readPiece(piece.trim(), contents);
    target = {
      account: target.account ?? read.account,
      category: target.category ?? read.category,
      className: target.className || read.className,
    };
  }
  return target;
}

function readPiece(text: string, contents: QifContents): Target {
  const other = accountInBrackets(text);
  if (other !== null) {
    const className = displayText(text.slice(text.lastIndexOf("]") + 1).replace(/^\//u, ""));
    return { account: other, category: null, className };
  }
  const name = displayText(text);
  if (name === "" || /^--?split--?$/iu.test(name)) return NOTHING;
  if (isAccount(name, contents)) return { ...NOTHING, account: name };
  const slash = contents.categories.has(name) ? -1 : name.indexOf("/");
  const path = pathOf(slash < 0 ? name : name.slice(0, slash));
  const className = slash < 0 ? "" : name.slice(slash + 1).trim();
  return { account: null, category: path.length === 0 ? null : path, className };
}

/** A path is an account's if it begins where the paths of the file's own accounts do. */
function isAccount(name: string, { accounts, roots, categories }: QifContents): boolean {
  if (categories.has(name)) return false;
  const colon = name.indexOf(":");
  return accounts.has(name) || (colon > 0 && roots.has(name.slice(0, colon)));
}

/** Returns the levels of "Auto:Fuel"; deeper ones than Coffer knows stay together. */
export function pathOf(name: string): readonly string[] {
  const levels = name
    .split(":")
    .map((level) => level.trim())
    .filter((level) => level !== "");
  const top = levels.slice(0, CATEGORY_LEVELS_MAX - 1);
  const rest = levels.slice(CATEGORY_LEVELS_MAX - 1);
  return rest.length === 0 ? top : [...top, rest.join(":")];
}
