/**
 * A client that speaks the protocol and checks nothing that a test does not ask it to: every message can be sent
 * at any time, whole or broken.
 *
 * `RawClient` is a connection: clear messages and frames as they are. `RawSession` is a sealed one: requests and
 * pushes. The ways in are functions: logIn, resume, recover, register, takeLinkBox.
 */
import assert from "node:assert/strict";
import { randomBytes as nodeRandomBytes } from "node:crypto";
import {
  accountFactsOf,
  Channel,
  channelKeys,
  decodeClear,
  decodeServerMessage,
  encodeClear,
  encodeClientMessage,
  errorCodeOf,
  isServerConfirmation,
  transcriptHash,
  type AccountFacts,
  type Bytes,
  type ClearMessage,
  type ClientFields,
  type ClientType,
  type CodecValue,
  type ErrorCode,
  type ServerKeys,
} from "@coffer/protocol";

/** Random bytes. */
export function randomBytes(length: number): Bytes {
  return Uint8Array.from(nodeRandomBytes(length));
}

/** Where a client connects to: a server's URL, or a socket that was opened a moment ago and can do more than others. */
export type Destination = string | WebSocket;

/** How a connection or a session ended: the error that was told, or that it closed without one. */
export type End = ErrorCode | "closed";

/** Messages as they arrive, one after the other, whoever waits for them. */
class Inbox {
  readonly #messages: Bytes[] = [];
  #waiting: (() => void) | undefined;
  #isClosed = false;

  constructor(socket: WebSocket) {
    socket.addEventListener("message", ({ data }) => {
      this.#messages.push(new Uint8Array(data as ArrayBuffer));
      this.#wake();
    });
    socket.addEventListener("close", () => {
      this.#isClosed = true;
      this.#wake();
    });
  }

  async next(): Promise<Bytes | undefined> {
    while (this.#messages.length === 0 && !this.#isClosed) {
      await new Promise<void>((resolve) => {
        this.#waiting = resolve;
      });
    }
    return this.#messages.shift();
  }

  #wake(): void {
    this.#waiting?.();
    this.#waiting = undefined;
  }
}

export class RawClient {
  readonly #socket: WebSocket;
  readonly #inbox: Inbox;
  readonly #transcript: Uint8Array[] = [];

  /** A connection that is open and has heard nothing yet. */
  static async open(to: Destination): Promise<RawClient> {
    const socket =
      typeof to === "string" ? new WebSocket(`${to.replace(/^http/, "ws")}/v1`, "coffer.1") : to;
    socket.binaryType = "arraybuffer";
    const client = new RawClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener("open", () => resolve());
      socket.addEventListener("error", () => reject(new Error("The socket does not open.")));
    });
    return client;
  }

  /** A connection that has said hello and heard it. */
  static async connect(to: Destination): Promise<RawClient & { readonly serverKeys: ServerKeys }> {
    const client = await RawClient.open(to);
    const hello = await client.expect("hello");
    const [serverId, opaquePublicKey, channelPublicKey] = hello;
    client.send(encodeClear("client.hello", [], "test"));
    return Object.assign(client, { serverKeys: { serverId, opaquePublicKey, channelPublicKey } });
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    this.#inbox = new Inbox(socket);
  }

  /** Sends bytes, which count as a clear message of the transcript. */
  send(message: Uint8Array): void {
    this.#transcript.push(message);
    this.#socket.send(Uint8Array.from(message));
  }

  /** Sends what no client sends. */
  sendText(text: string): void {
    this.#socket.send(text);
  }

  /** The next message as it is; undefined when the connection has closed. */
  receive(): Promise<Bytes | undefined> {
    return this.#inbox.next();
  }

  /** The fields of the next clear message, which must be of a type. */
  async expect<Type extends ClearMessage["type"]>(
    type: Type,
  ): Promise<ClearMessage<Type>["fields"]> {
    const bytes = await this.receive();
    assert.ok(bytes !== undefined, `closed, and not ${type}`);
    const message = decodeClear(bytes);
    const told = message?.type === "error" ? errorCodeOf(message.fields[0]) : message?.type;
    assert.equal(told, type, `${told} is answered, not ${type}`);
    this.#transcript.push(bytes);
    return (message as ClearMessage<Type>).fields;
  }

  /** How the connection ends, if it ends in clear; it must send nothing else before. */
  async end(): Promise<End> {
    const bytes = await this.receive();
    if (bytes === undefined) return "closed";
    const message = decodeClear(bytes);
    assert.equal(message?.type, "error");
    assert.ok(message?.type === "error");
    assert.equal(await this.receive(), undefined, "nothing comes after an error");
    return errorCodeOf(message.fields[0]);
  }

  close(): void {
    this.#socket.close();
  }

  /** Seals the connection, and hears the server's welcome. */
  async seal(inputKey: Uint8Array): Promise<{
    readonly session: RawSession;
    readonly transcript: Bytes;
    readonly account: AccountFacts | null;
  }> {
    const transcript = transcriptHash(this.#transcript);
    const keys = channelKeys(transcript, inputKey);
    const session = new RawSession(this, new Channel("client", keys));
    const welcome = await session.receive();
    assert.ok(welcome !== undefined, "closed, and not welcome");
    assert.equal(welcome.type, "welcome", `${welcome.type} is answered, not welcome`);
    assert.ok(welcome.type === "welcome");
    const [confirmation, account] = welcome.fields;
    assert.ok(isServerConfirmation(keys, confirmation));
    return { session, transcript, account: account === null ? null : accountFactsOf(account) };
  }
}

/** What came of a request. */
export type RawAnswer =
  | { readonly code: "ok"; readonly value: CodecValue }
  | { readonly code: ErrorCode; readonly value: CodecValue };

/** Entries that the server pushed. */
export interface RawPush {
  readonly vaultId: Bytes;
  readonly entries: readonly Bytes[];
}

type Asking = Exclude<ClientType, "proof" | "bye">;
type AfterId<Type extends Asking> = ClientFields[Type] extends readonly [number, ...infer Rest]
  ? Rest
  : never;

export class RawSession {
  readonly #client: RawClient;
  readonly #channel: Channel;
  readonly #pushes: RawPush[] = [];
  #lastRequestId = 0;
  /** Told at the login, or after the proof of a recovery. */
  account: AccountFacts | null = null;

  constructor(client: RawClient, channel: Channel) {
    this.#client = client;
    this.#channel = channel;
  }

  /** Sends a message, sealed. */
  async send(message: Bytes): Promise<void> {
    this.#client.send(await this.#channel.seal(message));
  }

  /** Sends bytes that are no frame, or one that was sent before. */
  sendRaw(bytes: Uint8Array): void {
    this.#client.send(bytes);
  }

  /** The frame of a message, which takes its number and is not sent. */
  sealOnly(message: Bytes): Promise<Bytes> {
    return this.#channel.seal(message);
  }

  /** The next message; undefined when the connection has closed. */
  async receive(): Promise<ReturnType<typeof decodeServerMessage>> {
    const frame = await this.#client.receive();
    if (frame === undefined) return undefined;
    const bytes = await this.#channel.open(frame);
    assert.ok(bytes !== undefined, "the frame opens");
    const message = decodeServerMessage(bytes);
    assert.ok(message !== undefined, "the message is one");
    return message;
  }

  /** Asks and waits for the answer; what is pushed in between is kept. */
  async request<Type extends Asking>(type: Type, ...fields: AfterId<Type>): Promise<RawAnswer> {
    this.#lastRequestId += 1;
    const requestId = this.#lastRequestId;
    const all = [requestId, ...fields] as unknown as ClientFields[Type];
    await this.send(encodeClientMessage(type, ...all));
    const message = await this.#receiveAnswer();
    if (message?.type === "ok") {
      assert.equal(message.fields[0], requestId);
      return { code: "ok", value: message.fields[1] };
    }
    assert.ok(message?.type === "refused", `${type} is answered, not ${JSON.stringify(message)}`);
    assert.equal(message.fields[0], requestId);
    return { code: errorCodeOf(message.fields[1]), value: message.fields[2] };
  }

  /** The next push. */
  async push(): Promise<RawPush> {
    while (this.#pushes.length === 0) {
      assert.equal(await this.#receiveAnswer(true), undefined, "a push, and no answer");
    }
    const push = this.#pushes.shift();
    assert.ok(push !== undefined);
    return push;
  }

  /** How many pushes have come and were not looked at. */
  get pushesWaiting(): number {
    return this.#pushes.length;
  }

  /** How the session ends; it must answer nothing before. */
  async end(): Promise<End> {
    const message = await this.#receiveAnswer();
    if (message === undefined) return "closed";
    assert.equal(message.type, "error");
    assert.ok(message.type === "error");
    assert.equal(await this.#client.receive(), undefined, "nothing comes after an error");
    return errorCodeOf(message.fields[0]);
  }

  close(): void {
    this.#client.close();
  }

  async #receiveAnswer(untilPush = false) {
    for (;;) {
      const message = await this.receive();
      if (message?.type !== "entries") return message;
      const [vaultId, entries] = message.fields;
      this.#pushes.push({ vaultId, entries });
      if (untilPush) return undefined;
    }
  }
}
