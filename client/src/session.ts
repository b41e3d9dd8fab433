/**
 * A sealed session: requests and their answers, and entries that the server pushes.
 *
 * Frames are sealed in the order of `send` and opened in the order of arrival, one after the other. When the
 * session ends, for whatever reason, every open request fails with the same failure; it ends by itself when an
 * answer takes too long, whatever the socket makes of being closed.
 */
import { fail, ok, type Result } from "@coffer/ledger";
import {
  accountFactsOf,
  decodeServerMessage,
  encodeClientMessage,
  errorCodeOf,
  type AccountFacts,
  type Bytes,
  type Channel,
  type ClientFields,
  type ClientType,
  type CodecValue,
  type ErrorCode,
  type ServerMessage,
} from "@coffer/protocol";
import type { Environment, Socket } from "./environment.ts";
import type { ServerError } from "./failures.ts";

const answerTimeoutMs = 60_000;

const lost: ServerError = { code: "connection-lost" };

/** A refusal of one request: its reason, and facts that some reasons have. */
export interface Refusal {
  readonly code: "refused";
  readonly reason: ErrorCode;
  readonly facts: CodecValue;
}

export type RequestError = Refusal | ServerError;

type Asking = Exclude<ClientType, "proof" | "bye">;
type FieldsAfterId<Type extends Asking> = ClientFields[Type] extends readonly [
  requestId: number,
  ...rest: infer Rest,
]
  ? Rest
  : never;

type Waiting = (answer: Result<CodecValue, RequestError>) => void;

/** What a session tells of, unasked. */
export interface SessionListener {
  readonly onEntries: (vaultId: Bytes, entries: readonly Bytes[]) => void;
  readonly onEnd: (error: ServerError) => void;
}

export class Session {
  readonly #environment: Environment;
  readonly #socket: Socket;
  readonly #channel: Channel;
  readonly #waiting = new Map<number, Waiting>();
  #lastRequestId = 0;
  #sending: Promise<void> = Promise.resolve();
  readonly #account = Promise.withResolvers<Result<AccountFacts, ServerError>>();
  #listener: SessionListener | undefined;
  #ended: ServerError | undefined;

  constructor(environment: Environment, socket: Socket, channel: Channel) {
    this.#environment = environment;
    this.#socket = socket;
    this.#channel = channel;
    void this.#read();
  }

  /** Who is told of pushed entries and of the session's end, from now on. */
  listen(listener: SessionListener): void {
    this.#listener = listener;
    if (this.#ended !== undefined) listener.onEnd(this.#ended);
  }

  /** Sends a message, sealed, after those before it. */
  send(message: Bytes): void {
    this.#sending = this.#sending.then(() => this.#transmit(message));
  }

  /** Asks and waits for the answer. */
  request<Type extends Asking>(
    type: Type,
    ...fields: FieldsAfterId<Type>
  ): Promise<Result<CodecValue, RequestError>> {
    if (this.#ended !== undefined) return Promise.resolve(fail(this.#ended));
    this.#lastRequestId += 1;
    const requestId = this.#lastRequestId;
    const message = encodeClientMessage(
      type,
      ...([requestId, ...fields] as unknown as ClientFields[Type]),
    );
    return new Promise((resolve) => {
      const cancel = this.#environment.after(answerTimeoutMs, () => this.#end(lost));
      this.#waiting.set(requestId, (answer) => {
        cancel();
        resolve(answer);
      });
      this.send(message);
    });
  }

  /** What the server tells of the account after the proof of a recovery. */
  async account(): Promise<Result<AccountFacts, ServerError>> {
    const cancel = this.#environment.after(answerTimeoutMs, () => this.#end(lost));
    const account = await this.#account.promise;
    cancel();
    return account;
  }

  /** Ends the session; open requests fail. */
  close(): void {
    this.send(encodeClientMessage("bye"));
    void this.#sending.then(() => this.#end(lost));
  }

  /** Never rejects: a socket that takes nothing any more has ended. */
  async #transmit(message: Bytes): Promise<void> {
    try {
      const frame = await this.#channel.seal(message);
      if (this.#ended === undefined) this.#socket.send(frame);
    } catch {
      this.#end(lost);
    }
  }

  /** Never rejects: every end is an answer. */
  async #read(): Promise<void> {
    try {
      while (this.#ended === undefined) {
        const frame = await this.#socket.receive();
        if (frame === undefined) break;
        this.#take(await this.#channel.open(frame));
      }
    } catch {
      // A socket that broke.
    }
    this.#end(lost);
  }

  #take(bytes: Bytes | undefined): void {
    const message = bytes === undefined ? undefined : decodeServerMessage(bytes);
    if (message === undefined) this.#end({ code: "server-misbehaves" });
    else if (message.type !== "error") this.#dispatch(message);
    else this.#end({ code: "server-refused", reason: errorCodeOf(message.fields[0]) });
  }

  #dispatch(message: ServerMessage): void {
    switch (message.type) {
      case "ok":
        this.#answer(message.fields[0], ok(message.fields[1]));
        break;
      case "refused": {
        const [requestId, number, facts] = message.fields;
        this.#answer(requestId, fail({ code: "refused", reason: errorCodeOf(number), facts }));
        break;
      }
      case "entries":
        this.#listener?.onEntries(message.fields[0], message.fields[1]);
        break;
      case "account":
        this.#account.resolve(ok(accountFactsOf(message.fields[0])));
        break;
      case "welcome":
      case "error":
        break;
    }
  }

  #answer(requestId: number, answer: Result<CodecValue, RequestError>): void {
    const waiting = this.#waiting.get(requestId);
    this.#waiting.delete(requestId);
    waiting?.(answer);
  }

  #end(error: ServerError): void {
    if (this.#ended !== undefined) return;
    this.#ended = error;
    this.#socket.close();
    for (const requestId of this.#waiting.keys()) this.#answer(requestId, fail(error));
    this.#account.resolve(fail(error));
    this.#listener?.onEnd(error);
  }
}
