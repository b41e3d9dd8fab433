import assert from "node:assert/strict";
import test from "node:test";
import { encodeClear, encodeClientMessage, sign, resumeMessage } from "@coffer/protocol";
import { RawClient, randomBytes, type RawSession } from "./raw-client.ts";
import {
  deviceEntry,
  epochEntry,
  newTestAccount,
  newTestDevice,
  type TestAccount,
} from "./test-account.ts";
import { startTestServer } from "./test-server.ts";
import { exchange, quickRegister, recover, resume, startRecovery } from "./ways-in.ts";

/** Admits a second device in a recovery session, and revokes it again if asked to. */
async function admitSecondDevice(url: string, account: TestAccount, revoked: boolean) {
  const session = await recover(url, account);
  const device = await newTestDevice();
  const { accountChain, vault, root } = account;
  const admitted = [
    await deviceEntry(accountChain, account, device),
    await deviceEntry(vault, account, device),
  ];
  assert.equal((await session.request("append", admitted)).code, "ok");
  if (revoked) {
    const options = { author: account.device, root, revoke: device };
    const entries = [await epochEntry(accountChain, options), await epochEntry(vault, options)];
    assert.equal((await session.request("append", entries)).code, "ok");
  }
  session.close();
  return device;
}

const asks = async (session: RawSession): Promise<string> => (await session.request("heads")).code;

test("SV25: an active device resumes with its key, and its session has no boxes", async () => {
  const { url } = await startTestServer();
  const account = await newTestAccount();
  await quickRegister(url, account);
  const session = await resume(url, account.device);
  assert.equal(await asks(session), "ok");
  assert.equal(session.account, null);
  const device = await admitSecondDevice(url, account, false);
  const second = await resume(url, device);
  assert.equal(await asks(second), "ok");
  session.close();
  second.close();
});

test("SV25: unknown device, revoked device and wrong proof get one answer at one point", async () => {
  const { url } = await startTestServer();
  const account = await newTestAccount();
  await quickRegister(url, account);
  const revoked = await admitSecondDevice(url, account, true);
  const unknown = await newTestDevice();
  const sessions = [
    await resume(url, unknown),
    await resume(url, revoked),
    await resume(url, account.device, randomBytes(64)),
    // The right key over another connection's transcript.
    await resume(
      url,
      account.device,
      await sign(account.device.signingKey, resumeMessage(randomBytes(32))),
    ),
  ];
  for (const session of sessions) assert.equal(await session.end(), "login-refused");
});

test("SV25: before the proof nothing is answered, and a proof comes once", async () => {
  const { url } = await startTestServer();
  const account = await newTestAccount();
  await quickRegister(url, account);
  const { session } = await exchange(url, "resume", account.device.deviceId);
  await session.send(encodeClientMessage("heads", 1));
  assert.equal(await session.end(), "unexpected");
  const proved = await resume(url, account.device);
  await proved.send(encodeClientMessage("proof", randomBytes(64)));
  assert.equal(await proved.end(), "unexpected");
});

test("SV25, SV26: a low-order ephemeral key is refused", async () => {
  const { url } = await startTestServer();
  for (const type of ["resume.start", "recover.start"] as const) {
    const client = await RawClient.connect(url);
    client.send(encodeClear(type, randomBytes(16), new Uint8Array(32)));
    assert.equal(await client.end(), "malformed");
  }
});

test("SV26: the kit's key opens a session, and the RecoveryBox comes after its proof", async () => {
  const { url } = await startTestServer();
  const account = await newTestAccount();
  await quickRegister(url, account);
  const session = await recover(url, account);
  assert.deepEqual(session.account?.accountId, account.root.accountId);
  assert.equal(session.account.recoveryBox?.length, 113);
  assert.equal(await asks(session), "ok");
  session.close();
});

test("SV26: an unknown account and a wrong kit get one answer", async () => {
  const { url } = await startTestServer();
  const account = await newTestAccount();
  await quickRegister(url, account);
  const stranger = await newTestAccount();
  const attempts = [stranger, { ...account, recoverySecret: stranger.recoverySecret }];
  for (const attempt of attempts) {
    const session = await startRecovery(url, attempt);
    assert.equal(await session.end(), "login-refused");
  }
});

test("SV26: a kit that was replaced opens nothing, the new one does", async () => {
  const { url } = await startTestServer();
  const account = await newTestAccount();
  await quickRegister(url, account);
  const fresh = await newTestAccount();
  const session = await recover(url, account);
  const entry = await epochEntry(account.accountChain, {
    author: account.device,
    root: account.root,
  });
  const recovery = [randomBytes(113), fresh.recoveryPublicKey] as const;
  const credentials = [2, randomBytes(192), randomBytes(113), recovery] as const;
  assert.equal((await session.request("rekey.finish", ...credentials, [entry])).code, "ok");
  session.close();
  assert.equal(await (await startRecovery(url, account)).end(), "login-refused");
  const again = await recover(url, { ...account, recoverySecret: fresh.recoverySecret });
  assert.equal(again.account?.generation, 2);
  assert.deepEqual(again.account.recoveryBox, recovery[0]);
  again.close();
});
