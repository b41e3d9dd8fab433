/**
 * coffer verify-web: whether the page that a server shows is the one of this program, file by file. It says nothing of
 * what the same server shows to somebody else.
 */
import { readdir, readFile } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { _, translated } from "@coffer/client/texts";
import { buildCommand, type Command } from "@stricli/core";
import type { CliContext } from "../context.ts";
import { argument, jsonFlag, textFlag } from "../flags.ts";
import { line, misuse, refuse } from "../terminal/terminal.ts";

const ownBuild = fileURLToPath(new URL("../../../web/dist", import.meta.url));
const serviceWorker = "/service-worker.js";
const answerTimeoutMs = 20_000;

interface VerifyWebFlags {
  readonly build?: string;
  readonly json?: boolean;
}

export const verifyWeb: Command<CliContext> = buildCommand<VerifyWebFlags, [string], CliContext>({
  docs: translated({
    brief: "Compare a server's web page with this program",
    fullDescription:
      "Fetches every file of the web page from the server and compares it with the page that was built here. " +
      "Prints the code that the page's Settings show as its version. A server can show other files to a browser " +
      "than to this terminal; compare the code there.\n\n" +
      "Example: coffer verify-web https://coffer.example",
  }),
  parameters: {
    flags: {
      build: textFlag("Folder of a built page (default: this program's)", "DIR"),
      json: jsonFlag,
    },
    positional: { kind: "tuple", parameters: [argument("Address of the server", "URL")] },
  },
  async func(flags, url) {
    const { terminal } = this;
    if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : "")) {
      misuse(_("{url} is no address: https://coffer.example", { url }));
    }
    const folder = flags.build === undefined ? ownBuild : resolve(terminal.folder, flags.build);
    const files = await filesOf(folder);
    const version = /"version":"([0-9a-f]{64})"/.exec(files.get(serviceWorker)?.toString() ?? "");
    if (version?.[1] === undefined)
      refuse(_("There is no built page here: npm run build makes it."));
    const different = await differences(url, files);
    if (different.length > 0) {
      refuse(
        _(
          "The page at {url} is not the one of this program. Do not type a password there before you know why.\nDifferent or missing: {files}",
          { url, files: different.join(", ") },
        ),
      );
    }
    const code = version[1].slice(0, 32).match(/.{4}/g)?.join(" ") ?? "";
    terminal.out(
      flags.json === true
        ? `${JSON.stringify({ files: files.size, version: version[1] })}\n`
        : line(
            _(
              "The page at {url} is the one of this program: {count, plural, one {# file} other {# files}}.\nVersion: {code}",
              { url, count: files.size, code },
            ),
          ),
    );
  },
});

/** The files of a built page by the path under which each is served; none if there is no such folder. */
async function filesOf(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const items = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = items
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name));
  const files = new Map<string, Buffer>();
  for (const path of paths) {
    const name = `/${relative(folder, path).split(sep).join("/")}`;
    files.set(name === "/index.html" ? "/" : name, await readFile(path));
  }
  return files;
}

/** The paths of files that a server shows otherwise, or not at all. */
async function differences(
  url: string,
  files: ReadonlyMap<string, Buffer>,
): Promise<readonly string[]> {
  const different: string[] = [];
  for (const [path, content] of files) {
    const shown = await shownAt(new URL(path, url), content.length);
    if (shown === undefined || !content.equals(shown)) different.push(path);
  }
  return different;
}

/** What is shown there, cut off soon after the length that is expected: a server may send without end. */
async function shownAt(url: URL, expectedLength: number): Promise<Uint8Array | undefined> {
  try {
    const signal = AbortSignal.timeout(answerTimeoutMs);
    const response = await fetch(url, { redirect: "error", signal });
    if (!response.ok) return undefined;
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of response.body ?? []) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > expectedLength) break;
    }
    return Buffer.concat(chunks);
  } catch {
    return refuse(_("No server answers at {url}.", { url: url.origin }));
  }
}
