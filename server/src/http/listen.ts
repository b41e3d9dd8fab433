/**
 * The port that clients come to: HTTP or HTTPS (TLS 1.3 only), for the page and for the socket.
 */
import { createServer as createHttpServer, type IncomingMessage, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { fileURLToPath } from "node:url";
import type { Services } from "../connection/services.ts";
import { errorFields } from "../log.ts";
import { clientAddressOf, isWayAllowed, networkOf, parseProxies } from "../network.ts";
import { StartError } from "../start-error.ts";
import { answerHttp } from "./answer-http.ts";
import { listening } from "./listening.ts";
import { isOriginAllowed } from "./origin.ts";
import { securityHeaders } from "./security-headers.ts";
import { SocketServer } from "./socket-server.ts";
import { loadStaticFiles } from "./static-files.ts";

/** Where and how to listen. */
export interface HttpOptions {
  /** Address to listen on; 127.0.0.1 unless named. */
  readonly host: string;
  /** Port; 0 (the default) for any that is free. */
  readonly port: number;
  /** Certificate chain and key as PEM; null for plain HTTP. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** Proxies that terminate TLS before this server, by address or network. */
  readonly behindProxy: readonly string[];
  /** Origins, beside the host that is asked for, whose pages may open the socket. */
  readonly origins: readonly string[];
  /** Folder of the built web page. */
  readonly webFolder: string;
}

/** A port that is listened on. */
export interface Listening {
  readonly url: string;
  readonly port: number;
  readonly hasWebPage: boolean;
  readonly sockets: SocketServer;
  close(): Promise<void>;
}

const builtPage = fileURLToPath(new URL("../../../web/dist", import.meta.url));
const headersMax = 64;
const headerBytesMax = 16_384;
const requestTimeoutMs = 10_000;
const keepAliveMs = 5_000;
const checkEveryMs = 5_000;
/** Connections of plain HTTP beside those of the socket. */
const httpConnectionsMax = 512;

/** Listens. Throws StartError if it cannot. */
export async function listen(
  services: Services,
  options: Partial<HttpOptions>,
): Promise<Listening> {
  const { host = "127.0.0.1", port = 0, tls = null, behindProxy = [], origins = [] } = options;
  const proxies = behindProxy.length === 0 ? undefined : parseProxies(behindProxy);
  const isTls = tls !== null;
  const isAllowed = (request: IncomingMessage): boolean =>
    isWayAllowed(request, { isTls, host, proxies });
  const sockets = new SocketServer({
    services,
    networkOf: (request) => networkOf(clientAddressOf(request, proxies)),
    refusal: (request) =>
      isAllowed(request) && isOriginAllowed(request, origins) ? undefined : 403,
  });
  const files = loadStaticFiles(options.webFolder ?? builtPage);
  let isOpen = true;
  const content = {
    files,
    headers: securityHeaders(isTls || proxies !== undefined),
    isAllowed,
    isReady: async () => {
      try {
        await services.storage.check();
        return isOpen;
      } catch {
        return false;
      }
    },
  };
  const server = createServer(tls);
  server.maxConnections = services.limits.connectionsMax + httpConnectionsMax;
  server.on("request", (request, response) => {
    answerHttp(content, request, response).catch((error: unknown) => {
      services.log.error({ event: "bug", ...errorFields(error) });
      response.destroy();
    });
  });
  server.on("upgrade", (request, stream, head) => sockets.upgrade(request, stream, head));
  server.on("clientError", (_error, stream) => stream.destroy());
  const actualPort = await listening(server, port, host);
  const urlHost = host.includes(":") ? `[${host}]` : host;
  return {
    url: `${isTls ? "https" : "http"}://${urlHost}:${actualPort}`,
    port: actualPort,
    hasWebPage: files.has("/"),
    sockets,
    close: async () => {
      isOpen = false;
      server.close();
      server.closeIdleConnections();
      await sockets.close();
      server.closeAllConnections();
    },
  };
}

function createServer(tls: HttpOptions["tls"]): Server {
  const options = {
    maxHeaderSize: headerBytesMax,
    headersTimeout: requestTimeoutMs,
    requestTimeout: requestTimeoutMs,
    connectionsCheckingInterval: checkEveryMs,
    keepAliveTimeout: keepAliveMs,
    insecureHTTPParser: false,
  };
  let server: Server;
  try {
    server =
      tls === null
        ? createHttpServer(options)
        : createHttpsServer({
            ...options,
            ...tls,
            minVersion: "TLSv1.3",
            handshakeTimeout: requestTimeoutMs,
          });
  } catch (cause) {
    throw new StartError("The TLS certificate or its key cannot be used.", { cause });
  }
  server.maxHeadersCount = headersMax;
  return server;
}
