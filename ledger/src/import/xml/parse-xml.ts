/**
 * XML text to a tree of elements, in one pass, with the line of each. What a document type could
 * declare is not read: one that declares anything is refused, so nothing is fetched and no entity
 * grows. References that no document type is needed for are replaced; others stay as they are
 * written, because banks forget to write `&amp;`. There may be several documents one after the
 * other, and what is not well-formed otherwise is refused with its line. Names lose their prefixes;
 * which namespaces these stand for is not looked at.
 */

import { fail, ok } from "../../result.ts";
import type { Result } from "../../result.ts";
import { decodeEntities } from "../entities.ts";
import { ATTRIBUTES_MAX, DEPTH_MAX, ELEMENTS_MAX, FIELD_LENGTH_MAX } from "../limits.ts";
import type { XmlElement } from "./xml-element.ts";
import type { XmlError } from "./xml-error.ts";

/**
 * Returns an element without a name whose children are the outermost elements of the text; that is
 * one, unless several documents stand after each other.
 */
export function parseXml(text: string): Result<XmlElement, XmlError> {
  return new Parser(text).parse();
}

/** An element while it is open; `text` still has its white space. */
interface OpenElement {
  readonly name: string;
  readonly line: number;
  readonly attributes: ReadonlyMap<string, string>;
  text: string;
  children: OpenElement[];
}

const NAME = /[A-Za-z_\u{C0}-\u{10FFFF}][\w.:\u{B7}-\u{10FFFF}-]{0,127}/uy;
const ATTRIBUTE =
  /\s+([A-Za-z_\u{C0}-\u{10FFFF}][\w.:\u{B7}-\u{10FFFF}-]{0,127})\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/uy;
const START_END = /\s*(\/?)>/uy;
const END_TAG = /<\/([^\s<>]{1,128})\s*>/uy;
/** A document type that only names the outermost element. */
const BARE_DOCUMENT_TYPE = /<!DOCTYPE\s{1,9}[\w.:-]{1,128}\s{0,9}>/uy;

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();
/** Shared by all elements without children, of which there are most. */
const NO_CHILDREN: OpenElement[] = [];

/** Walks over the text once; `#open` is the path from the root to the innermost open element. */
class Parser {
  readonly #text: string;
  readonly #root: OpenElement;
  readonly #open: OpenElement[];
  /** One string for each name, instead of one for each tag. */
  readonly #names = new Map<string, string>();
  #count = 0;
  #line = 1;
  #newlineAt: number;
  #failure: XmlError["code"] | null = null;

  constructor(text: string) {
    this.#text = text;
    this.#newlineAt = text.indexOf("\n");
    this.#root = openElement("", 1, NO_ATTRIBUTES);
    this.#open = [this.#root];
  }

  parse(): Result<XmlElement, XmlError> {
    const text = this.#text;
    let at = text.startsWith("\uFEFF") ? 1 : 0;
    while (at < text.length && this.#failure === null) {
      const tagStart = text.indexOf("<", at);
      const end = tagStart < 0 ? text.length : tagStart;
      if (end > at) this.#addText(text.slice(at, end));
      this.#countLines(end);
      if (tagStart < 0) break;
      if (this.#failure === null) at = this.#readMarkup(tagStart);
    }
    if (this.#failure === null && this.#open.length > 1) this.#failure = "cut-off";
    if (this.#failure === null && this.#root.children.length === 0) this.#failure = "no-element";
    return this.#failure === null
      ? ok(this.#root)
      : fail({ code: this.#failure, line: this.#line });
  }

  /** Reads what begins with the "<" at an index and returns where to go on. */
  #readMarkup(start: number): number {
    const text = this.#text;
    switch (text.charAt(start + 1)) {
      case "/":
        return this.#readEndTag(start);
      case "?":
        return this.#endOf("?>", start + 2);
      case "!":
        return this.#readDeclaration(start);
      default:
        return this.#readStartTag(start);
    }
  }

  #readDeclaration(start: number): number {
    const text = this.#text;
    if (text.startsWith("<!--", start)) return this.#endOf("-->", start + 4);
    if (text.startsWith("<![CDATA[", start)) {
      const end = this.#endOf("]]>", start + 9);
      if (this.#failure === null) this.#addRaw(text.slice(start + 9, end - 3));
      return end;
    }
    BARE_DOCUMENT_TYPE.lastIndex = start;
    if (BARE_DOCUMENT_TYPE.test(text)) return BARE_DOCUMENT_TYPE.lastIndex;
    this.#failure = "document-type";
    return start;
  }

  /** What never ends would hide all that follows. */
  #endOf(mark: string, from: number): number {
    const end = this.#text.indexOf(mark, from);
    if (end >= 0) return end + mark.length;
    this.#failure = "cut-off";
    return from;
  }

  #readStartTag(start: number): number {
    NAME.lastIndex = start + 1;
    const name = NAME.exec(this.#text)?.[0];
    if (name === undefined) return this.#damaged(start);
    const attributes = this.#readAttributes(NAME.lastIndex);
    START_END.lastIndex = this.#attributesEnd;
    const end = START_END.exec(this.#text);
    if (end === null) return this.#damaged(start);
    this.#count += 1;
    if (this.#count > ELEMENTS_MAX) this.#failure = "too-many-elements";
    if (this.#open.length > DEPTH_MAX) this.#failure = "too-deep";
    const element = openElement(this.#localName(name), this.#line, attributes);
    const parent = this.#innermost();
    if (parent.children === NO_CHILDREN) parent.children = [element];
    else parent.children.push(element);
    if (end[1] === "") this.#open.push(element);
    return START_END.lastIndex;
  }

  #attributesEnd = 0;

  #readAttributes(from: number): ReadonlyMap<string, string> {
    this.#attributesEnd = from;
    let attributes: Map<string, string> | null = null;
    for (;;) {
      ATTRIBUTE.lastIndex = this.#attributesEnd;
      const found = ATTRIBUTE.exec(this.#text);
      if (found === null) return attributes ?? NO_ATTRIBUTES;
      this.#attributesEnd = ATTRIBUTE.lastIndex;
      const value = found[2] ?? found[3] ?? "";
      if (value.length > FIELD_LENGTH_MAX) this.#failure = "field-too-long";
      attributes ??= new Map();
      attributes.set(this.#localName(found[1] ?? ""), decodeEntities(value));
      if (attributes.size > ATTRIBUTES_MAX) this.#failure = "too-many-attributes";
      if (this.#failure !== null) return attributes;
    }
  }

  #readEndTag(start: number): number {
    END_TAG.lastIndex = start;
    const name = END_TAG.exec(this.#text)?.[1];
    const element = this.#innermost();
    if (name === undefined || this.#localName(name) !== element.name) return this.#damaged(start);
    element.text = element.text.trim();
    this.#open.pop();
    return END_TAG.lastIndex;
  }

  /** A tag that the text ends within was cut off; any other is none. */
  #damaged(start: number): number {
    this.#failure = this.#text.indexOf(">", start) < 0 ? "cut-off" : "not-well-formed";
    return start;
  }

  #addText(text: string): void {
    // Indentation is most of the text of most files.
    if (text.trim() === "") return;
    this.#addRaw(decodeEntities(text));
  }

  #addRaw(text: string): void {
    const element = this.#innermost();
    if (element === this.#root) this.#failure = "not-well-formed";
    if (element.text.length + text.length > FIELD_LENGTH_MAX) this.#failure = "field-too-long";
    else element.text += text.replaceAll(/\r\n?/gu, "\n");
  }

  #innermost(): OpenElement {
    return this.#open.at(-1) ?? this.#root;
  }

  #localName(name: string): string {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    const local = name.slice(name.lastIndexOf(":") + 1);
    if (this.#names.size < NAMES_KEPT_MAX) this.#names.set(name, local);
    return local;
  }

  #countLines(to: number): void {
    while (this.#newlineAt >= 0 && this.#newlineAt < to) {
      this.#line += 1;
      this.#newlineAt = this.#text.indexOf("\n", this.#newlineAt + 1);
    }
  }
}

/** Documents use a few hundred names. */
const NAMES_KEPT_MAX = 1024;

function openElement(
  name: string,
  line: number,
  attributes: ReadonlyMap<string, string>,
): OpenElement {
  return { name, line, attributes, text: "", children: NO_CHILDREN };
}
