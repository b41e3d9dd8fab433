/**
 * The sub-command `invite`: a single-use token for one account on a server that registers by invitation.
 *
 * Stored is only its hash. It works while the server runs, too: then it changes nothing about the schema.
 */
import { invitationLength, toHex } from "@coffer/protocol/server";
import { nowSeconds, systemClock } from "./clock.ts";
import { invitationHashOf } from "./connection/registration.ts";
import { openDataFolder } from "./data-folder.ts";
import { loadSecrets, randomBytes } from "./secrets.ts";
import { defaultServerLimits as limits } from "./server-limits.ts";
import { openSqlite } from "./storage/sqlite.ts";

/** Makes an invitation. Lower-case hex of 16 random bytes. Throws StartError if the folder is not usable. */
export async function createInvitation(dataFolder: string): Promise<string> {
  const folder = openDataFolder(dataFolder);
  const { databasePath, secretsPath, hasDatabase } = folder;
  const held = folder.lock();
  try {
    // A database without secrets would keep the server from starting.
    if (held !== undefined) await loadSecrets({ path: secretsPath, hasDatabase });
    const storage = openSqlite({
      path: databasePath,
      mayMigrate: held !== undefined,
      auditEventsMax: limits.auditEventsMax,
      onCommit: () => undefined,
    });
    try {
      const token = randomBytes(invitationLength);
      const expiresAtSeconds = nowSeconds(systemClock) + limits.invitationMs / 1_000;
      await storage.addInvitation(invitationHashOf(token), expiresAtSeconds);
      return toHex(token);
    } finally {
      await storage.close();
    }
  } finally {
    held?.release();
  }
}
