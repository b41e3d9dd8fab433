/**
 * Resuming with a device's key, without the password (docs/protocol.md SV25): key exchange, welcome, proof.
 *
 * Who the device is gets looked up only after its proof has come. An unknown device, a revoked one and a wrong
 * proof are one answer.
 */
import {
  encodeClear,
  ok,
  resumeMessage,
  sessionKinds,
  type ClearMessage,
} from "@coffer/protocol/server";
import type { Subject } from "./attempt-note.ts";
import { openSession } from "./open-session.ts";
import { left, refuse, sealWire, type Opening } from "./opening.ts";
import { answerExchange, isProof, receiveProof } from "./proof.ts";
import { findDevice, type Peer, type Services } from "./services.ts";
import type { Session } from "./session.ts";
import type { Wire } from "./wire.ts";

/** A resume from its first message on. */
export async function resume(
  services: Services,
  connection: { readonly wire: Wire; readonly peer: Peer; readonly subject: Subject },
  [deviceId, clientEphemeral]: ClearMessage<"resume.start">["fields"],
): Promise<Opening<Session>> {
  const attempt = services.attempts.resume(connection.peer.network);
  if (typeof attempt === "string") return refuse(attempt);
  try {
    const exchanged = await answerExchange(services, clientEphemeral);
    if (exchanged === undefined) return refuse("malformed");
    const { wire, subject } = connection;
    wire.sendClear(encodeClear("resume.response", exchanged.publicKey));
    const transcript = sealWire(wire, exchanged.inputKey, null);
    const proof = await receiveProof(wire);
    if (!proof.ok) return proof;
    const device = await findDevice(services, deviceId);
    subject.accountId = device?.accountId ?? null;
    subject.deviceId = device === undefined ? null : deviceId;
    const isProved = await isProof(device?.signKey, proof.value, resumeMessage(transcript));
    if (!isProved || device === undefined) return refuse("login-refused");
    const { accountId } = device;
    const kind = sessionKinds.resume;
    const options = { accountId, kind, deviceId, wire };
    const opened = await openSession(services, options, async () => {
      const current = await findDevice(services, deviceId);
      return current?.isActive === true ? current : undefined;
    });
    if (opened === undefined) return wire.isEnded ? left : refuse("login-refused");
    attempt.succeeded();
    return ok(opened.session);
  } finally {
    attempt.over();
  }
}
