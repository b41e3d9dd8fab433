/**
 * The page's two scripts that are not its own: the Worker's and the service worker's, allowed by the page's one policy
 * of Trusted Types (server/src/http/security-headers.ts) under the names that the build gave them, and no others.
 */
import workerUrl from "../engine/worker.ts?worker&url";

/** The one address at which browsers look for a new service worker. */
const serviceWorkerUrl = "/service-worker.js";

/** What of Trusted Types is used here; browsers without them take the text itself. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { readonly createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };

const policy = trustedTypes?.createPolicy("coffer", {
  createScriptURL: (url) => {
    if (url !== workerUrl && url !== serviceWorkerUrl) {
      throw new TypeError("Only the page's own Worker and service worker may be started.");
    }
    return url;
  },
});

const trusted = (url: string): string => policy?.createScriptURL(url) ?? url;

/** Starts a Worker. */
export function startWorker(): Worker {
  return new Worker(trusted(workerUrl), { type: "module", name: "coffer" });
}

/** Has the browser look for the service worker, and for a newer one. */
export function registerServiceWorker(): Promise<ServiceWorkerRegistration> {
  return navigator.serviceWorker.register(trusted(serviceWorkerUrl), { updateViaCache: "none" });
}
