/**
 * The web page's files: those that were in the folder when the server started, by the path under which each is
 * served. A path that is not one of them does not exist, so no path can lead out of the folder.
 */
import { readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";

/** A file as it is served. */
export interface StaticFile {
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly cacheControl: string;
}

const contentTypes: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".woff2": "font/woff2",
};

/** A bundler's file whose name has a hash of its content: it never changes. */
const hashedName = /^\/assets\/.*-[\w-]{8,}\.\w+$/;

/** The files of a folder by path, `/` being `index.html`; none if there is no such folder. */
export function loadStaticFiles(folder: string): ReadonlyMap<string, StaticFile> {
  const files = new Map<string, StaticFile>();
  for (const path of filePaths(folder)) {
    const contentType = contentTypes[extname(path)];
    if (contentType === undefined) continue;
    const name = `/${relative(folder, path).split(sep).join("/")}`;
    files.set(name, {
      body: readFileSync(path),
      contentType,
      cacheControl: hashedName.test(name) ? "public, max-age=31536000, immutable" : "no-cache",
    });
  }
  const index = files.get("/index.html");
  if (index !== undefined) files.set("/", index);
  return files;
}

function filePaths(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((item) => item.isFile())
      .map((item) => join(item.parentPath, item.name));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
