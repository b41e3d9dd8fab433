/**
 * Opening a session with the recovery key of a kit (docs/protocol.md SV26): key exchange, welcome, proof, and only
 * then the account with its RecoveryBox. An account that does not exist and a wrong proof are one answer.
 */
import {
  encodeClear,
  encodeServerMessage,
  accountField,
  equalBytes,
  ok,
  recoverMessage,
  sessionKinds,
  type ClearMessage,
} from "@coffer/protocol/server";
import type { Subject } from "./attempt-note.ts";
import { openSession } from "./open-session.ts";
import { factsOf, refuse, sealWire, type Opening } from "./opening.ts";
import { answerExchange, isProof, receiveProof } from "./proof.ts";
import type { Peer, Services } from "./services.ts";
import type { Session } from "./session.ts";
import type { Wire } from "./wire.ts";

/** A recovery from its first message on. */
export async function recover(
  services: Services,
  connection: { readonly wire: Wire; readonly peer: Peer; readonly subject: Subject },
  [accountId, clientEphemeral]: ClearMessage<"recover.start">["fields"],
): Promise<Opening<Session>> {
  const attempt = services.attempts.recovery(connection.peer.network);
  if (typeof attempt === "string") return refuse(attempt);
  try {
    const exchanged = await answerExchange(services, clientEphemeral);
    if (exchanged === undefined) return refuse("malformed");
    const { wire, subject } = connection;
    wire.sendClear(encodeClear("recover.response", exchanged.publicKey));
    const transcript = sealWire(wire, exchanged.inputKey, null);
    const proof = await receiveProof(wire);
    if (!proof.ok) return proof;
    const account = await services.storage.accountById(accountId);
    subject.accountId = account?.accountId ?? null;
    const message = recoverMessage(transcript);
    const isProved = await isProof(account?.recoveryPublicKey, proof.value, message);
    if (!isProved || account === undefined) return refuse("login-refused");
    const kind = sessionKinds.recovery;
    // A kit that was replaced in the meantime opens nothing; what comes later the session hears itself.
    const options = { accountId, kind, deviceId: null, wire };
    const opened = await openSession(services, options, async () => {
      const current = await services.storage.accountById(accountId);
      const isSame = isSameKey(current?.recoveryPublicKey, account.recoveryPublicKey);
      return isSame ? current : undefined;
    });
    if (opened === undefined) return refuse("login-refused");
    wire.sendSealed(encodeServerMessage("account", accountField(factsOf(opened.proved, true))));
    attempt.succeeded();
    return ok(opened.session);
  } finally {
    attempt.over();
  }
}

function isSameKey(current: Uint8Array | undefined, proved: Uint8Array): boolean {
  return current !== undefined && equalBytes(current, proved);
}
