/**
 * Meeting a server: the clear messages, up to a sealed channel (docs/protocol.md C1–C5).
 *
 * A device that knows the server's keys refuses another server before it says a word. What comes back from a
 * login is only what OPAQUE and the confirmed channel vouch for.
 */
import { fail, ok, type Result } from "@coffer/ledger";
import {
  accountFactsOf,
  Channel,
  channelKeys,
  clientInputKey,
  decodeClear,
  decodeServerMessage,
  encodeClear,
  encodeClientMessage,
  equalBytes,
  errorCodeOf,
  exchangeKeyOf,
  finishLogin,
  finishRegistration,
  isServerConfirmation,
  publicKeyOf,
  importSigningKey,
  recoverMessage,
  recoverySeedOf,
  resumeMessage,
  sign,
  startLogin,
  startRegistration,
  transcriptHash,
  type AccountFacts,
  type Bytes,
  type ClearMessage,
  type RecoverySecret,
  type ServerKeys,
} from "@coffer/protocol";
import type { Environment, Socket } from "./environment.ts";
import type { ServerError } from "./failures.ts";
import { Session } from "./session.ts";

/** Version of this client, told in clear: for the operator's statistics only. */
const clientVersion = "coffer/0.1.0";
const stepTimeoutMs = 20_000;

/** A server that has said hello, and everything said so far. */
export interface Greeting {
  readonly serverKeys: ServerKeys;
  readonly registrationMode: "open" | "invite" | "closed";
  readonly wire: ClearWire;
}

/** Connects and hears the server out. `pinned`: the keys that it must have, if the device knows it. */
export async function greet(
  environment: Environment,
  serverUrl: string,
  pinned: ServerKeys | undefined,
): Promise<Result<Greeting, ServerError>> {
  let socket: Socket;
  try {
    socket = await environment.connect(serverUrl);
  } catch (cause) {
    return fail({ code: "offline", cause });
  }
  const wire = new ClearWire(environment, socket);
  const hello = await wire.expect("hello");
  if (!hello.ok) return hello;
  const [serverId, opaquePublicKey, channelPublicKey, registrationMode] = hello.value;
  const serverKeys = { serverId, opaquePublicKey, channelPublicKey };
  if (pinned !== undefined && !isSameServer(serverKeys, pinned)) {
    wire.close();
    return fail({ code: "server-changed" });
  }
  wire.send(encodeClear("client.hello", [], clientVersion));
  return ok({ serverKeys, registrationMode, wire });
}

/** Whether two servers are one: id and both keys. */
export function isSameServer(a: ServerKeys, b: ServerKeys): boolean {
  return (
    equalBytes(a.serverId, b.serverId) &&
    equalBytes(a.opaquePublicKey, b.opaquePublicKey) &&
    equalBytes(a.channelPublicKey, b.channelPublicKey)
  );
}

/** A registration that the server has answered, and that only needs the boxes to be finished. */
export interface Registration {
  readonly record: Bytes;
  readonly exportKey: Bytes;
  finish(parts: {
    readonly accountBox: Bytes;
    readonly rootBox: Bytes;
    readonly recoveryBox: Bytes;
    readonly recoveryPublicKey: Bytes;
    readonly accountGenesis: Uint8Array;
    readonly vaultGenesis: Uint8Array;
  }): Promise<Result<null, ServerError>>;
}

/** Begins to register a name with the OPAQUE input P. */
export async function register(
  greeting: Greeting,
  options: {
    readonly loginName: string;
    readonly password: string;
    readonly invitation: Bytes | null;
  },
): Promise<Result<Registration, ServerError>> {
  const { wire, serverKeys } = greeting;
  const { loginName, password } = options;
  const { request, state } = await startRegistration(password);
  wire.send(encodeClear("register.start", loginName, options.invitation, request));
  const answer = await wire.expect("register.response");
  if (!answer.ok) return answer;
  const identity = { loginName, serverId: serverKeys.serverId };
  const response = answer.value[0];
  const made = await finishRegistration({ password, state, response, identity });
  if (made === undefined || !equalBytes(made.serverPublicKey, serverKeys.opaquePublicKey)) {
    wire.close();
    return fail({ code: "server-misbehaves" });
  }
  return ok({
    record: made.record,
    exportKey: made.exportKey,
    finish: async (parts) => {
      wire.send(
        encodeClear(
          "register.finish",
          made.record,
          parts.accountBox,
          parts.rootBox,
          parts.recoveryBox,
          parts.recoveryPublicKey,
          Uint8Array.from(parts.accountGenesis),
          Uint8Array.from(parts.vaultGenesis),
        ),
      );
      const done = await wire.expect("done");
      wire.close();
      return done.ok ? ok(null) : done;
    },
  });
}

/** A session that a password or a kit opened: it may change credentials and devices. */
export interface FullSession {
  readonly session: Session;
  readonly account: AccountFacts;
}

/** Logs in with the OPAQUE input P. A wrong password and an unknown name are one answer. */
export async function logIn(
  greeting: Greeting,
  options: { readonly loginName: string; readonly password: string; readonly deviceId: Bytes },
): Promise<Result<FullSession & { readonly exportKey: Bytes }, ServerError>> {
  const { wire, serverKeys } = greeting;
  const { loginName, password } = options;
  const { request, state } = await startLogin(password);
  wire.send(encodeClear("login.start", loginName, options.deviceId, request));
  const answer = await wire.expect("login.response");
  if (!answer.ok) return answer;
  const identity = { loginName, serverId: serverKeys.serverId };
  const response = answer.value[0];
  const login = await finishLogin({ password, state, response, identity });
  if (login === undefined) {
    wire.close();
    return fail({ code: "login-refused" });
  }
  if (!equalBytes(login.serverPublicKey, serverKeys.opaquePublicKey)) {
    wire.close();
    return fail({ code: "server-changed" });
  }
  wire.send(encodeClear("login.finish", login.finish));
  const opened = await wire.seal(login.sessionKey, null);
  if (!opened.ok) return opened;
  const { session, account } = opened.value;
  if (account === null) {
    session.close();
    return fail({ code: "server-misbehaves" });
  }
  return ok({ session, account, exportKey: login.exportKey });
}

/** Resumes with a device's key: the session may pull and append, and not change credentials. */
export async function resume(
  environment: Environment,
  greeting: Greeting,
  device: { readonly deviceId: Bytes; readonly signingKey: CryptoKey },
): Promise<Result<Session, ServerError>> {
  const { wire, serverKeys } = greeting;
  const ephemeral = await exchangeKeyOf(environment.randomBytes(32));
  wire.send(encodeClear("resume.start", device.deviceId, ephemeral.publicKey));
  const answer = await wire.expect("resume.response");
  if (!answer.ok) return answer;
  const { channelPublicKey } = serverKeys;
  const serverEphemeral = answer.value[0];
  const inputKey = await clientInputKey({ ephemeral, serverEphemeral, channelPublicKey });
  if (inputKey === undefined) return wire.misbehaves();
  const opened = await wire.seal(inputKey, (transcript) =>
    sign(device.signingKey, resumeMessage(transcript)),
  );
  return opened.ok ? ok(opened.value.session) : opened;
}

/** Opens a session with the recovery secret of a kit; the boxes come after the proof. */
export async function recover(
  environment: Environment,
  greeting: Greeting,
  kit: { readonly accountId: Bytes; readonly recoverySecret: RecoverySecret },
): Promise<Result<FullSession, ServerError>> {
  const { wire, serverKeys } = greeting;
  const ephemeral = await exchangeKeyOf(environment.randomBytes(32));
  wire.send(encodeClear("recover.start", kit.accountId, ephemeral.publicKey));
  const answer = await wire.expect("recover.response");
  if (!answer.ok) return answer;
  const { channelPublicKey } = serverKeys;
  const serverEphemeral = answer.value[0];
  const inputKey = await clientInputKey({ ephemeral, serverEphemeral, channelPublicKey });
  if (inputKey === undefined) return wire.misbehaves();
  const recoveryKey = await importSigningKey(recoverySeedOf(kit.recoverySecret));
  const opened = await wire.seal(inputKey, (transcript) =>
    sign(recoveryKey, recoverMessage(transcript)),
  );
  if (!opened.ok) return opened;
  const account = await opened.value.session.account();
  return account.ok ? ok({ session: opened.value.session, account: account.value }) : account;
}

/** Takes a link box: the server gives it out once. */
export async function takeLinkBox(
  greeting: Greeting,
  boxId: Bytes,
): Promise<Result<Bytes, ServerError>> {
  greeting.wire.send(encodeClear("link.get", boxId));
  const answer = await greeting.wire.expect("link.box");
  greeting.wire.close();
  return answer.ok ? ok(answer.value[0]) : answer;
}

/** The public recovery key of a secret, as the server and the account chain know it. */
export function recoveryPublicKeyOf(recoverySecret: RecoverySecret): Bytes {
  return publicKeyOf(recoverySeedOf(recoverySecret));
}

/** A connection while its messages are still in clear: every byte goes into the transcript. */
class ClearWire {
  readonly #environment: Environment;
  readonly #socket: Socket;
  readonly #transcript: Uint8Array[] = [];

  constructor(environment: Environment, socket: Socket) {
    this.#environment = environment;
    this.#socket = socket;
  }

  send(message: Bytes): void {
    this.#transcript.push(message);
    try {
      this.#socket.send(message);
    } catch {
      // Then no answer comes: `expect` says that the connection is lost.
      this.#socket.close();
    }
  }

  /** The fields of the next message, which must be of a type; the server's error, if it is that. */
  async expect<Type extends ClearMessage["type"]>(
    type: Type,
  ): Promise<Result<ClearMessage<Type>["fields"], ServerError>> {
    const bytes = await this.#receive();
    if (bytes === undefined) return this.#lost();
    const message = decodeClear(bytes);
    if (message === undefined) return this.misbehaves();
    this.#transcript.push(bytes);
    if (message.type === "error") {
      this.close();
      return fail({ code: "server-refused", reason: errorCodeOf(message.fields[0]) });
    }
    if (message.type !== type) return this.misbehaves();
    return ok(message.fields as ClearMessage<Type>["fields"]);
  }

  /** Makes the channel of an input key, proves what has to be proven, and checks the server's welcome. */
  async seal(
    inputKey: Uint8Array,
    prove: ((transcript: Bytes) => Promise<Bytes>) | null,
  ): Promise<Result<{ session: Session; account: AccountFacts | null }, ServerError>> {
    const transcript = transcriptHash(this.#transcript);
    const keys = channelKeys(transcript, inputKey);
    const channel = new Channel("client", keys);
    const frame = await this.#receive();
    if (frame === undefined) return this.#lost();
    const bytes = await channel.open(frame);
    if (bytes === undefined) return this.#refusedInClear(frame);
    const welcome = decodeServerMessage(bytes);
    if (welcome?.type !== "welcome") return this.misbehaves();
    const [confirmation, account] = welcome.fields;
    if (!isServerConfirmation(keys, confirmation)) return this.misbehaves();
    const session = new Session(this.#environment, this.#socket, channel);
    if (prove !== null) session.send(encodeClientMessage("proof", await prove(transcript)));
    return ok({ session, account: account === null ? null : accountFactsOf(account) });
  }

  /** Ends a connection whose server does not keep to the protocol. */
  misbehaves(): { readonly ok: false; readonly error: ServerError } {
    this.close();
    return fail({ code: "server-misbehaves" });
  }

  close(): void {
    this.#socket.close();
  }

  #lost(): { readonly ok: false; readonly error: ServerError } {
    this.close();
    return fail({ code: "connection-lost" });
  }

  /** A server that knows no session key answers in clear, for example that the login failed. */
  #refusedInClear(frame: Bytes): { readonly ok: false; readonly error: ServerError } {
    const message = decodeClear(frame);
    this.close();
    return message?.type === "error"
      ? fail({ code: "server-refused", reason: errorCodeOf(message.fields[0]) })
      : fail({ code: "server-misbehaves" });
  }

  /** The next message; undefined if none comes, in time or ever. */
  async #receive(): Promise<Bytes | undefined> {
    const { promise, resolve } = Promise.withResolvers<Bytes | undefined>();
    const cancel = this.#environment.after(stepTimeoutMs, () => resolve(undefined));
    this.#socket.receive().then(resolve, () => resolve(undefined));
    const message = await promise;
    cancel();
    return message;
  }
}

export type { ClearWire };
