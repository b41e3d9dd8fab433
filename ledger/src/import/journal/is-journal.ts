/**
 * Whether the head of a text is a plain-text accounting journal: dates with indented lines below
 * them, directives of Beancount, or nothing but directives and comments. No file of a bank has
 * these.
 */

import { isBeancount } from "../beancount/is-beancount.ts";

const DATED = /^\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?(?:$|[\s=*!;])/u;
const POSTING = /^[ \t]+[^\s"',;|]/u;
const DIRECTIVE =
  /^(?:(?:account|commodity|alias|include|payee|tag|apply|end|bucket|decimal-mark|year|D|P|Y|N|A)[ \t]+[^\s,;|]|Y\d{4}\b|[~=] ?\S|comment[ \t]*$)/u;
/** What editors and shells are told on the first line. */
const MARKED =
  /^\s{0,9}(?:#!.{0,80}\bh?ledger\b|[;#*]{1,9} ?-\*-.{0,80}\b(?:h?ledger|beancount)\b)/u;
const TABLE_ROW = /^[^\s;#%|*][^,;|\t]{0,99}[,;|\t]/u;
const COMMENT = /^[;#%|*]/u;

/** Returns true if the first characters of a text are those of a journal. */
export function isJournal(head: string): boolean {
  if (isBeancount(head)) return true;
  const lines = head.split(/\r\n|\n|\r/u);
  if (MARKED.test(head) && !lines.some((line) => TABLE_ROW.test(line))) return true;
  let [dated, postings, directives, others, isBelow] = [0, 0, 0, 0, false];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "" || isBelow || (/^\s/u.test(line) && POSTING.test(line))) continue;
    if (DATED.test(line)) {
      dated += 1;
      const below = lines.slice(index + 1, index + 4).find((next) => !/^\s+[;#]/u.test(next));
      if (below !== undefined && POSTING.test(below)) postings += 1;
    } else if (DIRECTIVE.test(line)) {
      directives += 1;
      // What stands in a block of comments is anything.
      isBelow = line.startsWith("comment");
    } else if (!COMMENT.test(line)) others += 1;
  }
  if (postings > 0) return postings * 2 >= dated;
  return directives > 0 && others === 0 && dated <= 1;
}
