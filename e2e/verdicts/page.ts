/** A page of the tests alone: hands cases to a Worker under the policies of the real page, and its verdicts back. */

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
  verdictsOf: (cases: unknown) =>
    new Promise((resolve) => {
      worker.addEventListener("message", ({ data }) => resolve(data), { once: true });
      worker.postMessage(cases);
    }),
});
