/**
 * The files of the languages beside the sources: `node scripts/texts.ts [CODE]…` writes each of them anew, in the order
 * of the sources: what is said nowhere any more is left out, what is missing is there with an empty translation, and
 * test/texts.test.ts fails until it has one. The code of a language that is not there begins it.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { allMessages, languageFiles, languagesFolder, speakingSources } from "./texts/sources.ts";

const { said } = allMessages(speakingSources());
const files = languageFiles();

for (const code of new Set([...files.keys(), ...process.argv.slice(2)])) {
  const old = files.get(code) ?? {};
  const messages = Object.fromEntries(said.map(({ message }) => [message, old[message] ?? ""]));
  writeFileSync(join(languagesFolder, `${code}.json`), `${JSON.stringify(messages, null, 2)}\n`);
  const missing = Object.values(messages).filter((translation) => translation === "").length;
  const unused = Object.keys(old).filter((message) => !(message in messages));
  console.log(`${code}: ${missing} to translate, ${unused.length} left out`);
  for (const message of unused) console.log(`  ${JSON.stringify(message)}`);
}
