/**
 * A connection from hello to its end (docs/protocol.md C1–C3): one way in, then a session, or nothing.
 *
 * This is the boundary at which nothing gets further: whatever goes wrong in serving a connection ends that
 * connection, with `internal` or `unavailable`, and leaves the server as it was.
 */
import { encodeClear, type ClearMessage } from "@coffer/protocol/server";
import { errorFields } from "../log.ts";
import { randomBytes } from "../secrets.ts";
import { StorageFailure, type AuditEventName } from "../storage/storage.ts";
import { noteAttempt, type AttemptOutcome, type Subject } from "./attempt-note.ts";
import { giveLinkBox } from "./link-get.ts";
import { logIn } from "./login.ts";
import type { Opening } from "./opening.ts";
import { recover } from "./recovery.ts";
import { register } from "./registration.ts";
import { resume } from "./resume.ts";
import { serveSession } from "./serve-session.ts";
import type { Peer, Services } from "./services.ts";
import type { Session } from "./session.ts";
import type { Wire } from "./wire.ts";

/** Serves a connection until it has ended. Never rejects. */
export async function serveConnection(services: Services, wire: Wire, peer: Peer): Promise<void> {
  const { log } = services;
  const { connectionNumber: connection, network } = peer;
  log.debug({ event: "connection-opened", connection, network });
  try {
    await serve(services, wire, peer);
  } catch (error) {
    const isStorage = error instanceof StorageFailure;
    const event = isStorage ? "storage-failed" : "bug";
    log.error({ event, connection, ...errorFields(error) });
    wire.end(isStorage ? "unavailable" : "internal");
  }
  log.debug({ event: "connection-ended", connection });
}

async function serve(services: Services, wire: Wire, peer: Peer): Promise<void> {
  const { identity, registrationMode, limits } = services;
  wire.setDeadline(limits.helloTimeoutMs, "idle-timeout");
  wire.sendClear(
    encodeClear(
      "hello",
      identity.serverId,
      identity.opaquePublicKey,
      identity.channelKey.publicKey,
      registrationMode,
      [],
      randomBytes(32),
    ),
  );
  const hello = await wire.receiveClear();
  if (hello === undefined) return;
  if (hello.type !== "client.hello") return wire.end("unexpected");
  wire.setDeadline(limits.loginTimeoutMs, "idle-timeout");
  const first = await wire.receiveClear();
  if (first === undefined) return;
  const session = await open(services, wire, peer, first);
  if (session === undefined) return;
  try {
    await serveSession(services, session, peer);
  } finally {
    services.sessions.close(session);
  }
}

/** The session that a connection's first real message opens; undefined if it is over. */
async function open(
  services: Services,
  wire: Wire,
  peer: Peer,
  first: ClearMessage,
): Promise<Session | undefined> {
  const connection = { wire, peer, subject: { accountId: null, deviceId: null } };
  switch (first.type) {
    case "register.start":
      return end(services, connection, "register", register(services, connection, first.fields));
    case "login.start":
      return end(services, connection, "login", logIn(services, connection, first.fields));
    case "resume.start":
      return end(services, connection, "resume", resume(services, connection, first.fields));
    case "recover.start":
      return end(services, connection, "recovery", recover(services, connection, first.fields));
    case "link.get":
      return end(services, connection, "link", giveLinkBox(services, connection, first.fields));
    default:
      return wire.end("unexpected");
  }
}

/** Notes what came of a way in, and ends the connection unless it has become a session. */
async function end(
  services: Services,
  { wire, peer, subject }: { readonly wire: Wire; readonly peer: Peer; readonly subject: Subject },
  event: AuditEventName,
  opening: Promise<Opening<Session | null>>,
): Promise<Session | undefined> {
  let outcome: AttemptOutcome = "internal";
  try {
    const opened = await opening;
    outcome = opened.ok ? "ok" : opened.error.code;
    if (opened.ok && opened.value !== null) return opened.value;
    return wire.end(outcome === "ok" || outcome === "left" ? undefined : outcome);
  } finally {
    noteAttempt(services, peer, { event, outcome, subject });
  }
}
