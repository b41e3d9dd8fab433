/**
 * The ways into an account on this device: create, unlock, log in, link, recover, leave.
 *
 * Each returns an engine or says why not. Names and passwords come as typed; here they get their canonical form.
 */
import { fail, ok, type ChangeSet, type Result } from "@coffer/ledger";
import {
  linkKeys,
  openLinkBox,
  parseLinkCode,
  parseLoginName,
  parsePassword,
  type Bytes,
  type LoginNameError,
  type PasswordError,
  type RecoveryKit,
} from "@coffer/protocol";
import { Chains } from "./chains.ts";
import { greet, takeLinkBox } from "./connection.ts";
import { openWithPassword, type DeviceKeys, type DeviceRecord } from "./device-record.ts";
import { Engine } from "./engine.ts";
import type { Environment } from "./environment.ts";
import { fileNames, forgetEverything, loadDevice } from "./home.ts";
import type { Brought } from "./kit-text.ts";
import { inUse, isOf, logInHere, type LogInError, type LogInOptions } from "./log-in.ts";
import { loadPending } from "./pending.ts";
import { recoverHere } from "./recover-account.ts";
import { signUp } from "./sign-up.ts";

export type AccessError =
  | LogInError
  | LoginNameError
  | PasswordError
  | { readonly code: "link-code-invalid" }
  | { readonly code: "link-not-found" };

/** An engine, and the kit if there is one that the person must keep. */
export interface Access {
  readonly engine: Engine;
  readonly kit: string | null;
}

/** What this device knows of an account. */
export type HomeState =
  | { readonly code: "empty" }
  | { readonly code: "damaged" }
  | {
      readonly code: "known";
      readonly loginName: string;
      readonly serverUrl: string;
      readonly deviceId: Bytes;
      readonly isSignedOut: boolean;
    };

/** Looks at the device's files. */
export async function homeState(environment: Environment): Promise<HomeState> {
  const record = await loadDevice(environment.files);
  if (record === undefined) return { code: "empty" };
  if (record === "damaged") return { code: "damaged" };
  const { loginName, serverUrl, deviceId } = record;
  const isSignedOut = (await environment.files.read(fileNames.signedOut)) !== undefined;
  return { code: "known", loginName, serverUrl, deviceId, isSignedOut };
}

/** Creates an account at a server and logs in to it. */
export async function createAccount(
  environment: Environment,
  options: {
    readonly serverUrl: string;
    readonly loginName: string;
    readonly password: string;
    readonly invitation: Bytes | null;
    readonly deviceName: string;
    readonly firstChangeSet: ChangeSet;
  },
): Promise<Result<Access, AccessError>> {
  const name = parseLoginName(options.loginName);
  if (!name.ok) return name;
  const password = parsePassword(options.password);
  if (!password.ok) return password;
  const home = await loadDevice(environment.files);
  if (home === "damaged") return fail({ code: "home-damaged" });
  if (home !== undefined) return fail(inUse(home));
  const canonical = { ...options, loginName: name.value, password: password.value };
  // The outcome of an earlier try may be unknown: only this device has its keys and its kit.
  const earlier = (await loadPending(environment.files))?.record;
  if (earlier !== undefined && !isOf(earlier, canonical)) return fail(inUse(earlier));
  const signedUp = await signUp(environment, canonical);
  if (!signedUp.ok) {
    const { error } = signedUp;
    const isTaken = error.code === "server-refused" && error.reason === "name-taken";
    if (earlier === undefined || !isTaken) return signedUp;
    // It may be that earlier try which has the name.
    const completed = await logInHere(environment, { ...canonical, brought: undefined });
    return completed.ok ? engineOf(environment, completed, null) : signedUp;
  }
  const loggedIn = await logInHere(environment, { ...canonical, brought: undefined });
  return engineOf(environment, loggedIn, signedUp.value.kit);
}

/** Opens the account on this device with its password; needs no server. */
export async function unlock(
  environment: Environment,
  typed: string,
): Promise<Result<Engine, UnlockError>> {
  const password = parsePassword(typed);
  if (!password.ok) return fail({ code: "password-wrong" });
  const { files, argon2id } = environment;
  const device = await loadDevice(files);
  if (device === "damaged") return fail({ code: "home-damaged" });
  if (device === undefined) return fail({ code: "home-empty" });
  // A password change that was interrupted may or may not have happened: either password opens.
  const pending = await loadPending(files);
  for (const record of [device, pending?.record]) {
    if (record === undefined) continue;
    const keys = await openWithPassword(record, password.value, argon2id);
    if (keys !== undefined) return ok(await openEngine(environment, record, keys));
  }
  return fail({ code: "password-wrong" });
}

export type UnlockError =
  | { readonly code: "password-wrong" }
  | { readonly code: "home-empty" }
  | { readonly code: "home-damaged" };

/** Logs in with name and password, on a new device with what the person brought. */
export async function logIn(
  environment: Environment,
  options: LogInOptions,
): Promise<Result<Access, AccessError>> {
  const name = parseLoginName(options.loginName);
  if (!name.ok) return name;
  const password = parsePassword(options.password);
  if (!password.ok) return password;
  const canonical = { ...options, loginName: name.value, password: password.value };
  return engineOf(environment, await logInHere(environment, canonical), null);
}

/** What a link code brings: whose account it is, and what tells its secret. */
export interface Link {
  readonly loginName: string;
  readonly brought: Brought;
}

/** Opens the box of the code that a signed-in device shows; it opens once. `logIn` takes what it brings. */
export async function openLink(
  environment: Environment,
  options: { readonly serverUrl: string; readonly code: string },
): Promise<Result<Link, AccessError>> {
  const code = parseLinkCode(options.code);
  if (code === undefined) return fail({ code: "link-code-invalid" });
  const greeting = await greet(environment, options.serverUrl, undefined);
  if (!greeting.ok) return greeting;
  const { serverId } = greeting.value.serverKeys;
  const keys = await linkKeys(code, serverId, environment.argon2id);
  const box = await takeLinkBox(greeting.value, keys.boxId);
  if (!box.ok) return isNotFound(box.error) ? fail({ code: "link-not-found" }) : box;
  const content = await openLinkBox({ keys, serverId, box: box.value });
  if (content === undefined) return fail({ code: "link-not-found" });
  const { loginName, accountSecret, opaquePublicKey, channelPublicKey, chains } = content;
  const serverKeys = { serverId: content.serverId, opaquePublicKey, channelPublicKey };
  return ok({ loginName, brought: { accountSecret, serverKeys, chains } });
}

/** Recovers an account with its kit alone; the password is the new one. */
export async function recoverAccount(
  environment: Environment,
  options: {
    readonly serverUrl: string;
    readonly kit: RecoveryKit;
    readonly password: string;
    readonly deviceName: string;
  },
): Promise<Result<Access, AccessError>> {
  const password = parsePassword(options.password);
  if (!password.ok) return password;
  const recovered = await recoverHere(environment, { ...options, password: password.value });
  return engineOf(environment, recovered, null);
}

/** Locks the account: its keys stay here, sealed, and the next use begins with a login. */
export async function signOut(environment: Environment): Promise<void> {
  await environment.files.replace(fileNames.signedOut, new Uint8Array(0));
}

/** Removes everything of the account from this device. */
export function forgetAccount(environment: Environment): Promise<void> {
  return forgetEverything(environment.files);
}

async function openEngine(
  environment: Environment,
  record: DeviceRecord,
  keys: DeviceKeys,
): Promise<Engine> {
  const { accountId, accountChainId, vaultId } = record;
  const ids = { accountId, accountChainId, vaultId };
  const chains = new Chains({ environment, ...ids, keys, root: null });
  await chains.load();
  return new Engine(environment, { record, chains }, undefined);
}

function engineOf(
  environment: Environment,
  loggedIn: Awaited<ReturnType<typeof logInHere>>,
  kit: string | null,
): Result<Access, AccessError> {
  if (!loggedIn.ok) return loggedIn;
  const { sudo, chains } = loggedIn.value;
  chains.forgetRoot();
  const engine = new Engine(environment, loggedIn.value, sudo.session);
  return ok({ engine, kit: kit ?? loggedIn.value.kit });
}

function isNotFound(error: { readonly code: string; readonly reason?: string }): boolean {
  return error.code === "server-refused" && error.reason === "not-found";
}
