/**
 * Recovery: the kit alone gets a person back in, with a new password, a new Account Secret and a new kit.
 *
 * The recovery key of the kit opens the session and the RecoveryBox gives AMK; then everything is as in a
 * password change. All other sessions end, and every device learns the new secret from the account chain.
 */
import { fail, ok, type Result } from "@coffer/ledger";
import { deviceOf, equalBytes, type RecoveryKit } from "@coffer/protocol";
import { newDeviceKeys, openWithMasterKey, type DeviceRecord } from "./device-record.ts";
import { pullWithRoot } from "./enrol.ts";
import type { Environment } from "./environment.ts";
import { fileNames, loadDevice } from "./home.ts";
import { serverKeysOf } from "./kit-text.ts";
import { inUse, isOf, type LoggedIn, type LogInError } from "./log-in.ts";
import { loadPending } from "./pending.ts";
import { rekey } from "./rekey.ts";
import { settleRekey } from "./settle-rekey.ts";
import { proveWithKit, type Sudo } from "./sudo.ts";

interface RecoverOptions {
  readonly serverUrl: string;
  readonly kit: RecoveryKit;
  /** The new one, canonical. */
  readonly password: string;
  readonly deviceName: string;
}

/** Recovers an account on this device. */
export async function recoverHere(
  environment: Environment,
  options: RecoverOptions,
): Promise<Result<LoggedIn & { readonly sudo: Sudo }, LogInError>> {
  const { kit, serverUrl } = options;
  const { files } = environment;
  const known = await loadDevice(files);
  if (known === "damaged") return fail({ code: "home-damaged" });
  if (known !== undefined && !equalBytes(known.accountId, kit.accountId)) return fail(inUse(known));
  // Of a sign-up whose outcome is unknown only this device has the keys and the kit.
  const pending = (await loadPending(files))?.record;
  const account = { serverUrl, loginName: kit.loginName };
  if (pending !== undefined && !isOf(pending, account)) return fail(inUse(pending));
  const serverKeys = serverKeysOf(kit);
  const sudo = await proveWithKit(environment, { ...kit, serverUrl, serverKeys });
  if (!sudo.ok) return sudo;
  const recovered = await moveIn(environment, options, known, sudo.value);
  if (!recovered.ok) sudo.value.session.close();
  return recovered;
}

/** Makes this device one of the account's, with new credentials. */
async function moveIn(
  environment: Environment,
  options: RecoverOptions,
  known: DeviceRecord | undefined,
  sudo: Sudo,
): Promise<Result<LoggedIn & { readonly sudo: Sudo }, LogInError>> {
  const { serverUrl, kit, password, deviceName } = options;
  const held = known === undefined ? undefined : await openWithMasterKey(known, sudo.masterKey);
  if (known !== undefined && held === undefined) return fail({ code: "home-damaged" });
  const fresh = await newDeviceKeys(environment.randomBytes, held?.localKey);
  const first = await pullWithRoot(environment, sudo, held ?? fresh, kit.chains);
  if (!first.ok) return first;
  const { state } = first.value.account;
  const own = state === undefined ? undefined : deviceOf(state, first.value.keys.deviceId);
  const isRevoked = own !== undefined && !own.active;
  const chains = isRevoked ? await pullWithRoot(environment, sudo, fresh, kit.chains) : first;
  if (!chains.ok) return chains;
  const pendingBefore = await environment.files.read(fileNames.pending);
  const rekeyed = await rekey(environment, sudo, chains.value, {
    password,
    loginName: kit.loginName,
    serverUrl,
    accountSecret: kit.accountSecret,
    newAccountSecret: true,
    newRecoverySecret: true,
    revoke: [],
    enrolAs: deviceName,
    unseenKit: null,
  });
  await settleRekey(environment, rekeyed, pendingBefore);
  if (!rekeyed.ok) return rekeyed;
  const { record, kit: newKit } = rekeyed.value;
  const { keys } = chains.value;
  return ok({ record, keys, chains: chains.value, kit: newKit, sudo });
}
