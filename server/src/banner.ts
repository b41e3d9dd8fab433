/**
 * What a person is told when the server has started: what to open, and what to type.
 */
import type { RunningServer } from "./server.ts";

/** The text, for standard output. */
export function bannerOf(server: RunningServer, dataFolder: string): string {
  const { url, registrationMode, hasWebPage, metricsPort } = server;
  const account =
    registrationMode === "invite"
      ? `npx coffer signup --server ${url} --name YOU --invite TOKEN    (TOKEN: node server/src/main.ts invite --data ${dataFolder})`
      : `npx coffer signup --server ${url} --name YOU`;
  const lines = [
    `Coffer listens on ${url}`,
    ...(hasWebPage ? [`  In a browser:   ${url}`] : []),
    `  In a terminal:  npx coffer`,
    ...(registrationMode === "closed" ? [] : [`  A new account:  ${account}`]),
    `  Data:           ${dataFolder} (registration: ${registrationMode})`,
    ...(metricsPort === null ? [] : [`  Metrics:        http://127.0.0.1:${metricsPort}/metrics`]),
    `  Ctrl-C stops it.`,
  ];
  return `${lines.join("\n")}\n`;
}
