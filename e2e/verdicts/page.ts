/**
 * A page of the tests alone, under the policies of the real page: hands cases to a Worker and its verdicts back, and
 * has the engine's files.
 */
import { openIdbFiles } from "../../web/src/engine/idb-files.ts";

const { trustedTypes } = globalThis as unknown as {
  readonly trustedTypes: {
    createPolicy(
      name: string,
      rules: { createScriptURL: (url: string) => string },
    ): { createScriptURL(url: string): string };
  };
};
const policy = trustedTypes.createPolicy("coffer", { createScriptURL: (url) => url });
const worker = new Worker(policy.createScriptURL("/worker.js"), { type: "module" });

Object.assign(globalThis, {
  openIdbFiles,
  verdictsOf: (cases: unknown) =>
    new Promise((resolve) => {
      worker.addEventListener("message", ({ data }) => resolve(data), { once: true });
      worker.postMessage(cases);
    }),
});
