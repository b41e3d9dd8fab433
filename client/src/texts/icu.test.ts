/** Messages: what is put in, plurals and choices, quoting; and that the reference parser reads them in the same way. */
import assert from "node:assert/strict";
import test from "node:test";
import { parse, type Token } from "@messageformat/parser";
import fc from "fast-check";
import {
  formatMessage,
  MessageSyntaxError,
  parseMessage,
  placesOf,
  type Counting,
  type Message,
} from "./icu.ts";

const english: Counting = {
  categoryOf: (count) => new Intl.PluralRules("en").select(count),
  numberText: (count) => new Intl.NumberFormat("en").format(count),
};

function format(message: string, values: Record<string, string | number> = {}): string {
  return formatMessage(parseMessage(message), values, english);
}

test("values come in as they are, counts as the language writes them", () => {
  assert.equal(format("{amount} left of {all}", { amount: "$1", all: "{x}" }), "$1 left of {x}");
  assert.equal(format("{n} rows", { n: 12_345 }), "12,345 rows");
  assert.equal(format("{missing}."), ".");
});

test("plural takes the exact count first, then the language's category", () => {
  const days = "{n, plural, =0 {none} one {last day} other {# days of {all}}}";
  assert.equal(format(days, { n: 0, all: 30 }), "none");
  assert.equal(format(days, { n: 1, all: 30 }), "last day");
  assert.equal(format(days, { n: 1_234, all: 30 }), "1,234 days of 30");
  const rules = new Intl.PluralRules("ru");
  const counting = { ...english, categoryOf: (count: number) => rules.select(count) };
  const parts = parseMessage("{n, plural, one {один} few {# дня} other {# дней}}");
  assert.equal(formatMessage(parts, { n: 3 }, counting), "3 дня");
});

test("select takes the value, or else other; # is the count of the plural around", () => {
  const message = "{n, plural, one {# row} other {# rows{kind, select, bad { (# bad)} other {}}}}";
  assert.equal(format(message, { n: 2, kind: "bad" }), "2 rows (2 bad)");
  assert.equal(format(message, { n: 2, kind: "good" }), "2 rows");
  assert.equal(format("# is no count here"), "# is no count here");
});

test("apostrophes quote braces, and are themselves everywhere else", () => {
  assert.equal(format("the vault's, isn't it"), "the vault's, isn't it");
  assert.equal(format("'{'\"ok\":1'}' it''s"), '{"ok":1} it\'s');
  assert.equal(format("{n, plural, other {'#' #}}", { n: 2 }), "# 2");
  assert.equal(format("the {name}'s", { name: "cat" }), "the cat's");
});

test("what is no message is refused", () => {
  const wrong = [
    "{",
    "}",
    "{}",
    "{a b}",
    "{n, plural}",
    "{n, plural, one {x}}",
    "{n, plural, one {x} one {y} other {z}}",
    "{n, date, short}",
    "{n, select, other {}",
    "{n, plural, other x}",
  ];
  for (const message of wrong) {
    assert.throws(() => parseMessage(message), MessageSyntaxError, message);
  }
});

test("the places of a message are named once each, also those within choices", () => {
  const message = parseMessage("{a} {n, plural, one {{b}} other {# {a}}}");
  assert.deepEqual([...placesOf(message)].toSorted(), ["a", "b", "n"]);
});

/** What the reference parser reads, in our form. */
function reference(tokens: readonly Token[], plural?: string): Message {
  const parts: unknown[] = [];
  for (const token of tokens) {
    if (token.type === "content") parts.push(token.value);
    else if (token.type === "argument") parts.push({ kind: "value", name: token.arg });
    else if (token.type === "octothorpe") parts.push({ kind: "count", name: plural });
    else if (token.type === "plural" || token.type === "select") {
      const inner = token.type === "plural" ? token.arg : plural;
      const cases = token.cases.map(
        ({ key, tokens: own }) => [key, reference(own, inner)] as const,
      );
      parts.push({ kind: token.type, name: token.arg, cases: new Map(cases) });
    } else assert.fail(token.type);
  }
  return parts as Message;
}

const literal = fc.stringMatching(/^[a-z .,#’ä“]{1,8}$/);
const name = fc.constantFrom("a", "b", "count");
const { message: anyMessage } = fc.letrec<{ message: string; part: string }>((tie) => ({
  message: fc.array(tie("part"), { maxLength: 4 }).map((parts) => parts.join("")),
  part: fc.oneof(
    { maxDepth: 2 },
    literal,
    name.map((given) => `{${given}}`),
    fc.constantFrom("'{'", "''", "'}'", "it's "),
    fc
      .tuple(name, tie("message"), tie("message"))
      .map(([given, one, other]) => `{${given}, plural, =1 {${one}} other {${other}}}`),
    fc
      .tuple(name, tie("message"), tie("message"))
      .map(([given, one, other]) => `{${given}, select, x {${one}} other {${other}}}`),
  ),
}));

test("the reference parser reads every message in the same way", () => {
  fc.assert(
    fc.property(anyMessage, (text) => {
      assert.deepEqual(parseMessage(text), reference(parse(text)));
    }),
  );
});
