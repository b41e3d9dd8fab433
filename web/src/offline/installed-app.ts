/** The page as an app of its own: offered by the browser, and started by it, perhaps for one thing that is to be done. */
import { useSyncExternalStore } from "react";
import { navigate } from "../page/location.ts";

/** What Chromium tells when the page could be installed; others have no such event. */
interface InstallEvent extends Event {
  prompt(): Promise<unknown>;
}

/** Starts of the app while it is open already; only Chromium has them. */
interface LaunchQueue {
  setConsumer(consumer: (launch: { readonly targetURL?: string }) => void): void;
}

let offered: InstallEvent | undefined;
const listeners = new Set<() => void>();

function become(event: InstallEvent | undefined): void {
  offered = event;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Listens to the browser; at once, because it tells both only once. */
export function listenToInstalledApp(): void {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    become(event as InstallEvent);
  });
  addEventListener("appinstalled", () => become(undefined));
  const { launchQueue } = globalThis as { readonly launchQueue?: LaunchQueue };
  // The window that is open goes there: another one would have to take the account over, and a reload would lock it.
  launchQueue?.setConsumer(({ targetURL }) => {
    if (targetURL === undefined) return;
    const { pathname, search } = new URL(targetURL);
    navigate(pathname + search);
  });
}

/** Asks the person to install the page, if the browser has offered that. */
export function useInstall(): (() => void) | undefined {
  const event = useSyncExternalStore(subscribe, () => offered);
  if (event === undefined) return undefined;
  return () => {
    // It can be asked once.
    become(undefined);
    void event.prompt();
  };
}
