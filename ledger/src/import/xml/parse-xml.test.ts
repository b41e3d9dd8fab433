import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { XMLParser } from "fast-xml-parser";
import { sentenceText } from "../../sentence.ts";
import { ATTRIBUTES_MAX, DEPTH_MAX, FIELD_LENGTH_MAX } from "../limits.ts";
import { parseXml } from "./parse-xml.ts";
import { readXml } from "./read-xml.ts";
import type { XmlElement } from "./xml-element.ts";
import { childrenOf, elementsBelow, textAt } from "./xml-element.ts";
import { xmlReason } from "./xml-error.ts";

function parse(text: string): XmlElement {
  const parsed = parseXml(text);
  assert.ok(parsed.ok, `${text}: ${JSON.stringify(parsed)}`);
  return parsed.value;
}

function failure(text: string): string {
  const parsed = parseXml(text);
  return parsed.ok ? "ok" : `${parsed.error.code} ${parsed.error.line}`;
}

test("xml: elements, attributes, texts and lines", () => {
  const root = parse(
    '<?xml version="1.0" encoding="UTF-8"?>\n<!-- <none/> -->\n<d:Doc xmlns:d="urn:x" d:kind=\'a &amp; "b"\'>\r\n' +
      '  <d:Amt Ccy = "EUR" >-1.50</d:Amt>\n  <Nm>\n A &amp;amp; <![CDATA[<B> & ]]>C &#233;&#10;D\n</Nm><Empty/><Open></Open>\n</d:Doc>\n',
  );
  const [doc] = root.children;
  assert.ok(doc !== undefined);
  assert.equal(doc.name, "Doc");
  assert.deepEqual(
    [...doc.attributes],
    [
      ["d", "urn:x"],
      ["kind", 'a & "b"'],
    ],
  );
  assert.deepEqual(
    doc.children.map(({ name, text, line }) => [name, text, line]),
    [
      ["Amt", "-1.50", 4],
      ["Nm", "A &amp; <B> & C é\nD", 5],
      ["Empty", "", 7],
      ["Open", "", 7],
    ],
  );
  assert.equal(doc.children[0]?.attributes.get("Ccy"), "EUR");
  assert.equal(doc.text, "");
});

test("xml: names of JavaScript's own are names like others", () => {
  const root = parse("<__proto__ constructor='1'><constructor>2</constructor></__proto__>");
  assert.equal(textAt(root, "__proto__", "constructor"), "2");
  assert.equal(root.children[0]?.attributes.get("constructor"), "1");
});

test("xml: what is looked for is found in the order of the file", () => {
  const root = parse("<a><b><c>1</c></b><c>2</c><c>3</c></a><c>4</c>");
  assert.deepEqual(
    elementsBelow(root, ({ name }) => name === "c").map(({ text }) => text),
    ["1", "2", "3", "4"],
  );
  assert.deepEqual(
    childrenOf(root.children[0], "c").map(({ text }) => text),
    ["2", "3"],
  );
  assert.equal(textAt(root, "a", "b", "c"), "1");
  assert.equal(textAt(root, "a", "x", "c"), "");
});

test("xml: a document type that declares something is refused, unread", () => {
  const lol = '<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><l>&b;</l>';
  const outside =
    '<?xml version="1.0"?>\n<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><l>&a;</l>';
  assert.equal(failure(lol), "document-type 1");
  assert.equal(failure(outside), "document-type 2");
  assert.equal(failure('<!DOCTYPE l SYSTEM "http://example.org/l.dtd"><l/>'), "document-type 1");
  assert.equal(failure('<l><!ENTITY a "b">&a;</l>'), "document-type 1");
  assert.equal(failure("<!DOCTYPE KMYMONEY-FILE>\n<l/>"), "ok");
  assert.equal(textAt(parse("<l>&a; AT&T &nbsp</l>"), "l"), "&a; AT&T &nbsp");
});

test("xml: what is not well-formed is refused with its line", () => {
  for (const text of ["<a>\n<b></a>", "<a>\n1 < 2</a>", "<a>\n<b c=1/></a>", "<a>\n</b></a>"]) {
    assert.equal(failure(text), "not-well-formed 2", text);
  }
  assert.equal(failure("<a/>\n</a>"), "not-well-formed 2");
  assert.equal(failure("nothing <a/>"), "not-well-formed 1");
  assert.equal(failure("<a><b x='1' x2=\"<\"/></a>"), "not-well-formed 1");
});

test("xml: what ends too early was cut off", () => {
  for (const text of [
    "<a>\n<b>1</b>",
    "<a>\n<b>1</b",
    "<a>\n<b c='1",
    "<a>\n<!-- ",
    "<a>\n<![CDATA[x",
  ]) {
    assert.equal(failure(text), "cut-off 2", text);
  }
  assert.equal(failure("<?xml version='1.0'?>"), "no-element 1");
});

test("xml: depth, attributes and lengths have their limits", () => {
  const deep = (depth: number): string => "<a>".repeat(depth) + "</a>".repeat(depth);
  assert.equal(failure(deep(DEPTH_MAX)), "ok");
  assert.equal(failure(`\n${deep(DEPTH_MAX + 1)}`), "too-deep 2");
  assert.equal(failure("<a>".repeat(1_000_000)), "too-deep 1");
  const text = "x".repeat(FIELD_LENGTH_MAX);
  assert.equal(failure(`<a>${text}</a>`), "ok");
  assert.equal(failure(`<a>${text}y</a>`), "field-too-long 1");
  assert.equal(failure(`<a>${text}<b/>y</a>`), "field-too-long 1");
  assert.equal(failure(`<a b="${text}y"/>`), "field-too-long 1");
  const attributes = Array.from({ length: ATTRIBUTES_MAX + 1 }, (_, index) => ` a${index}=""`);
  assert.equal(failure(`<a${attributes.slice(1).join("")}/>`), "ok");
  assert.equal(failure(`<a${attributes.join("")}/>`), "too-many-attributes 1");
});

test("xml: a file in the encoding that it declares; zeros are no text", () => {
  const latin = Uint8Array.from(
    Buffer.from("<?xml version='1.0' encoding='ISO-8859-15'?><a>Grüße</a>", "latin1"),
  );
  const read = readXml(latin);
  assert.ok(read.ok);
  assert.equal(textAt(read.value.root, "a"), "Grüße");
  assert.equal(read.value.encoding, "iso-8859-15");
  const zeros = readXml(Uint8Array.from(Buffer.from("<a>\0</a>")));
  assert.ok(!zeros.ok && sentenceText(zeros.error.reason).includes("Byte 3"));
  const cut = readXml(Uint8Array.from(Buffer.from("<a>\n<b>")));
  assert.ok(!cut.ok && sentenceText(cut.error.reason).startsWith("Line 2: the file ends"));
});

test("xml: every reason is a sentence", () => {
  const codes = ["document-type", "too-deep", "too-many-elements", "too-many-attributes"] as const;
  const reasons = [...codes, "field-too-long", "not-well-formed", "cut-off", "no-element"] as const;
  const said = reasons.map((code) => sentenceText(xmlReason({ code, line: 7 })));
  assert.equal(new Set(said).size, reasons.length);
});

/** A tree to be written as XML. */
interface Tree {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly content: string | readonly Tree[];
}

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,8}$/u);
const value = fc
  .string({ unit: "grapheme", maxLength: 12 })
  .map((text) => text.replaceAll(/[\p{Cc}\s]+/gu, " ").trim());
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.record({
    name,
    attributes: fc.dictionary(name, value, { maxKeys: 3 }),
    content: fc.oneof(
      { maxDepth: 4 },
      value,
      fc.array(tie("tree"), { minLength: 1, maxLength: 4 }),
    ),
  }),
}));

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&#34;");
}

function written({ name: tag, attributes, content }: Tree): string {
  const listed = Object.entries(attributes).map(([key, text]) => ` ${key}="${escaped(text)}"`);
  const inner = typeof content === "string" ? escaped(content) : content.map(written).join("\n");
  return `<p:${tag}${listed.join("")}>${inner}</p:${tag}>`;
}

/** What both parsers are compared by. */
function shape({ name: tag, attributes, text, children }: XmlElement): unknown {
  return [tag, Object.fromEntries(attributes), text, children.map(shape)];
}

type Ordered = Readonly<Record<string, unknown>>;

function orderedShape(node: Ordered): unknown {
  const tag = Object.keys(node).find((key) => key !== ":@") ?? "";
  const children = node[tag] as readonly Ordered[];
  const texts = children.filter((child) => "#text" in child).map((child) => child["#text"]);
  const elements = children.filter((child) => !("#text" in child));
  return [tag, node[":@"] ?? {}, texts.join(""), elements.map(orderedShape)];
}

test("xml: a written tree is read as it was, by us and by fast-xml-parser", () => {
  const other = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: "",
    removeNSPrefix: true,
    parseTagValue: false,
    htmlEntities: true,
  });
  fc.assert(
    fc.property(tree, (written_) => {
      const text = written(written_);
      const [element] = parse(text).children;
      assert.ok(element !== undefined);
      const [node] = other.parse(text) as readonly Ordered[];
      assert.deepEqual(shape(element), orderedShape(node ?? {}));
    }),
  );
});

test("xml: no text throws", () => {
  const pieces = fc.constantFrom(
    "<",
    ">",
    "</",
    "<a>",
    "</a>",
    "<p:b x='1'>",
    "</p:b>",
    "/>",
    "&amp;",
    "&",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<?",
    "?>",
    "<!",
    "<!DOCTYPE",
    "[",
    "x",
    "\n",
    '"',
    "=",
    " ",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
      const parsed = parseXml(parts.join(""));
      assert.equal(typeof parsed.ok, "boolean");
    }),
  );
});
