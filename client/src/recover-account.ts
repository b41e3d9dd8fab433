/**
 * Recovery: the kit alone gets a person back in, with a new password, a new Account Secret and a new kit.
 *
 * The recovery key of the kit opens the session and the RecoveryBox gives AMK; then everything is as in a
 * password change. All other sessions end, and every device learns the new secret from the account chain.
 */
import { fail, ok, type Result } from "@coffer/ledger";
import { deviceOf, type RecoveryKit } from "@coffer/protocol";
import { newDeviceKeys, openWithMasterKey } from "./device-record.ts";
import { pullWithRoot } from "./enrol.ts";
import type { Environment } from "./environment.ts";
import { loadDevice } from "./home.ts";
import { serverKeysOf } from "./kit-text.ts";
import type { LoggedIn, LogInError } from "./log-in.ts";
import { rekey } from "./rekey.ts";
import { settleRekey } from "./settle-rekey.ts";
import { proveWithKit, type Sudo } from "./sudo.ts";

/** Recovers an account on this device. `password` is the new one, canonical. */
export async function recoverHere(
  environment: Environment,
  options: {
    readonly serverUrl: string;
    readonly kit: RecoveryKit;
    readonly password: string;
    readonly deviceName: string;
  },
): Promise<Result<LoggedIn & { readonly sudo: Sudo }, LogInError>> {
  const { serverUrl, kit, password, deviceName } = options;
  const known = await loadDevice(environment.files);
  if (known === "damaged") return fail({ code: "home-damaged" });
  if (known !== undefined && known.accountId.toHex() !== kit.accountId.toHex()) {
    return fail({ code: "home-in-use", loginName: known.loginName, serverUrl: known.serverUrl });
  }
  const serverKeys = serverKeysOf(kit);
  const sudo = await proveWithKit(environment, { ...kit, serverUrl, serverKeys });
  if (!sudo.ok) return sudo;
  const held =
    known === undefined ? undefined : await openWithMasterKey(known, sudo.value.masterKey);
  const fresh = await newDeviceKeys(environment.randomBytes, held?.localKey);
  const first = await pullWithRoot(environment, sudo.value, held ?? fresh, kit.chains);
  if (!first.ok) return first;
  const { state } = first.value.account;
  const own = state === undefined ? undefined : deviceOf(state, first.value.keys.deviceId);
  const isRevoked = own !== undefined && !own.active;
  const chains = isRevoked ? await pullWithRoot(environment, sudo.value, fresh, kit.chains) : first;
  if (!chains.ok) return chains;
  const rekeyed = await rekey(environment, sudo.value, chains.value, {
    password,
    loginName: kit.loginName,
    serverUrl,
    accountSecret: kit.accountSecret,
    newAccountSecret: true,
    newRecoverySecret: true,
    revoke: [],
    enrolAs: deviceName,
  });
  await settleRekey(environment, rekeyed);
  if (!rekeyed.ok) return rekeyed;
  const { record, kit: newKit } = rekeyed.value;
  const { keys } = chains.value;
  return ok({ record, keys, chains: chains.value, kit: newKit, sudo: sudo.value });
}
