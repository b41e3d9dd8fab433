/**
 * Logging in: on a new device with the Account Secret (from a kit, a link box, or typed), on a known one with
 * name and password alone.
 *
 * Also what completes a sign-up and what finds out, after a crash, whether pending credentials were taken over:
 * they are tried before the old ones.
 */
import { fail, ok, type Result } from "@coffer/ledger";
import { deviceOf, equalBytes, parseKit, type AccountSecret } from "@coffer/protocol";
import type { Chains } from "./chains.ts";
import { recoveryPublicKeyOf } from "./connection.ts";
import {
  newDeviceKeys,
  openWithMasterKey,
  sealDeviceRecord,
  type DeviceKeys,
  type DeviceRecord,
} from "./device-record.ts";
import { enrol, pullWithRoot } from "./enrol.ts";
import type { Environment } from "./environment.ts";
import {
  fileNames,
  forgetOldSecret,
  loadAccountSecrets,
  loadDevice,
  saveAccountSecret,
  saveDevice,
} from "./home.ts";
import type { Brought } from "./kit-text.ts";
import { loadPending, openPendingKit, type Pending } from "./pending.ts";
import { proveWithPassword, type Sudo } from "./sudo.ts";
import type { SyncError } from "./sync.ts";

export interface LogInOptions {
  readonly serverUrl: string;
  /** Canonical name and password. */
  readonly loginName: string;
  readonly password: string;
  readonly deviceName: string;
  /** What a kit, a link box or the person brought; undefined on a device that knows the account. */
  readonly brought: Brought | undefined;
}

export type LogInError =
  | SyncError
  /** This device does not know the account, and nothing was brought that tells its secret. */
  | { readonly code: "secret-needed" }
  /** This home belongs to another account. */
  | { readonly code: "home-in-use"; readonly loginName: string; readonly serverUrl: string }
  | { readonly code: "home-damaged" };

/** A device that is logged in: what the engine is opened with. */
export interface LoggedIn {
  readonly record: DeviceRecord;
  readonly keys: DeviceKeys;
  readonly chains: Chains;
  /** A kit that the person may not have seen yet. */
  readonly kit: string | null;
}

/** Logs in, makes this device one of the account's, and leaves its files in order. */
export async function logInHere(
  environment: Environment,
  options: LogInOptions,
): Promise<Result<LoggedIn & { readonly sudo: Sudo }, LogInError>> {
  const here = await lookAround(environment, options);
  if (!here.ok) return here;
  const { known, pending, secrets, freshKeys } = here.value;
  const { serverUrl, loginName, password, brought } = options;
  const record = pending?.record ?? known;
  const pinned = brought?.serverKeys ?? record?.serverKeys;
  const deviceId = record?.deviceId ?? freshKeys.deviceId;
  const target = { serverUrl, loginName, deviceId, pinned };
  const sudo = await proveWithPassword(environment, target, password, secrets);
  if (!sudo.ok) return sudo;
  const opened =
    record === undefined ? undefined : await openWithMasterKey(record, sudo.value.masterKey);
  const first = await pullWithRoot(
    environment,
    sudo.value,
    opened ?? freshKeys,
    brought?.chains ?? [],
  );
  if (!first.ok) return first;
  const chains = await withActiveKeys(environment, sudo.value, first.value);
  if (!chains.ok) return chains;
  const { keys } = chains.value;
  const settled = await settle(environment, options, sudo.value, chains.value);
  const enrolled = await enrol(environment, sudo.value, chains.value, options.deviceName);
  if (!enrolled.ok) return enrolled;
  const kit = await takenKit(pending, chains.value);
  await environment.files.remove(fileNames.pending);
  await environment.files.remove(fileNames.signedOut);
  return ok({ record: settled, keys, chains: chains.value, kit, sudo: sudo.value });
}

/** The kit of pending credentials, if the account chain says that they were taken over. */
async function takenKit(pending: Pending | undefined, chains: Chains): Promise<string | null> {
  const text = pending === undefined ? undefined : await openPendingKit(pending, chains.keys);
  const kit = text === undefined ? undefined : parseKit(text);
  const { recoveryPublicKey } = chains.accountFold.state;
  if (text === undefined || kit?.ok !== true || recoveryPublicKey === null) return null;
  const isTaken = equalBytes(recoveryPublicKeyOf(kit.value.recoverySecret), recoveryPublicKey);
  return isTaken ? text : null;
}

/** What is on this device, and the secrets to try, the most likely first. */
async function lookAround(
  environment: Environment,
  options: LogInOptions,
): Promise<
  Result<
    {
      readonly known: DeviceRecord | undefined;
      readonly pending: Pending | undefined;
      readonly secrets: readonly AccountSecret[];
      readonly freshKeys: DeviceKeys;
    },
    LogInError
  >
> {
  const { files, randomBytes } = environment;
  const known = await loadDevice(files);
  if (known === "damaged") return fail({ code: "home-damaged" });
  const { loginName, serverUrl } = options;
  if (known !== undefined && (known.loginName !== loginName || known.serverUrl !== serverUrl)) {
    return fail({ code: "home-in-use", loginName: known.loginName, serverUrl: known.serverUrl });
  }
  const anyPending = await loadPending(files);
  const isOurs =
    anyPending?.record.loginName === loginName && anyPending.record.serverUrl === serverUrl;
  const pending = isOurs ? anyPending : undefined;
  const stored = known === undefined ? [] : await loadAccountSecrets(files);
  const secrets = [pending?.accountSecret, options.brought?.accountSecret, ...stored].filter(
    (secret) => secret !== undefined,
  );
  if (secrets.length === 0) return fail({ code: "secret-needed" });
  return ok({ known, pending, secrets, freshKeys: await newDeviceKeys(randomBytes) });
}

/** A device that was revoked comes back as a new one; its local files stay readable. */
async function withActiveKeys(
  environment: Environment,
  sudo: Sudo,
  chains: Chains,
): Promise<Result<Chains, SyncError>> {
  const { state } = chains.account;
  const own = state === undefined ? undefined : deviceOf(state, chains.keys.deviceId);
  if (own === undefined || own.active) return ok(chains);
  const keys = await newDeviceKeys(environment.randomBytes, chains.keys.localKey);
  return pullWithRoot(environment, sudo, keys, []);
}

/** Writes the device's record, sealed under the password that was just proven, and the secret. */
async function settle(
  environment: Environment,
  options: LogInOptions,
  sudo: Sudo & { readonly accountSecret: AccountSecret },
  chains: Chains,
): Promise<DeviceRecord> {
  const { files, argon2id, randomBytes } = environment;
  const { keys } = chains;
  const record = await sealDeviceRecord({
    identity: {
      serverUrl: options.serverUrl,
      serverKeys: sudo.serverKeys,
      loginName: options.loginName,
      accountId: sudo.root.accountId,
      deviceId: keys.deviceId,
      accountChainId: chains.account.vaultId,
      vaultId: chains.vault.vaultId,
    },
    keys,
    password: options.password,
    masterKey: sudo.masterKey,
    argon2id,
    randomBytes,
  });
  await saveAccountSecret(files, sudo.accountSecret);
  await saveDevice(files, record);
  await forgetOldSecret(files);
  return record;
}
