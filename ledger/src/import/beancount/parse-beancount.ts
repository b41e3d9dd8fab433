/**
 * The lines of a Beancount file to its directives. A line that is wrong costs its directive and is
 * told; the others are read, as Beancount does.
 */

import type { Day } from "../../calendar/day.ts";
import { sentence, type Sentence } from "../../sentence.ts";
import { displayText } from "../display-text.ts";
import { JOURNAL_LINE_MAX, RECORDS_MAX } from "../limits.ts";
import type { JournalRemark } from "../journal/entry.ts";
import { linesOf, type TextLine } from "../journal/lines.ts";
import { isAccountName } from "../journal/setup.ts";
import type { BeanDirective, BeanPosting, BeanTransaction } from "./directives.ts";
import { TokenReader } from "./token-reader.ts";
import { tokenLines, type TokenLine } from "./tokens.ts";

/** A Beancount file as it is written. */
export interface BeanFile {
  readonly directives: readonly BeanDirective[];
  /** By name, the last one of each. */
  readonly options: ReadonlyMap<string, string>;
  readonly plugins: ReadonlySet<string>;
  readonly errors: readonly JournalRemark[];
  readonly warnings: readonly JournalRemark[];
}

/** Returns the directives of a file, in the order of its lines. */
export function parseBeancount(text: string): BeanFile {
  const parser = new Parser();
  for (const each of tokenLines(shortLines(text, parser))) parser.take(each);
  return parser.finish();
}

/** Ends the file at a line that is too long. */
function* shortLines(text: string, parser: Parser): Generator<TextLine> {
  for (const each of linesOf(text)) {
    if (each.text.length > JOURNAL_LINE_MAX) {
      parser.fail(each.line, sentence("The line is too long."));
      return;
    }
    if (parser.count > RECORDS_MAX) {
      parser.fail(
        each.line,
        sentence("The file has more than {most} transactions.", { most: RECORDS_MAX }),
      );
      return;
    }
    yield each;
  }
}

/** A transaction whose indented lines are still to come. */
interface OpenTransaction extends Omit<BeanTransaction, "postings"> {
  readonly postings: BeanPosting[];
  id: string | null;
  isBroken: boolean;
}

class Parser {
  readonly #directives: BeanDirective[] = [];
  readonly #options = new Map<string, string>();
  readonly #plugins = new Set<string>();
  readonly #errors: JournalRemark[] = [];
  readonly #warnings: JournalRemark[] = [];
  readonly #tags: string[] = [];
  #open: OpenTransaction | null = null;
  /** Postings and directives so far. */
  count = 0;

  fail(line: number, text: Sentence): void {
    this.#errors.push({ line, text });
  }

  take(tokenLine: TokenLine): void {
    this.count += 1;
    const { isIndented, line, tokens, problem } = tokenLine;
    if (problem !== null) {
      this.#breakAt(line, problem);
      return;
    }
    const reader = new TokenReader(tokens);
    if (isIndented) this.#takeIndented(reader, line);
    else {
      this.#close();
      this.#takeHead(reader, line);
    }
  }

  finish(): BeanFile {
    this.#close();
    return {
      directives: this.#directives,
      options: this.#options,
      plugins: this.#plugins,
      errors: this.#errors,
      warnings: this.#warnings,
    };
  }

  #close(): void {
    const open = this.#open;
    this.#open = null;
    if (open !== null && !open.isBroken) this.#directives.push(open);
  }

  /** A line that cannot be read takes its transaction with it. */
  #breakAt(line: number, text: string): void {
    if (this.#open !== null) this.#open.isBroken = true;
    this.fail(
      line,
      sentence("“{text}” is nothing that Coffer can read in a Beancount file.", {
        text: displayText(text).slice(0, 80),
      }),
    );
  }

  #takeHead(reader: TokenReader, line: number): void {
    const day = reader.takeDay();
    if (reader.isBroken) {
      this.fail(line, sentence("There is no such date."));
      this.#open = null;
    } else if (day === null) this.#takeSetting(reader, line);
    else this.#takeDated(reader, day, line);
  }

  #takeSetting(reader: TokenReader, line: number): void {
    const word = reader.take("word") ?? "";
    const [first = "", second = ""] = [reader.take("string"), reader.take("string")].map(
      (text) => text ?? "",
    );
    if (word === "option") this.#options.set(first, second);
    else if (word === "plugin") this.#takePlugin(first, line);
    else if (word === "include") {
      this.#warn(
        line,
        sentence("The file {name} belongs to this one and was not read; import it too.", {
          name: displayText(first).slice(0, 200),
        }),
      );
    } else if (word === "pushtag") this.#tags.push(reader.take("tag") ?? "");
    else if (word === "poptag") this.#popTag(reader.take("tag") ?? "");
    else if (word !== "pushmeta" && word !== "popmeta") this.#breakAt(line, word || "?");
  }

  #popTag(tag: string): void {
    const at = this.#tags.lastIndexOf(tag);
    if (at >= 0) this.#tags.splice(at, 1);
  }

  #takePlugin(name: string, line: number): void {
    this.#plugins.add(name);
    if (HARMLESS_PLUGINS.test(name)) return;
    this.#warn(
      line,
      sentence("The plugin {name} was not run; what it would change is as the file has it.", {
        name: displayText(name).slice(0, 200),
      }),
    );
  }

  #warn(line: number, text: Sentence): void {
    this.#warnings.push({ line, text });
  }

  #takeDated(reader: TokenReader, day: Day, line: number): void {
    const word = reader.take("word") ?? "";
    if (OTHER_DIRECTIVES.has(word)) return;
    if (word === "" || word === "txn") {
      if (word === "" && reader.take("mark") === null && !isFlag(reader.take("currency"))) {
        this.#breakAt(line, reader.next?.text ?? "?");
      } else this.#takeTransaction(reader, day, line);
      return;
    }
    const directive = accountDirective(word, reader, day, line);
    if (directive === null || reader.isBroken || !isAccountName(directive.account)) {
      this.#breakAt(line, word);
    } else this.#directives.push(directive);
  }

  #takeTransaction(reader: TokenReader, day: Day, line: number): void {
    const strings: string[] = [];
    const marks = [...this.#tags];
    while (!reader.isAtEnd) {
      const string = reader.take("string");
      const mark = string === null ? (reader.take("tag") ?? reader.take("link")) : null;
      if (string !== null) strings.push(displayText(string));
      else if (mark !== null) marks.push(mark);
      else if (reader.take("mark", "|") === null) {
        this.#breakAt(line, reader.next?.text ?? "?");
        return;
      }
    }
    const text = strings.filter((part) => part !== "").join(" | ");
    const note = marks.filter((mark) => mark !== "").join(" ");
    this.#open = {
      kind: "transaction",
      line,
      day,
      id: null,
      text,
      note,
      postings: [],
      isBroken: false,
    };
  }

  #takeIndented(reader: TokenReader, line: number): void {
    const key = reader.take("key");
    const open = this.#open;
    if (key !== null) {
      if (open !== null && key === "id:" && open.postings.length === 0) {
        open.id = displayText(reader.take("string") ?? "") || null;
      }
      return;
    }
    if (open === null) return;
    // Tags and links may stand on lines of their own.
    if (reader.next?.kind === "tag" || reader.next?.kind === "link") return;
    const posting = readBeanPosting(reader, line);
    if (posting === null) this.#breakAt(line, reader.next?.text ?? "?");
    else open.postings.push(posting);
  }
}

const OTHER_DIRECTIVES: ReadonlySet<string> = new Set([
  "commodity",
  "custom",
  "document",
  "event",
  "note",
  "price",
  "query",
]);

/** Plugins that check, or make accounts and prices, and change no transaction. */
const HARMLESS_PLUGINS =
  /^beancount\.(?:plugins\.(?:auto_accounts|implicit_prices|check_\w+|coherent_cost|leafonly|noduplicates|nounused|onecommodity|pedantic|sellgains|unique_prices|currency_accounts_check|close_tree|commodity_attr|auto)|ops\.\w+)$/u;

function isFlag(text: string | null): boolean {
  return text !== null && text.length === 1;
}

/** "open", "close", "pad" and "balance". */
function accountDirective(
  word: string,
  reader: TokenReader,
  day: Day,
  line: number,
): Exclude<BeanDirective, BeanTransaction> | null {
  const account = reader.must("account");
  switch (word) {
    case "open": {
      const currencies: string[] = [];
      for (let code = reader.take("currency"); code !== null; code = reader.take("currency")) {
        currencies.push(code);
        reader.take("mark", ",");
      }
      return { kind: "open", line, day, account, currencies, booking: reader.take("string") };
    }
    case "close":
      return { kind: "close", line, day, account };
    case "pad":
      return { kind: "pad", line, day, account, source: reader.must("account") };
    case "balance": {
      const amount = reader.takeNumber();
      const tolerance = reader.take("mark", "~") === null ? null : reader.takeNumber();
      const commodity = reader.must("currency");
      if (amount === null) return null;
      return { kind: "balance", line, day, account, quantity: { commodity, amount }, tolerance };
    }
    default:
      return null;
  }
}

function readBeanPosting(reader: TokenReader, line: number): BeanPosting | null {
  if (reader.next?.kind === "mark") reader.take("mark");
  else if (isFlag(reader.next?.kind === "currency" ? reader.next.text : null))
    reader.take("currency");
  const account = reader.must("account");
  const quantity = reader.takeQuantity();
  const cost = reader.takeCost();
  const isTotal = reader.take("mark", "@@") !== null;
  const hasPrice = isTotal || reader.take("mark", "@") !== null;
  const price = hasPrice ? { ...reader.takeQuantity(), isTotal } : null;
  if (reader.isBroken || !reader.isAtEnd || !isAccountName(account)) return null;
  return { line, account, quantity, cost, price, note: "" };
}
