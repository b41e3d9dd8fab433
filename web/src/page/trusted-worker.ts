/**
 * The Worker's script, allowed by the page's one policy of Trusted Types (server/src/http/security-headers.ts): a
 * script of this origin's assets under the name that the build gave it, and no other.
 */
import workerUrl from "../engine/worker.ts?worker&url";

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
    if (url !== workerUrl) throw new TypeError("Only the Worker's own script may be started.");
    return url;
  },
});

/** Starts a Worker. */
export function startWorker(): Worker {
  const url = policy?.createScriptURL(workerUrl) ?? workerUrl;
  return new Worker(url, { type: "module", name: "coffer" });
}
