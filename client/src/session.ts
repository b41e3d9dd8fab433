/**
 * A sealed session: requests and their answers, and entries that the server pushes.
 *
 * Frames are sealed in the order of `send` and opened in the order of arrival, one after the other. When the
 * connection ends, for whatever reason, every open request fails with the same failure.
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
  #account: ((account: Result<AccountFacts, ServerError>) => void) | undefined;
  #listener: SessionListener | undefined;
  #ended: ServerError | undefined;

  constructor(environment: Environment, socket: Socket, channel: Channel) {
    this.#environment = environment;
    this.#socket = socket;
    this.#channel = channel;
    // Never rejects: `#read` turns every end into an answer.
    void this.#read();
  }

  /** Who is told of pushed entries and of the session's end, from now on. */
  listen(listener: SessionListener): void {
    this.#listener = listener;
    if (this.#ended !== undefined) listener.onEnd(this.#ended);
  }

  /** Sends a message, sealed, after those before it. */
  send(message: Bytes): void {
    this.#sending = this.#sending.then(async () => {
      const frame = await this.#channel.seal(message);
      if (this.#ended === undefined) this.#socket.send(frame);
    });
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
      const cancel = this.#environment.after(answerTimeoutMs, () => this.close());
      this.#waiting.set(requestId, (answer) => {
        cancel();
        resolve(answer);
      });
      this.send(message);
    });
  }

  /** What the server tells of the account after the proof of a recovery. */
  account(): Promise<Result<AccountFacts, ServerError>> {
    if (this.#ended !== undefined) return Promise.resolve(fail(this.#ended));
    return new Promise((resolve) => {
      this.#account = resolve;
    });
  }

  /** Ends the session; open requests fail. */
  close(): void {
    this.send(encodeClientMessage("bye"));
    void this.#sending.then(() => this.#socket.close());
  }

  async #read(): Promise<void> {
    let end: ServerError = { code: "connection-lost" };
    for (;;) {
      const frame = await this.#socket.receive();
      if (frame === undefined) break;
      const bytes = await this.#channel.open(frame);
      const message = bytes === undefined ? undefined : decodeServerMessage(bytes);
      if (message === undefined) {
        end = { code: "server-misbehaves" };
        break;
      }
      if (message.type === "error") {
        end = { code: "server-refused", reason: errorCodeOf(message.fields[0]) };
        break;
      }
      this.#dispatch(message);
    }
    this.#end(end);
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
        this.#account?.(ok(accountFactsOf(message.fields[0])));
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
    this.#ended = error;
    this.#socket.close();
    for (const requestId of this.#waiting.keys()) this.#answer(requestId, fail(error));
    this.#account?.(fail(error));
    this.#listener?.onEnd(error);
  }
}
