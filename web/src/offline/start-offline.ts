/** Everything that begins with the page and has to do with its use without a network. */
import { engine } from "../page/engine-link.ts";
import { listenToInstalledApp } from "./installed-app.ts";
import { askToKeepOnArrival } from "./kept.ts";
import { pageVersions } from "./page-versions.ts";

export function startOffline(): void {
  listenToInstalledApp();
  askToKeepOnArrival();
  for (const change of ["online", "offline"]) {
    addEventListener(change, () => {
      engine.request("networkChanged", null).catch(() => undefined);
    });
  }
  // Without a build there is no list of files. Where a browser refuses, the page works with a network.
  if (import.meta.env.PROD) pageVersions.start().catch(() => undefined);
}
