/**
 * Logging in: on a new device with the Account Secret (from a kit, a link box, or typed), on a known one with
 * name and password alone.
 *
 * Also what completes a sign-up and what finds out, after a crash, whether pending credentials were taken over:
 * they are tried before the old ones.
 */
import { fail, ok, type Result } from "@coffer/ledger";
import { deviceOf, equalBytes, toHex, type AccountSecret } from "@coffer/protocol";
import type { Chains } from "./chains.ts";
import {
  newDeviceKeys,
  openWithMasterKey,
  openWithPassword,
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
import { dropPending, loadPending, openTakenKit, type Pending } from "./pending.ts";
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
  const loggedIn = await moveIn(environment, options, here.value, sudo.value);
  if (!loggedIn.ok) sudo.value.session.close();
  return loggedIn;
}

/** Makes this device one of the account's, with its own keys if it has some, and leaves its files in order. */
async function moveIn(
  environment: Environment,
  options: LogInOptions,
  here: Here,
  sudo: Sudo & { readonly accountSecret: AccountSecret },
): Promise<Result<LoggedIn & { readonly sudo: Sudo }, LogInError>> {
  const { known, pending, freshKeys } = here;
  const { accountId } = sudo.root;
  // Another account of the same name: what is here is not its own.
  if (known !== undefined && !equalBytes(known.accountId, accountId)) return fail(inUse(known));
  const records = [pending?.record, known];
  const opened = await openRecords(environment, records, options.password, sudo);
  if (opened === undefined && known !== undefined) return fail({ code: "home-damaged" });
  const demanded = options.brought?.chains ?? [];
  const first = await pullWithRoot(environment, sudo, opened ?? freshKeys, demanded);
  if (!first.ok) return first;
  const chains = await withActiveKeys(environment, sudo, first.value);
  if (!chains.ok) return chains;
  const { keys } = chains.value;
  const settled = await settle(environment, options, sudo, chains.value);
  const enrolled = await enrol(environment, sudo, chains.value, options.deviceName);
  if (!enrolled.ok) return enrolled;
  const { recoveryPublicKey } = chains.value.accountFold.state;
  const kit = pending === undefined ? null : await openTakenKit(pending, keys, recoveryPublicKey);
  await environment.files.remove(fileNames.signedOut);
  await dropPending(environment.files);
  return ok({ record: settled, keys, chains: chains.value, kit, sudo });
}

/** What is on this device. */
interface Here {
  readonly known: DeviceRecord | undefined;
  readonly pending: Pending | undefined;
  /** The secrets to try, the most likely first. */
  readonly secrets: readonly AccountSecret[];
  readonly freshKeys: DeviceKeys;
}

async function lookAround(
  environment: Environment,
  options: LogInOptions,
): Promise<Result<Here, LogInError>> {
  const { files, randomBytes } = environment;
  const known = await loadDevice(files);
  if (known === "damaged") return fail({ code: "home-damaged" });
  const pending = await loadPending(files);
  for (const record of [known, pending?.record]) {
    if (record !== undefined && !isOf(record, options)) return fail(inUse(record));
  }
  const stored = known === undefined ? [] : await loadAccountSecrets(files);
  const secrets = secretsToTry(pending?.accountSecret, options.brought?.accountSecret, ...stored);
  if (secrets.length === 0) return fail({ code: "secret-needed" });
  return ok({ known, pending, secrets, freshKeys: await newDeviceKeys(randomBytes) });
}

/** The secrets that are there, each once: a wrong password costs an attempt for each of them. */
export function secretsToTry(
  ...secrets: readonly (AccountSecret | undefined)[]
): readonly AccountSecret[] {
  const byText = new Map<string, AccountSecret>();
  for (const secret of secrets) if (secret !== undefined) byText.set(toHex(secret), secret);
  return [...byText.values()];
}

/** The keys of the first record that opens, by either of its boxes; undefined if none does. */
async function openRecords(
  { argon2id }: Environment,
  records: readonly (DeviceRecord | undefined)[],
  password: string,
  { masterKey }: Sudo,
): Promise<DeviceKeys | undefined> {
  for (const record of records) {
    if (record === undefined) continue;
    const keys =
      (await openWithMasterKey(record, masterKey)) ??
      (await openWithPassword(record, password, argon2id));
    if (keys !== undefined) return keys;
  }
  return undefined;
}

/** Whether a record is of an account of this name at this server. */
export function isOf(
  record: DeviceRecord,
  account: { readonly loginName: string; readonly serverUrl: string },
): boolean {
  return record.loginName === account.loginName && record.serverUrl === account.serverUrl;
}

/** The error of a home that is another account's. */
export function inUse({
  loginName,
  serverUrl,
}: DeviceRecord): Extract<LogInError, { code: "home-in-use" }> {
  return { code: "home-in-use", loginName, serverUrl };
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
