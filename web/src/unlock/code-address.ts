/**
 * The address that a link code's QR code holds. The code is in the fragment, which browsers send to nobody; the page that
 * reads it takes it out of the address at once. It works once, for ten minutes, and only with the password.
 */

const key = "code";

export function codeAddress(serverUrl: string, code: string): string {
  return `${serverUrl}/log-in#${new URLSearchParams({ [key]: code }).toString()}`;
}

/** The code of a fragment, "#code=…"; empty if it has none. */
export function codeOfFragment(fragment: string): string {
  return new URLSearchParams(fragment.replace(/^#/, "")).get(key) ?? "";
}
