/** React's way to the versions of the page. */
import { useSyncExternalStore } from "react";
import { pageVersions, type Versions } from "./page-versions.ts";

export function useVersions(): Versions | undefined {
  return useSyncExternalStore(pageVersions.subscribe, pageVersions.versions);
}

/** Whether another tab has gone over to another version. */
export function useIsOutdated(): boolean {
  return useSyncExternalStore(pageVersions.subscribe, pageVersions.isOutdated);
}
