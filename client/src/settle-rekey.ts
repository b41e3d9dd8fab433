/**
 * What a device writes when the outcome of a rekey is known; when it is not, `pending` waits for a login.
 *
 * A refusal that a server gives before it does anything is certain. Then what was pending before is pending again:
 * an earlier change may have been taken over without anybody having seen its kit.
 */
import type { Result } from "@coffer/ledger";
import type { Bytes, ErrorCode } from "@coffer/protocol";
import type { Environment } from "./environment.ts";
import { fileNames, forgetOldSecret, saveAccountSecret, saveDevice } from "./home.ts";
import { dropPending } from "./pending.ts";
import type { Rekeyed } from "./rekey.ts";
import type { SyncError } from "./sync.ts";

/** Takes new credentials into use, or forgets them if the server refused them for certain. */
export async function settleRekey(
  environment: Environment,
  rekeyed: Result<Rekeyed, SyncError>,
  pendingBefore: Bytes | undefined,
): Promise<void> {
  const { files } = environment;
  if (!rekeyed.ok) {
    const { error } = rekeyed;
    if (error.code !== "refused" || uncertainRefusals.has(error.reason)) return;
    if (pendingBefore === undefined) await files.remove(fileNames.pending);
    else await files.replace(fileNames.pending, pendingBefore);
    return;
  }
  await saveAccountSecret(files, rekeyed.value.accountSecret);
  await saveDevice(files, rekeyed.value.record);
  await forgetOldSecret(files);
  await files.remove(fileNames.signedOut);
  await dropPending(files);
}

/** Reasons that may come after the server has done what it was asked. */
const uncertainRefusals: ReadonlySet<ErrorCode> = new Set(["unavailable", "internal"]);
