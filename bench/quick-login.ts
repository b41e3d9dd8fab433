/**
 * Registering and logging in with real OPAQUE over a real socket, with a key stretching that costs nothing: it is the
 * client's own affair (docs/protocol.md O3), and the server does the same work whatever it is.
 */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { fromBase64Url, toBase64Url, type Bytes } from "../protocol/src/bytes.ts";
import { identifiers, startLogin, startRegistration } from "../protocol/src/opaque.ts";
import { encodeClear } from "../protocol/src/session/clear-messages.ts";
import { RawClient, type Destination, type RawSession } from "../test/server/raw-client.ts";
import { newTestAccount, type TestAccount } from "../test/server/test-account.ts";
import { finishRegister, sealBoxes, startRegister } from "../test/server/ways-in.ts";

/** The OPAQUE package of protocol/, which nothing else may depend on. */
const { client: opaque, ready } = createRequire(
  new URL("../protocol/package.json", import.meta.url),
)("@serenity-kit/opaque") as {
  readonly ready: Promise<void>;
  readonly client: Record<string, (options: object) => Record<string, string>>;
};

const keyStretching = { "argon2id-custom": { iterations: 1, memory: 8, parallelism: 1 } };

/** Registers a new account that `quickLogIn` can log in to. */
export async function quickAccount(url: string, loginName?: string): Promise<TestAccount> {
  await ready;
  const account = await newTestAccount(loginName);
  const { password } = account;
  const client = await RawClient.connect(url);
  const { request, state } = await startRegistration(password);
  const response = await startRegister(client, account.loginName, { request });
  const finished = opaque["finishRegistration"]?.({
    password,
    clientRegistrationState: state,
    registrationResponse: toBase64Url(response),
    identifiers: identifiers({
      loginName: account.loginName,
      serverId: client.serverKeys.serverId,
    }),
    keyStretching,
  });
  const boxes = await sealBoxes(account, bytesOf(finished?.["exportKey"]), 1);
  const record = bytesOf(finished?.["registrationRecord"]);
  await finishRegister(client, account, { record, ...boxes });
  return account;
}

/** Logs in with the password. */
export async function quickLogIn(to: Destination, account: TestAccount): Promise<RawSession> {
  const client = await RawClient.connect(to);
  const { loginName, password, device } = account;
  const { request, state } = await startLogin(password);
  client.send(encodeClear("login.start", loginName, device.deviceId, request));
  const [response] = await client.expect("login.response");
  const finished = opaque["finishLogin"]?.({
    password,
    clientLoginState: state,
    loginResponse: toBase64Url(response),
    identifiers: identifiers({ loginName, serverId: client.serverKeys.serverId }),
    keyStretching,
  });
  client.send(encodeClear("login.finish", bytesOf(finished?.["finishLoginRequest"])));
  const { session, account: facts } = await client.seal(bytesOf(finished?.["sessionKey"]));
  session.account = facts;
  return session;
}

function bytesOf(text: string | undefined): Bytes {
  const bytes = text === undefined ? undefined : fromBase64Url(text);
  assert.ok(bytes !== undefined, "OPAQUE speaks base64url");
  return bytes;
}
