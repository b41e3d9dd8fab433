/** A version of the page as people compare it: 128 bits of its SHA-256, in groups. `coffer verify-web` prints the same. */
export function versionCode(version: string): string {
  return (version.slice(0, 32).match(/.{4}/g) ?? []).join(" ");
}
