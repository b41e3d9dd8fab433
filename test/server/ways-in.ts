/**
 * The ways into an account over a raw connection. Each fails the test unless it succeeds; the ones that are to
 * be refused are played message by message in the tests.
 */
import assert from "node:assert/strict";
import {
  clientInputKey,
  encodeClear,
  encodeClientMessage,
  errorCodeOf,
  exchangeKeyOf,
  finishLogin,
  finishRegistration,
  importSigningKey,
  recoverMessage,
  recoverySeedOf,
  resumeMessage,
  sealAccountBox,
  sealRecoveryBox,
  sealRootBox,
  sign,
  startLogin,
  startRegistration,
  accountFactsOf,
  type Bytes,
  type MasterKey,
} from "@coffer/protocol";
import { RawClient, randomBytes, type Destination, type RawSession } from "./raw-client.ts";
import type { TestAccount, TestChain, TestDevice } from "./test-account.ts";

/** The boxes and the OPAQUE record of an account's credentials. */
export interface TestCredentials {
  readonly record: Bytes;
  readonly accountBox: Bytes;
  readonly rootBox: Bytes;
  readonly recoveryBox: Bytes;
}

/** A connection that has greeted. */
export type Greeted = Awaited<ReturnType<typeof RawClient.connect>>;

/** Registers an account whose password works. 0.2 s of Argon2id. */
export async function register(
  to: Destination,
  account: TestAccount,
  invitation: Bytes | null = null,
): Promise<void> {
  const client = await RawClient.connect(to);
  const { request, state } = await startRegistration(account.password);
  const response = await startRegister(client, account.loginName, { invitation, request });
  const { serverId } = client.serverKeys;
  const { loginName, password } = account;
  const identity = { loginName, serverId };
  const made = await finishRegistration({ password, state, response, identity });
  assert.ok(made !== undefined);
  const boxes = await sealBoxes(account, made.exportKey, 1);
  await finishRegister(client, account, { record: made.record, ...boxes });
}

/** Registers an account that nobody can log in to with a password: device key and kit work. */
export async function quickRegister(
  to: Destination,
  account: TestAccount,
  invitation: Bytes | null = null,
): Promise<void> {
  const client = await RawClient.connect(to);
  await startRegister(client, account.loginName, { invitation });
  await finishRegister(client, account, randomCredentials());
}

/** Begins a registration; the server's response. */
export async function startRegister(
  client: RawClient,
  loginName: string,
  options: { readonly invitation?: Bytes | null; readonly request?: Bytes } = {},
): Promise<Bytes> {
  const request = options.request ?? (await startRegistration("any password")).request;
  client.send(encodeClear("register.start", loginName, options.invitation ?? null, request));
  const [response] = await client.expect("register.response");
  return response;
}

/** Finishes a registration, which has to succeed. */
export async function finishRegister(
  client: RawClient,
  account: TestAccount,
  credentials: TestCredentials,
): Promise<void> {
  client.send(registerFinish(account, credentials));
  await client.expect("done");
  assert.equal(await client.end(), "closed");
}

/** The last message of a registration; parts of it can be others. */
export function registerFinish(
  account: TestAccount,
  credentials: TestCredentials,
  other: {
    readonly recoveryPublicKey?: Bytes;
    readonly accountGenesis?: Bytes;
    readonly vaultGenesis?: Bytes;
  } = {},
): Bytes {
  return encodeClear(
    "register.finish",
    credentials.record,
    credentials.accountBox,
    credentials.rootBox,
    credentials.recoveryBox,
    other.recoveryPublicKey ?? account.recoveryPublicKey,
    other.accountGenesis ?? genesisOf(account.accountChain),
    other.vaultGenesis ?? genesisOf(account.vault),
  );
}

/** Credentials of the right shape that open nothing. */
export function randomCredentials(): TestCredentials {
  return {
    record: randomBytes(192),
    accountBox: randomBytes(113),
    rootBox: randomBytes(145),
    recoveryBox: randomBytes(113),
  };
}

/** Boxes of an account under a fresh master key. */
export async function sealBoxes(
  { root, recoverySecret }: TestAccount,
  exportKey: Bytes,
  generation: number,
): Promise<Omit<TestCredentials, "record">> {
  const masterKey = randomBytes(32) as MasterKey;
  const { accountId } = root;
  return {
    accountBox: await sealAccountBox({ accountId, generation, exportKey, masterKey, randomBytes }),
    rootBox: await sealRootBox({ root, masterKey, randomBytes }),
    recoveryBox: await sealRecoveryBox({ accountId, recoverySecret, masterKey, randomBytes }),
  };
}

/** The first entry of a chain. */
export function genesisOf(chain: TestChain): Bytes {
  const [genesis] = chain.entries;
  assert.ok(genesis !== undefined);
  return Uint8Array.from(genesis.bytes);
}

/** Logs in with the password. */
export async function logIn(
  to: Destination,
  account: TestAccount,
  deviceId: Bytes = account.device.deviceId,
): Promise<RawSession> {
  const client = await RawClient.connect(to);
  const { loginName, password } = account;
  const { request, state } = await startLogin(password);
  client.send(encodeClear("login.start", loginName, deviceId, request));
  const [response] = await client.expect("login.response");
  const identity = { loginName, serverId: client.serverKeys.serverId };
  const login = await finishLogin({ password, state, response, identity });
  assert.ok(login !== undefined, "the password is right");
  client.send(encodeClear("login.finish", login.finish));
  const { session, account: facts } = await client.seal(login.sessionKey);
  session.account = facts;
  return session;
}

/** Resumes with a device's key, up to the proof, which is sent; nothing tells whether it was accepted. */
export async function resume(
  to: Destination,
  device: TestDevice,
  proof?: Bytes,
): Promise<RawSession> {
  const { session, transcript } = await exchange(to, "resume", device.deviceId);
  const signature = proof ?? (await sign(device.signingKey, resumeMessage(transcript)));
  await session.send(encodeClientMessage("proof", signature));
  return session;
}

/** Opens a session with the recovery key, up to the proof; `recovered` waits for what follows. */
export async function startRecovery(
  url: string,
  account: Pick<TestAccount, "root" | "recoverySecret">,
): Promise<RawSession> {
  const { session, transcript } = await exchange(url, "recover", account.root.accountId);
  const key = await importSigningKey(recoverySeedOf(account.recoverySecret));
  await session.send(encodeClientMessage("proof", await sign(key, recoverMessage(transcript))));
  return session;
}

/** Opens a session with the recovery key. */
export async function recover(url: string, account: TestAccount): Promise<RawSession> {
  const session = await startRecovery(url, account);
  const message = await session.receive();
  assert.ok(message !== undefined, "closed, and not account");
  const told = message.type === "error" ? errorCodeOf(message.fields[0]) : message.type;
  assert.equal(told, "account", `${told} is answered, not account`);
  assert.ok(message.type === "account");
  session.account = accountFactsOf(message.fields[0]);
  return session;
}

/** The key exchange of a resume or a recovery. */
export async function exchange(
  to: Destination,
  way: "resume" | "recover",
  id: Bytes,
): Promise<{ readonly session: RawSession; readonly transcript: Bytes }> {
  const client = await RawClient.connect(to);
  const ephemeral = await exchangeKeyOf(randomBytes(32));
  client.send(encodeClear(`${way}.start`, id, ephemeral.publicKey));
  const [serverEphemeral] = await client.expect(`${way}.response`);
  const { channelPublicKey } = client.serverKeys;
  const inputKey = await clientInputKey({ ephemeral, serverEphemeral, channelPublicKey });
  assert.ok(inputKey !== undefined);
  const { session, transcript, account } = await client.seal(inputKey);
  assert.equal(account, null, "nothing of the account before the proof");
  return { session, transcript };
}
