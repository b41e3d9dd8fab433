/**
 * A session's requests, one after the other in the order in which they came, each answered once.
 *
 * A storage that does not answer refuses the request and leaves the session; a bug ends it (serve-connection.ts).
 */
import {
  decodeClientMessage,
  encodeServerMessage,
  errorNumbers,
  type Bytes,
} from "@coffer/protocol/server";
import { errorFields } from "../log.ts";
import { StorageFailure } from "../storage/storage.ts";
import { refused, type Answer } from "./answer.ts";
import { answerRequest, type Request } from "./requests.ts";
import type { Peer, Services } from "./services.ts";
import type { Session } from "./session.ts";

/** Serves a session until it ends. */
export async function serveSession(
  services: Services,
  session: Session,
  peer: Peer,
): Promise<void> {
  const { wire } = session;
  wire.clearDeadline();
  for (;;) {
    const bytes = await wire.receiveSealed();
    if (bytes === undefined) return;
    const message = decodeClientMessage(bytes);
    if (message === undefined) return wire.end("malformed");
    if (message.type === "proof") return wire.end("unexpected");
    if (message.type === "bye") return wire.end();
    session.touch(services.clock.nowMs());
    const beganMs = performance.now();
    const answer = await answerOrUnavailable(services, session, peer, message);
    services.metrics.requests.add(1, message.type);
    services.metrics.requestSeconds.observe((performance.now() - beganMs) / 1_000);
    if (!answer.ok) services.metrics.errors.add(1, answer.error.code);
    wire.sendSealed(encodeAnswer(message.fields[0], answer));
    await wire.drained();
  }
}

async function answerOrUnavailable(
  services: Services,
  session: Session,
  peer: Peer,
  request: Request,
): Promise<Answer> {
  try {
    return await answerRequest(services, session, peer, request);
  } catch (error) {
    if (!(error instanceof StorageFailure)) throw error;
    const { connectionNumber: connection } = peer;
    services.log.error({ event: "storage-failed", connection, ...errorFields(error) });
    return refused("unavailable");
  }
}

function encodeAnswer(requestId: number, answer: Answer): Bytes {
  return answer.ok
    ? encodeServerMessage("ok", requestId, answer.value)
    : encodeServerMessage(
        "refused",
        requestId,
        errorNumbers[answer.error.code],
        answer.error.facts,
      );
}
