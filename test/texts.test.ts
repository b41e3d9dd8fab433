/**
 * Every language is complete and fits the English of the sources, and no words stand where no language reaches them.
 * Each check is shown a violation too: one that finds nothing would be green for ever.
 */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test, { suite } from "node:test";
import { parseMessage, placesOf, type Messages } from "@coffer/client/texts";
import { parse } from "@messageformat/parser";
import { bareSayingsIn, bareWordsIn } from "../scripts/texts/bare-words.ts";
import { messagesIn, type Said } from "../scripts/texts/messages.ts";
import { allMessages, languageFiles, speakingSources } from "../scripts/texts/sources.ts";

const { said, bare } = allMessages(speakingSources());
const files = languageFiles();

/** What is wrong between a language and what the sources say. */
function faultsOf(code: string, messages: Messages, english: readonly Said[]): readonly string[] {
  const keys = new Set(english.map(({ message }) => message));
  const unused = Object.keys(messages).filter((message) => !keys.has(message));
  return [
    ...unused.map((message) => `${code}: said nowhere: ${message}`),
    ...[...keys].flatMap((message) => {
      const translation = messages[message] ?? "";
      if (translation === "") return [`${code}: not translated: ${message}`];
      return fitFaults(message, translation).map((fault) => `${code}: ${fault}: ${message}`);
    }),
  ];
}

function fitFaults(key: string, translation: string): readonly string[] {
  const message = key.slice(key.indexOf("\u0004") + 1);
  const problem = syntaxProblem(translation);
  if (problem !== undefined) return [problem];
  const edges = (text: string): string => `${/^\s*/.exec(text)?.[0]}|${/\s*$/.exec(text)?.[0]}`;
  const lines = (text: string): number => text.split("\n").length;
  return [
    ...(placeNames(message) === placeNames(translation) ? [] : ["other places"]),
    ...(edges(message) === edges(translation) ? [] : ["other space at an end"]),
    ...(lines(message) === lines(translation) ? [] : ["another number of lines"]),
  ];
}

function placeNames(message: string): string {
  return [...placesOf(parseMessage(message))].toSorted().join();
}

/** By our parser and by the reference: tools of translators read the files too. */
function syntaxProblem(message: string): string | undefined {
  try {
    parseMessage(message);
    parse(message);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : "no message";
  }
}

suite("what the sources say", () => {
  test("every message is found whole, and nothing beside messages is said", () => {
    assert.deepEqual(bare, []);
    assert.ok(said.length > 20);
  });

  test("every message parses, and is given the values of its places", () => {
    const faults = said.flatMap(({ message: key, values, where }) => {
      const message = key.slice(key.indexOf("\u0004") + 1);
      const problem = syntaxProblem(message);
      if (problem !== undefined) return [`${where}: ${problem}`];
      const given = values?.toSorted().join();
      const fits = given === undefined || given === placeNames(message);
      return fits ? [] : [`${where}: ${message} with ${given}`];
    });
    assert.deepEqual(faults, []);
  });

  test("a message that is put together, and words beside messages, are found", () => {
    const file = "web/src/planted/planted-texts.ts";
    const head = `import { _, translated } from "@coffer/client/texts";\n`;
    const planted = (line: string) => messagesIn(file, `${head}${line}\n`).bare;
    assert.deepEqual(planted("export const x = (n: string) => _(`${n} rows`);"), [
      `${file}:2: a message that is put together`,
    ]);
    assert.equal(
      planted("export const x = translated({ a: (n: string) => `${n} rows` });").length,
      1,
    );
    assert.equal(
      planted('export const x = (n: number) => (n === 1 ? "one row" : "rows");').length,
      2,
    );
    assert.deepEqual(planted('export const x = (n: string) => (n === "ceiling" ? "≤" : "≥");'), []);
    assert.deepEqual(
      messagesIn(file, `${head}export const x = translated({ a: "One " + "word" });`).said,
      [{ message: "One word", values: undefined, where: `${file}:2` }],
    );
  });
});

for (const [code, messages] of files) {
  test(`${code} is complete, fits the English, and says nothing that is said nowhere`, () => {
    assert.deepEqual(faultsOf(code, messages, said), []);
  });
}

test("a missing, unused, broken or unfitting translation is found", () => {
  const english = [{ message: "{count} rows", values: ["count"], where: "here" }];
  const faults = (messages: Messages) => faultsOf("xx", messages, english);
  assert.deepEqual(faults({ "{count} rows": "{count} Zeilen" }), []);
  assert.deepEqual(faults({}), ["xx: not translated: {count} rows"]);
  assert.deepEqual(faults({ "{count} rows": "{count} Zeilen", old: "alt" }), [
    "xx: said nowhere: old",
  ]);
  assert.deepEqual(faults({ "{count} rows": "{n} Zeilen" }), ["xx: other places: {count} rows"]);
  assert.deepEqual(faults({ "{count} rows": "{count} Zeilen " }), [
    "xx: other space at an end: {count} rows",
  ]);
  assert.match(faults({ "{count} rows": "{count Zeilen" })[0] ?? "", /is missing at/);
});

/** Components of screens. */
const root = join(import.meta.dirname, "..");
const components = globSync("web/src/**/*.tsx", { cwd: root }).toSorted();

test("no component says words of its own", () => {
  const found = components.flatMap((file) =>
    bareWordsIn(file, readFileSync(join(root, file), "utf8")),
  );
  assert.ok(components.length > 10);
  assert.deepEqual(found, []);
});

test("words in a component are found between tags, in attributes and in choices", () => {
  const planted = `export const P = ({ on }: { on: boolean }) => (
    <section aria-label="Planted part">
      Some words <b>{on ? "Shown" : texts.hidden}</b>
      <Loading what={on ? \`Loading \${on}\` : "…"} /> · {"–"}
    </section>
  );`;
  assert.deepEqual(bareWordsIn("planted.tsx", planted), [
    "planted.tsx:2: Planted part",
    "planted.tsx:2: Some words",
    "planted.tsx:3: Shown",
    "planted.tsx:4: Loading …",
  ]);
});

const commands = globSync("cli/src/**/*.ts", { cwd: root })
  .filter((file) => !file.endsWith(".test.ts"))
  .toSorted();

test("no command says words of its own", () => {
  const found = commands.flatMap((file) =>
    bareSayingsIn(file, readFileSync(join(root, file), "utf8")),
  );
  assert.ok(commands.length > 30);
  assert.deepEqual(found, []);
});

test("words of a command are found where it writes and refuses, and what programs read is none", () => {
  const planted = `
    terminal.out(json ? \`{"locked":true}\\n\` : "Locked.\\n");
    if (bad) refuse(\`\${name} is bad.\`);
    this.terminal.err(line(_("Fine.")) + \`  \${count}\\n\`);
    await terminal.ask(first ? _("One: ") : "Two: ", { hidden: false });`;
  assert.deepEqual(bareSayingsIn("planted.ts", planted), [
    "planted.ts:2: Locked.\n",
    "planted.ts:3:  is bad.",
    "planted.ts:5: Two: ",
  ]);
});

test("German says du: no text addresses anybody as Sie", () => {
  const formal = /(?<=[\p{L},;:] )(Sie|Ihnen|Ihr|Ihre[nmrs]?)\b/u;
  assert.match("Bitte geben Sie Ihr Passwort ein.", formal);
  assert.doesNotMatch("Sie ist beendet. Es gibt ihre Kopie.", formal);
  // After a colon or a full stop "Sie" is the word for something named before.
  const found = Object.values(files.get("de") ?? {}).filter((text) =>
    formal.test(text.replaceAll(/[:.“”] (Sie|Ihre[nmrs]?)\b/gu, ".")),
  );
  assert.deepEqual(found, []);
});
