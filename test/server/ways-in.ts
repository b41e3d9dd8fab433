/**
 * The ways into an account over a raw connection. Each fails the test unless it succeeds; the ones that are to
 * be refused are played message by message in the tests.
 */
import assert from "node:assert/strict";
import {
  clientInputKey,
  encodeClear,
  encodeClientMessage,
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
import { RawClient, randomBytes, type End, type RawSession } from "./raw-client.ts";
import type { TestAccount, TestDevice } from "./test-account.ts";

/** The boxes and the OPAQUE record of an account's credentials. */
export interface TestCredentials {
  readonly record: Bytes;
  readonly accountBox: Bytes;
  readonly rootBox: Bytes;
  readonly recoveryBox: Bytes;
}

/** Registers an account; how the connection ended, "closed" after `done`. */
export async function register(
  url: string,
  account: TestAccount,
  invitation: Bytes | null = null,
): Promise<End> {
  const client = await RawClient.connect(url);
  const finish = await registerFinish(client, account, invitation);
  client.send(finish);
  await client.expect("done");
  return client.end();
}

/** Plays a registration up to its last message, which is returned and not sent. */
export async function registerFinish(
  client: Awaited<ReturnType<typeof RawClient.connect>>,
  account: TestAccount,
  invitation: Bytes | null = null,
): Promise<Bytes> {
  const { loginName, password } = account;
  const { request, state } = await startRegistration(password);
  client.send(encodeClear("register.start", loginName, invitation, request));
  const [response] = await client.expect("register.response");
  const { serverId } = client.serverKeys;
  const identity = { loginName, serverId };
  const made = await finishRegistration({ password, state, response, identity });
  assert.ok(made !== undefined);
  const boxes = await sealBoxes(account, made.exportKey, 1);
  return encodeClear(
    "register.finish",
    made.record,
    boxes.accountBox,
    boxes.rootBox,
    boxes.recoveryBox,
    account.recoveryPublicKey,
    entryBytes(account, "accountChain"),
    entryBytes(account, "vault"),
  );
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
export function entryBytes(account: TestAccount, chain: "accountChain" | "vault"): Bytes {
  const [genesis] = account[chain].entries;
  assert.ok(genesis !== undefined);
  return Uint8Array.from(genesis.bytes);
}

/** Logs in with the password. */
export async function logIn(
  url: string,
  account: TestAccount,
  deviceId: Bytes = account.device.deviceId,
): Promise<RawSession> {
  const client = await RawClient.connect(url);
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
export async function resume(url: string, device: TestDevice, proof?: Bytes): Promise<RawSession> {
  const { session, transcript } = await exchange(url, "resume", device.deviceId);
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
  assert.equal(message?.type, "account");
  assert.ok(message?.type === "account");
  session.account = accountFactsOf(message.fields[0]);
  return session;
}

/** The key exchange of a resume or a recovery. */
export async function exchange(
  url: string,
  way: "resume" | "recover",
  id: Bytes,
): Promise<{ readonly session: RawSession; readonly transcript: Bytes }> {
  const client = await RawClient.connect(url);
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
