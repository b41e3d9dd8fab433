/**
 * Leaves out of a language's file what only the terminal says: it is as much as what the page says.
 */
import type { Plugin } from "vite";
import { allMessages, speakingSources } from "../../scripts/texts/sources.ts";

export function pageWords(): Plugin {
  return {
    name: "page-words",
    enforce: "pre",
    transform(code, id) {
      if (!/\/client\/src\/texts\/[\w-]+\.json$/.test(id)) return undefined;
      const sources = speakingSources().filter(({ file }) => !file.startsWith("cli/"));
      const said = new Set(allMessages(sources).said.map(({ message }) => message));
      const messages = Object.entries(JSON.parse(code) as Record<string, string>);
      return JSON.stringify(Object.fromEntries(messages.filter(([english]) => said.has(english))));
    },
  };
}
