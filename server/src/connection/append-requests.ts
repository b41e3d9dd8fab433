/**
 * The two requests that append: `append`, and `rekey.finish`, which replaces the credentials with it; and what
 * follows from them for the account's other sessions.
 */
import {
  fail,
  isPrimeOrderKey,
  ok,
  toHex,
  type Bytes,
  type ClientMessage,
} from "@coffer/protocol/server";
import type { Appended, AppendRefusal } from "../append/appender.ts";
import type { CredentialChange } from "../storage/storage.ts";
import { isFullSession, refused, type Answer } from "./answer.ts";
import { noteAttempt } from "./attempt-note.ts";
import type { Peer, Services } from "./services.ts";
import type { Session } from "./session.ts";

/** Answers `append`. */
export function answerAppend(
  services: Services,
  session: Session,
  peer: Peer,
  [, entries]: ClientMessage<"append">["fields"],
): Promise<Answer> {
  return append(services, session, peer, entries, null);
}

/** Answers `rekey.finish`. */
export async function answerRekeyFinish(
  services: Services,
  session: Session,
  peer: Peer,
  fields: ClientMessage<"rekey.finish">["fields"],
): Promise<Answer> {
  const [, generation, record, accountBox, recoveryFields, entries] = fields;
  if (!isFullSession(session)) return refused("forbidden");
  const [box, publicKey] = recoveryFields ?? [];
  if (publicKey !== undefined && !isPrimeOrderKey(publicKey)) return refused("malformed");
  const recovery = box === undefined || publicKey === undefined ? null : { box, publicKey };
  return append(services, session, peer, entries, { generation, record, accountBox, recovery });
}

async function append(
  services: Services,
  session: Session,
  peer: Peer,
  entries: readonly Bytes[],
  credentials: CredentialChange | null,
): Promise<Answer> {
  const { accountId, kind, deviceId } = session;
  const author = { accountId, kind, deviceId };
  const result = await services.appender.append({ author, entries, credentials });
  services.metrics.appends.add(1, result.ok ? "ok" : result.error.code);
  if (!result.ok) return refusalOf(result.error);
  publish(services, session, result.value);
  endOthers(services, session, peer, { appended: result.value, isRekey: credentials !== null });
  return ok(null);
}

function refusalOf(refusal: AppendRefusal): Answer {
  if (refusal.code !== "lost-race") return refused(refusal.code);
  const { code, vaultId, head } = refusal;
  return fail({ code, facts: [vaultId, head.seq, head.hash] });
}

function publish({ hub, metrics }: Services, session: Session, { chains }: Appended): void {
  const sessionId = toHex(session.sessionId);
  for (const { vaultId, entries } of chains) {
    metrics.entries.add(entries.length);
    metrics.entryBytes.add(entries.reduce((sum, entry) => sum + entry.length, 0));
    hub.publish(session.accountId, { type: "entries", sessionId, vaultId, entries });
  }
}

/** New credentials end every other session, a revocation those of its devices. */
function endOthers(
  services: Services,
  session: Session,
  peer: Peer,
  done: { readonly appended: Appended; readonly isRekey: boolean },
): void {
  const { admittedDevices, revokedDevices } = done.appended;
  const admitted = admittedDevices.at(-1);
  if (admitted !== undefined) services.sessions.becomeDevice(session, admitted);
  const { accountId, deviceId } = session;
  const event = done.isRekey ? "rekey" : "revoke";
  if (!done.isRekey && revokedDevices.length === 0) return;
  noteAttempt(services, peer, { event, outcome: "ok", subject: { accountId, deviceId } });
  services.hub.publish(accountId, {
    type: "end",
    sessionId: toHex(session.sessionId),
    deviceIds: done.isRekey ? "all" : revokedDevices,
    code: "session-ended",
  });
}
