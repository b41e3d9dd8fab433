/**
 * OFX text to a tree of elements, for SGML (end tags of values left out) and XML alike, from banks
 * that follow neither. An opening tag with text behind it is a value; one without is an aggregate
 * if its name is a known one or its end tag comes, and else an empty value whose neighbours belong
 * to the aggregate around it. There is no DTD: a document type with declarations of its own is
 * refused, so entities cannot grow.
 */

import { fail, ok } from "../../result.ts";
import type { Result } from "../../result.ts";
import { DEPTH_MAX, ELEMENTS_MAX, FIELD_LENGTH_MAX } from "../limits.ts";
import { decodeEntities } from "../entities.ts";

/**
 * One element: `value` is its own text ("" for an aggregate); `line` is where its tag stands, from
 * 1.
 */
export interface Element {
  readonly name: string;
  readonly line: number;
  value: string;
  children: Element[];
}

/**
 * Why a text is no OFX: too large in one of the ways of limits.ts, or a document type of its own.
 */
export interface NotElements {
  readonly code: "too-deep" | "too-many-elements" | "field-too-long" | "document-type" | "unclosed";
  readonly line: number;
}

/**
 * The tree under a root without a name; `strayEnds` counts end tags of elements that were not open.
 */
export interface ElementTree {
  readonly root: Element;
  readonly strayEnds: number;
  /** The end of the outermost element came. */
  readonly isComplete: boolean;
}

const AGGREGATES =
  /^(?:OFX|.{1,24}MSGSRSV\d|.{0,24}RS|.{1,24}LISTP?|STMTTRNP?|PAYEE|STATUS|LEDGERBAL|AVAILBAL|.{2,12}ACCT(?:FROM|TO)|ORIGCURRENCY|INV(?:BUY|SELL|TRAN|BANKTRAN)|BUY(?:MF|STOCK|DEBT|OPT|OTHER)|SELL(?:MF|STOCK|DEBT|OPT|OTHER)|SECID)$/u;

function isAggregate(name: string): boolean {
  return AGGREGATES.test(name);
}

/**
 * Aggregates that cannot hold another of themselves: a second one means that the first's end tag is
 * missing.
 */
const FLAT: ReadonlySet<string> = new Set([
  "STMTTRN",
  "STMTTRNP",
  "STATUS",
  "LEDGERBAL",
  "AVAILBAL",
]);

const TAG_NAME = /[A-Za-z][\w.:-]{0,63}/uy;

/** Returns the elements of a text. */
export function parseElements(text: string): Result<ElementTree, NotElements> {
  return new TreeBuilder(text).build();
}

/** Walks over the text once; `#open` is the path from the root to the innermost open element. */
class TreeBuilder {
  readonly #text: string;
  readonly #root: Element = { name: "", line: 1, value: "", children: [] };
  readonly #open: Element[] = [this.#root];
  #count = 0;
  #strayEnds = 0;
  #line = 1;
  #newlineAt: number;
  #failure: NotElements["code"] | null = null;

  constructor(text: string) {
    this.#text = text;
    this.#newlineAt = text.indexOf("\n");
  }

  build(): Result<ElementTree, NotElements> {
    let at = 0;
    while (at < this.#text.length && this.#failure === null) {
      const tagStart = this.#text.indexOf("<", at);
      if (tagStart < 0) {
        this.#addText(at, this.#text.length);
        break;
      }
      if (tagStart > at) this.#addText(at, tagStart);
      at = this.#readMarkup(tagStart);
    }
    if (this.#failure !== null) {
      this.#countLines(at);
      return fail({ code: this.#failure, line: this.#line });
    }
    const isComplete = this.#open.length === 1;
    this.#closeDownTo(0);
    return ok({ root: this.#root, strayEnds: this.#strayEnds, isComplete });
  }

  /** Reads what begins with the "<" at an index and returns where to go on. */
  #readMarkup(start: number): number {
    const text = this.#text;
    if (text.startsWith("<!--", start)) return this.#endOf("-->", start + 4);
    if (text.startsWith("<![CDATA[", start)) {
      const end = this.#endOf("]]>", start + 9);
      this.#addValue(text.slice(start + 9, end - 3));
      return end;
    }
    if (text.startsWith("<?", start)) return endAfter(text, ">", start + 2);
    if (text.startsWith("<!", start)) return this.#readDeclaration(start);
    const isEnd = text.charAt(start + 1) === "/";
    TAG_NAME.lastIndex = start + (isEnd ? 2 : 1);
    const name = TAG_NAME.exec(text)?.[0];
    if (name === undefined) {
      this.#addValue("<");
      return start + 1;
    }
    const nameEnd = TAG_NAME.lastIndex;
    // A tag ends before the next one begins, even if its ">" was lost. (Looking no further keeps this linear.)
    const next = text.indexOf("<", nameEnd);
    const length = text.slice(nameEnd, next < 0 ? text.length : next).indexOf(">");
    const tail = length < 0 ? "" : text.slice(nameEnd, nameEnd + length);
    const bare = localName(name);
    if (isEnd) this.#endElement(bare);
    else this.#startElement(bare, start, tail.endsWith("/"));
    return length < 0 ? nameEnd : nameEnd + length + 1;
  }

  /** What never ends would hide all that follows. */
  #endOf(mark: string, from: number): number {
    const end = this.#text.indexOf(mark, from);
    if (end >= 0) return end + mark.length;
    this.#failure = "unclosed";
    return from;
  }

  #readDeclaration(start: number): number {
    const end = endAfter(this.#text, ">", start);
    const isOwn = this.#text.slice(start, end).includes("[");
    if (isOwn || this.#text.startsWith("<!ENTITY", start)) this.#failure = "document-type";
    return end;
  }

  #startElement(name: string, at: number, isSelfClosed: boolean): void {
    this.#count += 1;
    if (this.#count > ELEMENTS_MAX) this.#failure = "too-many-elements";
    // A value before this tag is complete: its end tag was left out.
    const before = this.#innermost();
    if (before.value !== "" && !isAggregate(before.name)) this.#closeInnermost();
    if (FLAT.has(name)) this.#endFlat(name);
    if (this.#open.length > DEPTH_MAX) this.#closeEmptyValues();
    if (this.#open.length > DEPTH_MAX) this.#failure = "too-deep";
    this.#countLines(at);
    const element: Element = { name, line: this.#line, value: "", children: [] };
    this.#innermost().children.push(element);
    if (!isSelfClosed) this.#open.push(element);
  }

  #endFlat(name: string): void {
    const depth = this.#open.findLastIndex((element) => element.name === name);
    if (depth < 1) return;
    this.#closeDownTo(depth);
    this.#closeInnermost();
  }

  #endElement(name: string): void {
    const depth = this.#open.findLastIndex((element) => element.name === name);
    if (depth < 1) {
      this.#strayEnds += 1;
      return;
    }
    this.#closeDownTo(depth);
    this.#closeInnermost();
  }

  #closeInnermost(): void {
    const element = this.#open.pop();
    if (element !== undefined) element.value = element.value.trim();
  }

  /**
   * Closes all elements above a depth, whose own ends did not come. What an unknown one holds was
   * never its own: it was an empty value, and they are its neighbours.
   */
  #closeDownTo(depth: number): void {
    let keeper = this.#open[depth] ?? this.#root;
    for (const element of this.#open.slice(depth + 1)) {
      element.value = element.value.trim();
      if (isAggregate(element.name)) {
        keeper = element;
        continue;
      }
      for (const child of element.children) keeper.children.push(child);
      element.children = [];
    }
    this.#open.length = depth + 1;
  }

  /** A file of empty values without end tags nests each in the one before. */
  #closeEmptyValues(): void {
    const kept = this.#open.findLastIndex(({ name }) => isAggregate(name));
    this.#closeDownTo(Math.max(kept, 0));
  }

  #addText(from: number, to: number): void {
    if (this.#open.length === 1) return;
    if (to - from > FIELD_LENGTH_MAX) {
      if (this.#text.slice(from, to).trim().length > FIELD_LENGTH_MAX)
        this.#failure = "field-too-long";
      return;
    }
    this.#addValue(decodeEntities(this.#text.slice(from, to)));
  }

  #addValue(value: string): void {
    if (this.#open.length === 1) return;
    const element = this.#innermost();
    if (element.children.length > 0 && value.trim() === "") return;
    if (element.children.length > 0) return;
    const joined = element.value === "" ? value.trimStart() : element.value + value;
    if (joined.length > FIELD_LENGTH_MAX) this.#failure = "field-too-long";
    element.value = joined;
  }

  #innermost(): Element {
    return this.#open.at(-1) ?? this.#root;
  }

  #countLines(to: number): void {
    while (this.#newlineAt >= 0 && this.#newlineAt < to) {
      this.#line += 1;
      this.#newlineAt = this.#text.indexOf("\n", this.#newlineAt + 1);
    }
  }
}

function endAfter(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from);
  return end < 0 ? text.length : end + mark.length;
}

function localName(name: string): string {
  return name.slice(name.lastIndexOf(":") + 1).toUpperCase();
}
