/** Addresses of scripts as Trusted Types: a page and a Worker have one policy each, `coffer`. */

/** What of Trusted Types is used here; browsers without them take the text itself. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { readonly createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };

/** Makes the policy, which lets these addresses pass and no others. To be called once. */
export function trustedScript(allowed: readonly string[]): (url: string) => string {
  const policy = trustedTypes?.createPolicy("coffer", {
    createScriptURL: (url) => {
      if (!allowed.includes(url)) {
        throw new TypeError("Only Coffer's own scripts may be started.");
      }
      return url;
    },
  });
  return (url) => policy?.createScriptURL(url) ?? url;
}
