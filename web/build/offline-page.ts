/**
 * The last step of the page's build: names every file by its SHA-256, in the page's own tags and in a list that is put
 * before the service worker's program, which takes nothing that is not in it (security.md §16: SRI for every file).
 *
 * It works on the folder as it lies there, so that a test can make a second version of a page that is built.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Plugin } from "vite";

export const serviceWorkerFile = "service-worker.js";
const pageFile = "index.html";
/** How the list begins, and that nothing but it does. */
const listStart = "const build = ";

/** Seals the folder as soon as everything is written. */
export function offlinePage(): Plugin {
  return {
    name: "coffer-offline-page",
    apply: "build",
    writeBundle: ({ dir }) => {
      if (dir !== undefined) sealPage(dir);
    },
  };
}

/** Puts the hashes of a folder's files where they belong. Again after a change: it replaces what was there. */
export function sealPage(folder: string): void {
  const page = join(folder, pageFile);
  writeFileSync(page, withIntegrity(readFileSync(page, "utf8"), folder));
  const worker = join(folder, serviceWorkerFile);
  const program = readFileSync(worker, "utf8").replace(/^const build = .*;\n/, "");
  const files = Object.fromEntries(
    filesOf(folder).map((path) => [
      path === `/${pageFile}` ? "/" : path,
      integrityOf(readFileSync(join(folder, path))),
    ]),
  );
  const version = createHash("sha256")
    .update(JSON.stringify([files, integrityOf(program)]))
    .digest("hex");
  writeFileSync(worker, `${listStart}${JSON.stringify({ version, files })};\n${program}`);
}

/** The page's scripts and styles with their hashes. */
function withIntegrity(html: string, folder: string): string {
  return html
    .replaceAll(/ integrity="[^"]*"/g, "")
    .replaceAll(
      /<(?:script|link)\b[^>]* (?:src|href)="(\/assets\/[^"]+)"/g,
      (tag, path: string) => {
        return `${tag} integrity="${integrityOf(readFileSync(join(folder, path)))}"`;
      },
    );
}

/** Every file but the service worker, by the path under which it is served, in one order on every machine. */
function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile() && item.name !== serviceWorkerFile)
    .map((item) => relative(folder, join(item.parentPath, item.name)).split(sep))
    .map((parts) => `/${parts.join("/")}`)
    .toSorted();
}

function integrityOf(content: string | Uint8Array): string {
  return `sha256-${createHash("sha256").update(content).digest("base64")}`;
}
