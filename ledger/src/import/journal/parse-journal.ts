/**
 * The lines of an hledger or ledger journal to transactions as they are written; amounts that are
 * left out are worked out later (resolve.ts). Errors do not stop the reading, so that a person sees
 * all of them at once.
 */

import { sentence, type Sentence } from "../../sentence.ts";
import { displayText } from "../display-text.ts";
import { JOURNAL_ERRORS_MAX, JOURNAL_LINE_MAX, RECORDS_MAX } from "../limits.ts";
import { readHead, type TransactionHead } from "./date-text.ts";
import type { DecimalMarks } from "./decimal-marks.ts";
import { carryOut, carryOutBelow, type Directive } from "./directives.ts";
import type { DeclaredAccount, JournalRemark } from "./entry.ts";
import { linesOf, type TextLine } from "./lines.ts";
import { readPosting, type WrittenPosting } from "./posting-text.ts";
import { isAccountName, JournalSetup } from "./setup.ts";

/** A transaction as it is written. */
export interface WrittenTransaction extends TransactionHead {
  readonly line: number;
  readonly postings: readonly WrittenPosting[];
  /** ledger's "bucket" at this place. */
  readonly bucket: string | null;
}

/** A journal as it is written. */
export interface WrittenJournal {
  readonly transactions: readonly WrittenTransaction[];
  readonly accounts: readonly DeclaredAccount[];
  readonly errors: readonly JournalRemark[];
  readonly warnings: readonly JournalRemark[];
}

/** What indented lines belong to. */
type Block =
  | { readonly kind: "none" | "skipped" }
  | { readonly kind: "comment" }
  | { readonly kind: "below"; readonly of: NonNullable<Directive["below"]> }
  | {
      readonly kind: "transaction";
      readonly line: number;
      readonly head: TransactionHead;
      readonly postings: WrittenPosting[];
      readonly notes: string[];
    };

const NO_BLOCK: Block = { kind: "none" };

/** Returns the transactions of a journal. */
export function parseJournal(text: string, marks: DecimalMarks): WrittenJournal {
  const parser = new Parser(marks);
  for (const each of linesOf(text)) if (!parser.take(each)) break;
  return parser.finish();
}

class Parser {
  readonly #setup: JournalSetup;
  readonly #transactions: WrittenTransaction[] = [];
  readonly #errors: JournalRemark[] = [];
  readonly #warnings: JournalRemark[] = [];
  #block: Block = NO_BLOCK;
  #postingCount = 0;

  constructor(marks: DecimalMarks) {
    this.#setup = new JournalSetup(marks);
  }

  /** Takes a line; returns false if the journal is too long or too wrong to go on. */
  take({ line, text }: TextLine): boolean {
    if (text.length > JOURNAL_LINE_MAX) {
      this.#fail(line, sentence("The line is too long."));
      return false;
    }
    if (this.#block.kind === "comment") {
      if (/^end\s{1,9}(?:comment|test)\b/u.test(text)) this.#block = NO_BLOCK;
    } else if (text.trim() === "") this.#close();
    else if (/^\s/u.test(text)) this.#takeIndented(text.trim(), line);
    else if (!/^[;#%|*]/u.test(text)) this.#takeHead(text, line);
    if (this.#postingCount <= RECORDS_MAX) return this.#errors.length < JOURNAL_ERRORS_MAX;
    this.#fail(
      line,
      sentence("The file has more than {most} transactions.", { most: RECORDS_MAX }),
    );
    return false;
  }

  finish(): WrittenJournal {
    this.#close();
    return {
      transactions: this.#transactions,
      accounts: this.#setup.accounts,
      errors: this.#errors,
      warnings: this.#warnings,
    };
  }

  #takeHead(text: string, line: number): void {
    this.#close();
    if (/^\d/u.test(text)) {
      const head = readHead(text, this.#setup.year);
      if ("message" in head) this.#fail(line, head);
      this.#block =
        "message" in head
          ? { kind: "skipped" }
          : { kind: "transaction", line, head, postings: [], notes: [] };
      return;
    }
    if (text.startsWith("~") || text.startsWith("=")) {
      this.#block = { kind: "skipped" };
      this.#warn(line, ruleRemark(text));
      return;
    }
    const { below, isBlock, error, warning } = carryOut(text, this.#setup);
    if (error !== null) this.#fail(line, error);
    if (warning !== null) this.#warn(line, warning);
    if (isBlock) this.#block = { kind: "comment" };
    else this.#block = below === null ? { kind: "skipped" } : { kind: "below", of: below };
  }

  #takeIndented(text: string, line: number): void {
    const block = this.#block;
    if (text.startsWith(";") || text.startsWith("#")) {
      if (block.kind === "transaction") block.notes.push(displayText(text.slice(1)));
      return;
    }
    if (block.kind === "below") {
      const error = carryOutBelow(text, block.of, this.#setup);
      if (error !== null) this.#fail(line, error);
    } else if (block.kind === "transaction") this.#takePosting(text, line, block.postings);
    else if (block.kind === "none") {
      this.#fail(line, sentence("An indented line belongs to no transaction."));
      this.#block = { kind: "skipped" };
    }
  }

  #takePosting(text: string, line: number, postings: WrittenPosting[]): void {
    const posting = readPosting(text, line, this.#setup.context);
    this.#postingCount += 1;
    if ("message" in posting) {
      this.#fail(line, posting);
      return;
    }
    const account = this.#setup.nameOf(posting.account);
    if (isAccountName(account)) postings.push({ ...posting, account });
    else {
      this.#fail(line, sentence("The account has no name, or one that is too long."));
    }
  }

  /** The transaction that stood open is whole. */
  #close(): void {
    const block = this.#block;
    this.#block = NO_BLOCK;
    if (block.kind !== "transaction") return;
    const { line, head, postings, notes } = block;
    const note = [head.note, ...notes].filter((part) => part !== "").join(" ");
    this.#transactions.push({ ...head, line, note, postings, bucket: this.#setup.bucket });
  }

  #fail(line: number, text: Sentence): void {
    this.#errors.push({ line, text });
  }

  #warn(line: number, text: Sentence): void {
    this.#warnings.push({ line, text });
  }
}

function ruleRemark(text: string): Sentence {
  return text.startsWith("~")
    ? sentence("Planned transactions (“~”) are no transactions yet and were left out.")
    : sentence("A rule for postings (“=”) was not applied.");
}
