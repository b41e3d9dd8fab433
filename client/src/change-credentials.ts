/**
 * Changing the credentials of an account that is open: a fresh proof of the password, then rekey.ts.
 *
 * An earlier change whose outcome is unknown comes first: its secret is tried before the stored ones, and its kit,
 * if it was taken over, is handed on and not lost.
 */
import { fail, type Result } from "@coffer/ledger";
import { parsePassword, type PasswordError } from "@coffer/protocol";
import type { Chains } from "./chains.ts";
import type { DeviceRecord } from "./device-record.ts";
import type { Environment } from "./environment.ts";
import { fileNames, loadAccountSecrets } from "./home.ts";
import { secretsToTry } from "./log-in.ts";
import { loadPending, openTakenKit } from "./pending.ts";
import { rekey, type Rekeyed, type RekeyOptions } from "./rekey.ts";
import type { Session } from "./session.ts";
import { settleRekey } from "./settle-rekey.ts";
import { proveWithPassword } from "./sudo.ts";
import { pull, type SyncError } from "./sync.ts";

/** What is to change; the password as typed. */
export type CredentialChange = Partial<
  Pick<RekeyOptions, "password" | "newAccountSecret" | "newRecoverySecret" | "revoke">
>;

/** Changes credentials. `adopt` takes over the session in which the password was proven. */
export async function changeCredentials(
  environment: Environment,
  opened: { readonly record: DeviceRecord; readonly chains: Chains },
  request: {
    readonly typed: string;
    readonly change: CredentialChange;
    readonly adopt: (session: Session) => void;
  },
): Promise<Result<Rekeyed, SyncError | PasswordError>> {
  const { typed, change } = request;
  const password = parsePassword(typed);
  if (!password.ok) return fail({ code: "login-refused" });
  const next = parsePassword(change.password ?? typed);
  if (!next.ok) return next;
  const { files } = environment;
  const { serverUrl, loginName, deviceId, serverKeys: pinned } = opened.record;
  const pending = await loadPending(files);
  const pendingBefore = await files.read(fileNames.pending);
  const secrets = secretsToTry(pending?.accountSecret, ...(await loadAccountSecrets(files)));
  const target = { serverUrl, loginName, deviceId, pinned };
  const proven = await proveWithPassword(environment, target, password.value, secrets);
  if (!proven.ok) return proven;
  const sudo = proven.value;
  request.adopt(sudo.session);
  const { chains } = opened;
  const pulled = await pull(sudo.session, chains);
  if (!pulled.ok) return pulled;
  const { recoveryPublicKey } = chains.accountFold.state;
  const unseenKit =
    pending === undefined ? null : await openTakenKit(pending, chains.keys, recoveryPublicKey);
  const rekeyed = await rekey(environment, sudo, chains, {
    loginName,
    serverUrl,
    accountSecret: sudo.accountSecret,
    newAccountSecret: change.newAccountSecret ?? false,
    newRecoverySecret: change.newRecoverySecret ?? false,
    revoke: change.revoke ?? [],
    enrolAs: null,
    unseenKit,
    password: next.value,
  });
  await settleRekey(environment, rekeyed, pendingBefore);
  return rekeyed;
}
