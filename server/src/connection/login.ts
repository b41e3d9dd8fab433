/**
 * Logging in with the password, by OPAQUE (docs/protocol.md SV20–SV24).
 *
 * A name that does not exist takes the same path, with no record, up to the one answer. The login state is a
 * local variable: it is finished once, on this connection, within the connection's deadline. Nothing about the
 * account is said before KE3 has proved the password.
 */
import {
  answerLogin,
  encodeClear,
  equalBytes,
  finishServerLogin,
  ok,
  sessionKinds,
  toHex,
  type Bytes,
  type ClearMessage,
} from "@coffer/protocol/server";
import type { Account } from "../storage/storage.ts";
import type { Subject } from "./attempt-note.ts";
import { openSession } from "./open-session.ts";
import { factsOf, left, refuse, sealWire, type Opening } from "./opening.ts";
import { findDevice, isCanonicalName, nameHashOf, type Peer, type Services } from "./services.ts";
import type { Session } from "./session.ts";
import type { Wire } from "./wire.ts";

type LoginStart = ClearMessage<"login.start">["fields"];

/** A login from its first message on. */
export async function logIn(
  services: Services,
  connection: { readonly wire: Wire; readonly peer: Peer; readonly subject: Subject },
  fields: LoginStart,
): Promise<Opening<Session>> {
  const [loginName, deviceId] = fields;
  if (!isCanonicalName(loginName)) return refuse("malformed");
  const nameHash = nameHashOf(services.identity, loginName);
  const account = await services.storage.accountByName(nameHash);
  const knownDeviceId = await knownDevice(services, account, deviceId);
  connection.subject.accountId = account?.accountId ?? null;
  connection.subject.deviceId = knownDeviceId;
  const attempt = services.attempts.login({
    nameKey: toHex(nameHash),
    knownDeviceKey: knownDeviceId === null ? undefined : toHex(knownDeviceId),
    network: connection.peer.network,
  });
  if (typeof attempt === "string") return refuse(attempt);
  try {
    const opened = await exchange(services, connection.wire, { fields, account, knownDeviceId });
    if (opened.ok) attempt.succeeded();
    return opened;
  } finally {
    attempt.over();
  }
}

/** The device's id, if it is an active device of the account; it is looked up in any case. */
async function knownDevice(
  services: Services,
  account: Account | undefined,
  deviceId: Bytes,
): Promise<Bytes | null> {
  const device = await findDevice(services, deviceId);
  const isKnown =
    account !== undefined &&
    device?.isActive === true &&
    equalBytes(device.accountId, account.accountId);
  return isKnown ? deviceId : null;
}

async function exchange(
  services: Services,
  wire: Wire,
  login: {
    readonly fields: LoginStart;
    readonly account: Account | undefined;
    readonly knownDeviceId: Bytes | null;
  },
): Promise<Opening<Session>> {
  const { fields, account, knownDeviceId } = login;
  const [loginName, , request] = fields;
  const { serverId, opaqueKeys: keys } = services.identity;
  const identity = { loginName, serverId };
  const record = account?.record ?? null;
  // A record that OPAQUE cannot read, which only its own client can have made, counts as none.
  const answer =
    (await answerLogin({ keys, identity, record, request })) ??
    (await answerLogin({ keys, identity, record: null, request }));
  if (answer === undefined) return refuse("malformed");
  wire.setDeadline(services.limits.loginTimeoutMs, "idle-timeout");
  wire.sendClear(encodeClear("login.response", answer.response));
  const message = await wire.receiveClear();
  if (message === undefined) return left;
  if (message.type !== "login.finish") return refuse("unexpected");
  const [finish] = message.fields;
  const sessionKey = await finishServerLogin({ state: answer.state, finish, identity });
  if (sessionKey === undefined || account === undefined) return refuse("login-refused");
  const { accountId } = account;
  const kind = sessionKinds.login;
  // Credentials that were replaced between start and finish open nothing any more. From here on the session
  // hears of such a change itself.
  const options = { accountId, kind, deviceId: knownDeviceId, wire };
  const opened = await openSession(services, options, async () => {
    const current = await services.storage.accountById(accountId);
    return current?.generation === account.generation ? current : undefined;
  });
  if (opened === undefined) return refuse("login-refused");
  sealWire(wire, sessionKey, factsOf(opened.proved, false));
  return ok(opened.session);
}
