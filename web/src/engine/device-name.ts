/** How this browser is called among the account's devices: "Firefox on Linux". */

const browsers = [
  ["Edg/", "Edge"],
  ["OPR/", "Opera"],
  ["Firefox/", "Firefox"],
  ["Chrome/", "Chrome"],
  ["Safari/", "Safari"],
] as const;
const systems = [
  ["Android", "Android"],
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Windows", "Windows"],
  ["Mac OS", "Mac"],
  ["CrOS", "ChromeOS"],
  ["Linux", "Linux"],
] as const;

/** The name that a user agent text gives. */
export function deviceNameOf(userAgent: string): string {
  const nameIn = (known: readonly (readonly [string, string])[]): string | undefined =>
    known.find(([mark]) => userAgent.includes(mark))?.[1];
  const browser = nameIn(browsers) ?? "Browser";
  const system = nameIn(systems);
  return system === undefined ? browser : `${browser} on ${system}`;
}
