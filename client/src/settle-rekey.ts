/** What a device writes when the outcome of a rekey is known; when it is not, `pending` waits for a login. */
import type { Result } from "@coffer/ledger";
import type { Environment } from "./environment.ts";
import { fileNames, forgetOldSecret, saveAccountSecret, saveDevice } from "./home.ts";
import type { Rekeyed } from "./rekey.ts";
import type { SyncError } from "./sync.ts";

/** Takes new credentials into use, or forgets them if the server refused them for certain. */
export async function settleRekey(
  environment: Environment,
  rekeyed: Result<Rekeyed, SyncError>,
): Promise<void> {
  const { files } = environment;
  if (!rekeyed.ok) {
    if (rekeyed.error.code === "refused") await files.remove(fileNames.pending);
    return;
  }
  await saveAccountSecret(files, rekeyed.value.accountSecret);
  await saveDevice(files, rekeyed.value.record);
  await forgetOldSecret(files);
  await files.remove(fileNames.pending);
  await files.remove(fileNames.signedOut);
}
