import { hostname } from "node:os";

/** How this device is called among the account's. */
export function deviceName(): string {
  return hostname().slice(0, 64) || "terminal";
}
