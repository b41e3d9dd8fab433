import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { DEPTH_MAX, FIELD_LENGTH_MAX } from "../limits.ts";
import { parseElements } from "./elements.ts";
import type { Element } from "./elements.ts";

/** Returns an element as nested lists: ["NAME", "value"] or ["NAME", [children]]. */
function shape({ name, value, children }: Element): unknown {
  return children.length > 0 ? [name, children.map(shape)] : [name, value];
}

function parse(text: string): unknown[] {
  const parsed = parseElements(text);
  assert.ok(parsed.ok, JSON.stringify(parsed));
  return parsed.value.root.children.map(shape);
}

const TREE = [
  [
    "OFX",
    [
      [
        "STMTTRN",
        [
          ["TRNAMT", "-1.50"],
          ["NAME", "A & B"],
          ["MEMO", "x"],
        ],
      ],
    ],
  ],
];

test("elements: SGML without end tags and XML with them are the same tree", () => {
  assert.deepEqual(parse("<OFX><STMTTRN><TRNAMT>-1.50<NAME>A & B<MEMO>x</STMTTRN></OFX>"), TREE);
  assert.deepEqual(
    parse("<OFX>\n<STMTTRN>\n<TRNAMT>-1.50\n<NAME>A & B\n<MEMO>x\n</STMTTRN>\n</OFX>"),
    TREE,
  );
  assert.deepEqual(
    parse(
      "<?xml version='1.0'?><!-- note --><ofx:OFX xmlns:ofx='u'><STMTTRN a='1'><TRNAMT>-1.50</TRNAMT>" +
        "<NAME><![CDATA[A & B]]></NAME><MEMO>\n x \n</MEMO></STMTTRN></ofx:OFX>",
    ),
    TREE,
  );
});

test("elements: an empty value without its end tag does not swallow its neighbours", () => {
  assert.deepEqual(parse("<OFX><STMTTRN><CHECKNUM><REFNUM>\n<NAME>A</STMTTRN></OFX>"), [
    [
      "OFX",
      [
        [
          "STMTTRN",
          [
            ["CHECKNUM", ""],
            ["REFNUM", ""],
            ["NAME", "A"],
          ],
        ],
      ],
    ],
  ]);
});

test("elements: a transaction without its end ends where the next begins", () => {
  assert.deepEqual(parse("<OFX><STMTTRN><NAME>A<STMTTRN><NAME>B</STMTTRN></OFX>"), [
    [
      "OFX",
      [
        ["STMTTRN", [["NAME", "A"]]],
        ["STMTTRN", [["NAME", "B"]]],
      ],
    ],
  ]);
});

test("elements: references are decoded once; what is none stays", () => {
  const text =
    "<OFX><NAME>H&M &amp;lt; &lt;&#233;&#xE9;&apos; &nosuch; &#0; AT&T; 1 < 2</NAME></OFX>";
  assert.deepEqual(parse(text), [["OFX", [["NAME", "H&M &lt; <éé' &nosuch; &#0; AT&T; 1 < 2"]]]]);
});

test("elements: a document type with declarations of its own is refused", () => {
  const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><OFX><NAME>&b;</NAME></OFX>';
  const external = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><OFX>&a;</OFX>';
  for (const text of [bomb, external, '<OFX><!ENTITY a "b"></OFX>']) {
    const parsed = parseElements(text);
    assert.ok(!parsed.ok && parsed.error.code === "document-type", text);
  }
  assert.ok(parseElements("<!DOCTYPE OFX><OFX></OFX>").ok);
});

test("elements: a comment or a section that never ends hides nothing unsaid", () => {
  for (const mark of ["<!-- ", "<![CDATA["]) {
    const parsed = parseElements(`<OFX>\n<A>${mark}<B></OFX>`);
    assert.deepEqual(parsed, { ok: false, error: { code: "unclosed", line: 2 } });
  }
});

test("elements: depth and length have their limits, with the line", () => {
  const deep = parseElements(`\n${"<STMTRS>".repeat(DEPTH_MAX + 1)}`);
  assert.deepEqual(deep, { ok: false, error: { code: "too-deep", line: 2 } });
  const long = parseElements(`<OFX>\n\n<NAME>${"x".repeat(FIELD_LENGTH_MAX + 1)}`);
  assert.deepEqual(long, { ok: false, error: { code: "field-too-long", line: 3 } });
  assert.ok(parseElements("<OFX>".concat("<NOTE>".repeat(10 * DEPTH_MAX), "</OFX>")).ok);
});

test("elements: end tags of nothing are counted, lines are those of the tags", () => {
  const parsed = parseElements("<OFX>\n</NONE>\n<NAME>A\n</OFX></OFX>");
  assert.ok(parsed.ok);
  assert.equal(parsed.value.strayEnds, 2);
  assert.equal(parsed.value.root.children[0]?.children[0]?.line, 3);
});

test("elements: no text throws", () => {
  const pieces = fc.constantFrom(
    "<",
    ">",
    "</",
    "<OFX>",
    "<STMTTRN>",
    "</STMTTRN>",
    "<NAME>",
    "&amp;",
    "&",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<?",
    "<!",
    "[",
    "x",
    "\n",
    "/>",
    "</OFX>",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
      const parsed = parseElements(parts.join(""));
      assert.equal(typeof parsed.ok, "boolean");
    }),
  );
});
