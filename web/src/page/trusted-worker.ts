/**
 * The page's two scripts that are not its own: the Worker's and the service worker's, allowed by the page's one policy
 * of Trusted Types (server/src/http/security-headers.ts) under the names that the build gave them, and no others.
 */
import workerUrl from "../engine/worker.ts?worker&url";
import { trustedScript } from "./trusted-script.ts";

/** The one address at which browsers look for a new service worker. */
const serviceWorkerUrl = "/service-worker.js";

const trusted = trustedScript([workerUrl, serviceWorkerUrl]);

/** Starts a Worker. */
export function startWorker(): Worker {
  return new Worker(trusted(workerUrl), { type: "module", name: "coffer" });
}

/** Has the browser look for the service worker, and for a newer one. */
export function registerServiceWorker(): Promise<ServiceWorkerRegistration> {
  return navigator.serviceWorker.register(trusted(serviceWorkerUrl), { updateViaCache: "none" });
}
