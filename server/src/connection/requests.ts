/**
 * What a session asks for, and the answers (docs/protocol.md SV28–SV45). Everything is looked up under the
 * session's own account: what belongs to another one is not found, like what does not exist.
 */
import {
  answerRegistration,
  equalBytes,
  limits as protocolLimits,
  ok,
  toHex,
  type Bytes,
  type ClientMessage,
} from "@coffer/protocol/server";
import { nowSeconds } from "../clock.ts";
import { isFullSession, refused, type Answer } from "./answer.ts";
import { answerAppend, answerRekeyFinish } from "./append-requests.ts";
import type { Peer, Services } from "./services.ts";
import type { Session } from "./session.ts";

/** A message that asks for something. */
export type Request = Exclude<ClientMessage, { readonly type: "proof" | "bye" }>;

/** Answers a request. */
export function answerRequest(
  services: Services,
  session: Session,
  peer: Peer,
  request: Request,
): Promise<Answer> | Answer {
  switch (request.type) {
    case "heads":
      return answerHeads(services, session);
    case "pull":
      return answerPull(services, session, request.fields[1], request.fields[2]);
    case "append":
      return answerAppend(services, session, peer, request.fields);
    case "link.put":
      return answerLinkPut(services, session, request.fields[1], request.fields[2]);
    case "rekey.start":
      return answerRekeyStart(services, session, request.fields[1]);
    case "rekey.finish":
      return answerRekeyFinish(services, session, peer, request.fields);
    case "sessions":
      return answerSessions(services, session);
    case "sessions.end":
      services.hub.publish(session.accountId, {
        type: "end",
        sessionId: toHex(session.sessionId),
        deviceIds: "all",
        code: "session-ended",
      });
      return ok(null);
  }
}

async function answerHeads({ storage }: Services, session: Session): Promise<Answer> {
  const chains = await storage.chainsOf(session.accountId);
  for (const { vaultId } of chains) session.subscribe(vaultId);
  return ok(chains.map(({ vaultId, seq, hash }) => [vaultId, seq, hash]));
}

async function answerPull(
  { storage, chains }: Services,
  session: Session,
  vaultId: Bytes,
  fromSeq: number,
): Promise<Answer> {
  const chain = await chains.get(vaultId);
  if (chain === undefined || !equalBytes(chain.accountId, session.accountId)) {
    return refused("not-found");
  }
  session.subscribe(vaultId);
  const entries = await storage.loadEntries(vaultId, fromSeq, {
    entriesMax: protocolLimits.pullEntriesMax,
    bytesMax: protocolLimits.pullBytesMax,
  });
  // A head that moved while this was read only says that there is more to pull.
  return ok([entries, Math.max(chain.state.seq, fromSeq + entries.length - 1)]);
}

async function answerLinkPut(
  { storage, clock, limits }: Services,
  session: Session,
  boxId: Bytes,
  box: Bytes,
): Promise<Answer> {
  const expiresAtSeconds = nowSeconds(clock) + Math.floor(limits.linkBoxMs / 1_000);
  const { accountId } = session;
  const isPut = await storage.putLinkBox({ boxId, accountId, box, expiresAtSeconds });
  return isPut ? ok(null) : refused("forbidden");
}

async function answerRekeyStart(
  { storage, identity }: Services,
  session: Session,
  request: Bytes,
): Promise<Answer> {
  if (!isFullSession(session)) return refused("forbidden");
  const account = await storage.accountById(session.accountId);
  if (account === undefined) return refused("not-found");
  const { loginName } = account;
  const response = await answerRegistration({ keys: identity.opaqueKeys, loginName, request });
  return response === undefined ? refused("malformed") : ok(response);
}

async function answerSessions({ storage }: Services, session: Session): Promise<Answer> {
  const sessions = await storage.sessionsOf(session.accountId);
  return ok(
    sessions
      .slice(-protocolLimits.sessionsPerAccountMax)
      .map(({ sessionId, deviceId, kind, openedAtSeconds }) => [
        deviceId,
        kind,
        openedAtSeconds,
        equalBytes(sessionId, session.sessionId) ? 1 : 0,
      ]),
  );
}
