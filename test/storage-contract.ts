/**
 * The rules of the server's storage (docs/protocol.md SV1–SV14), one suite for every adapter.
 *
 * The storage does not read entries, so the entries here are any bytes. Each test has a storage of its own.
 */
import test from "node:test";
import { accountRules } from "./server/storage-account-rules.ts";
import { appendRules } from "./server/storage-append-rules.ts";
import { readRules } from "./server/storage-read-rules.ts";
import type { StorageUnderTest } from "./server/storage-rule.ts";
import { shortLivedRules } from "./server/storage-short-lived-rules.ts";

/** Runs every rule against storages that `createStorage` makes. */
export function storageContract(
  name: string,
  createStorage: () => Promise<StorageUnderTest>,
): void {
  for (const [rule, check] of [...accountRules, ...appendRules, ...readRules, ...shortLivedRules]) {
    test(`${rule} (${name})`, async () => {
      const under = await createStorage();
      try {
        await check(under);
      } finally {
        await under.remove();
      }
    });
  }
}
