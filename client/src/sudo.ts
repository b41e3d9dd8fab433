/**
 * A person's fresh proof of the password or the kit, and what it gives: AMK, and with it the account's root keys.
 *
 * Only while it lasts can devices be added or revoked and credentials changed. It is thrown away afterwards.
 */
import { fail, ok, type Result } from "@coffer/ledger";
import {
  equalBytes,
  openAccountBox,
  openRecoveryBox,
  openRootBox,
  opaquePassword,
  type AccountFacts,
  type AccountSecret,
  type Bytes,
  type MasterKey,
  type RecoverySecret,
  type RootKeys,
  type ServerKeys,
} from "@coffer/protocol";
import { greet, logIn, recover } from "./connection.ts";
import type { Environment } from "./environment.ts";
import type { ServerError } from "./failures.ts";
import type { Session } from "./session.ts";

export interface Sudo {
  readonly session: Session;
  readonly facts: AccountFacts;
  readonly masterKey: MasterKey;
  readonly root: RootKeys;
  readonly serverKeys: ServerKeys;
}

/** Where and as whom to prove it. */
export interface LoginTarget {
  readonly serverUrl: string;
  readonly loginName: string;
  readonly deviceId: Bytes;
  /** Keys that the server must have, if they are known. */
  readonly pinned: ServerKeys | undefined;
}

/**
 * Logs in with a canonical password and each Account Secret in turn, until one is right.
 *
 * More than one is tried only after a credential change that this device has not seen the end of.
 */
export async function proveWithPassword(
  environment: Environment,
  target: LoginTarget,
  password: string,
  accountSecrets: readonly AccountSecret[],
): Promise<Result<Sudo & { readonly accountSecret: AccountSecret }, ServerError>> {
  let last: Result<never, ServerError> = fail({ code: "login-refused" });
  for (const accountSecret of accountSecrets) {
    const sudo = await loginOnce(environment, target, password, accountSecret);
    if (sudo.ok) return ok({ ...sudo.value, accountSecret });
    last = sudo;
    if (!isRefusedLogin(sudo.error)) return last;
  }
  return last;
}

/** Whether a server said that name, password or secret are wrong. */
function isRefusedLogin(error: ServerError): boolean {
  return (
    error.code === "login-refused" ||
    (error.code === "server-refused" && error.reason === "login-refused")
  );
}

async function loginOnce(
  environment: Environment,
  target: LoginTarget,
  password: string,
  accountSecret: AccountSecret,
): Promise<Result<Sudo, ServerError>> {
  const { loginName, deviceId } = target;
  const greeting = await greet(environment, target.serverUrl, target.pinned);
  if (!greeting.ok) return greeting;
  const { serverKeys } = greeting.value;
  const login = await logIn(greeting.value, {
    loginName,
    deviceId,
    password: opaquePassword({
      accountSecret,
      loginName,
      serverId: serverKeys.serverId,
      password,
    }),
  });
  if (!login.ok) return login;
  const { session, account: facts, exportKey } = login.value;
  const { accountId, generation, accountBox } = facts;
  const masterKey = await openAccountBox({ accountId, generation, exportKey, box: accountBox });
  return withRoot({ session, facts, serverKeys }, masterKey);
}

/** Opens a session with a kit's recovery secret. */
export async function proveWithKit(
  environment: Environment,
  kit: {
    readonly serverUrl: string;
    readonly serverKeys: ServerKeys;
    readonly accountId: Bytes;
    readonly recoverySecret: RecoverySecret;
  },
): Promise<Result<Sudo, ServerError>> {
  const greeting = await greet(environment, kit.serverUrl, kit.serverKeys);
  if (!greeting.ok) return greeting;
  const recovered = await recover(environment, greeting.value, kit);
  if (!recovered.ok) return recovered;
  const { session, account: facts } = recovered.value;
  const { serverKeys } = greeting.value;
  if (facts.recoveryBox === null || !equalBytes(facts.accountId, kit.accountId)) {
    return misbehaves(session);
  }
  const { accountId, recoverySecret } = kit;
  const masterKey = await openRecoveryBox({ accountId, recoverySecret, box: facts.recoveryBox });
  return withRoot({ session, facts, serverKeys }, masterKey);
}

/** Every box that does not open is one answer: the server did not give what it was given. */
async function withRoot(
  proven: Pick<Sudo, "session" | "facts" | "serverKeys">,
  masterKey: MasterKey | undefined,
): Promise<Result<Sudo, ServerError>> {
  if (masterKey === undefined) return misbehaves(proven.session);
  const { accountId, rootBox } = proven.facts;
  const root = await openRootBox({ accountId, masterKey, box: rootBox });
  if (root === undefined || !equalBytes(root.accountId, accountId)) {
    return misbehaves(proven.session);
  }
  return ok({ ...proven, masterKey, root });
}

function misbehaves(session: Session): Result<never, ServerError> {
  session.close();
  return fail({ code: "server-misbehaves" });
}
