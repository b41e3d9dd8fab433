/**
 * Plain HTTP: the web page, `/healthz` and `/readyz`, and nothing else. GET only; nothing here reads a body, a
 * cookie or a header of authorization.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { StaticFile } from "./static-files.ts";

/** What is served. */
export interface HttpContent {
  readonly files: ReadonlyMap<string, StaticFile>;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether the server takes connections and its storage answers. */
  readonly isReady: () => Promise<boolean>;
  /** Whether a request came by a way that is allowed. */
  readonly isAllowed: (request: IncomingMessage) => boolean;
}

const plain = "text/plain; charset=utf-8";
const noPage = `This is a Coffer server. It has no web page here; in a terminal: npx coffer\n`;

/** Answers a request that is no upgrade. */
export async function answerHttp(
  content: HttpContent,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const answer = (status: number, body: string | Uint8Array, headers: object): void => {
    response.writeHead(status, { ...content.headers, ...headers }).end(body);
  };
  const text = (status: number, body: string, headers: object = {}): void =>
    answer(status, body, { "Content-Type": plain, "Cache-Control": "no-store", ...headers });

  if (!content.isAllowed(request)) return text(403, "forbidden\n", { Connection: "close" });
  if (request.method !== "GET") {
    return text(405, "method not allowed\n", { Allow: "GET", Connection: "close" });
  }
  const path = pathOf(request);
  if (path === "/healthz") return text(200, "ok\n");
  if (path === "/readyz") {
    return (await content.isReady()) ? text(200, "ready\n") : text(503, "not ready\n");
  }
  if (path === "/v1") return text(426, "a WebSocket is needed\n", { Upgrade: "websocket" });
  const file = path === undefined ? undefined : fileOf(content, path);
  if (file !== undefined) {
    const { body, contentType, cacheControl } = file;
    return answer(200, body, { "Content-Type": contentType, "Cache-Control": cacheControl });
  }
  return path === "/" ? text(200, noPage) : text(404, "not found\n");
}

/** The page's screens: each is the same page, which looks at its address itself. */
const screens: ReadonlySet<string> = new Set([
  "/accounts",
  "/budget",
  "/import",
  "/log-in",
  "/recover",
  "/settings",
  "/sign-up",
  "/transactions",
]);

/** The file of a path; for a screen's address the page. */
function fileOf({ files }: HttpContent, path: string): StaticFile | undefined {
  return files.get(path) ?? (screens.has(path) ? files.get("/") : undefined);
}

/** The path of a request without its query; undefined if it has none. */
export function pathOf(request: IncomingMessage): string | undefined {
  return request.url?.split("?", 1)[0];
}
