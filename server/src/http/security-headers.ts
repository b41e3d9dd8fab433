/**
 * The headers of every HTTP answer. The page may load what this server serves and nothing else; no other page may
 * frame it, open it as its own, or learn where its visitors come from.
 */

/**
 * `'wasm-unsafe-eval'` is for OPAQUE and Argon2id, which are WebAssembly; it allows no eval of text. The one policy of
 * Trusted Types, `coffer`, lets the page start its Worker and its service worker, and nothing else.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "font-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types coffer",
].join("; ");

const twoYearsSeconds = 63_072_000;

/** The headers; `isTls`: whether clients reach the server by TLS, here or at a proxy. */
export function securityHeaders(isTls: boolean): Readonly<Record<string, string>> {
  return {
    "Content-Security-Policy": contentSecurityPolicy,
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    ...(isTls ? { "Strict-Transport-Security": `max-age=${twoYearsSeconds}` } : {}),
  };
}
