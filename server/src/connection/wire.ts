/**
 * One end of a WebSocket: messages come in one at a time and in order, clear ones first and then sealed frames;
 * messages go out in order. Everything that waits on either side is bounded.
 *
 * In clear, every message of both sides goes into the transcript, which the channel's keys come from. A message
 * that cannot be one (a text, too large, a frame that does not open) ends the connection with its error number.
 * What a message means is not decided here.
 */
import type { Duplex } from "node:stream";
import type { RawData, WebSocket } from "ws";
import {
  decodeClear,
  encodeClear,
  encodeServerMessage,
  errorNumbers,
  limits as protocolLimits,
  transcriptHash,
  type Bytes,
  type Channel,
  type ClearMessage,
  type ErrorCode,
} from "@coffer/protocol/server";
import type { Clock } from "../clock.ts";
import type { ServerLimits } from "../server-limits.ts";

/** What a connection is made of. */
export interface WireOptions {
  readonly socket: WebSocket;
  /** Below the WebSocket, to count what comes before anything is proved. */
  readonly stream: Duplex;
  readonly clock: Clock;
  readonly limits: ServerLimits;
  /** Told of the error that ended the connection, if it was one. */
  readonly onError: (code: ErrorCode) => void;
}

export class Wire {
  readonly #options: WireOptions;
  readonly #received: Bytes[] = [];
  #receivedBytes = 0;
  #clearBytes = 0;
  #waiting: ((message: Bytes | undefined) => void) | undefined;
  readonly #transcript: Uint8Array[] = [];
  #channel: Channel | undefined;
  #sending: Promise<void> = Promise.resolve();
  #outgoingBytes = 0;
  #isEnded = false;
  #lastHeardMs: number;
  #cancelDeadline: () => void = () => undefined;

  constructor(options: WireOptions) {
    this.#options = options;
    this.#lastHeardMs = options.clock.nowMs();
    const { socket, stream } = options;
    socket.on("message", (data, isBinary) => this.#take(data, isBinary));
    socket.on("pong", () => this.#hear());
    // ws closes the connection itself after an error, and tells why in the close frame.
    socket.on("error", () => this.#finish());
    socket.on("close", () => this.#finish());
    stream.on("data", this.#countClear);
  }

  /** Whether the connection has ended. What had come before the other side closed can still be received. */
  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** Ends the connection with an error if it is still going after a delay. Replaces the deadline before. */
  setDeadline(delayMs: number, code: ErrorCode): void {
    this.clearDeadline();
    this.#cancelDeadline = this.#options.clock.after(delayMs, () => this.end(code));
  }

  clearDeadline(): void {
    this.#cancelDeadline();
    this.#cancelDeadline = () => undefined;
  }

  /** The next message in clear; undefined if the connection has ended, or was ended for what came. */
  async receiveClear(): Promise<ClearMessage | undefined> {
    const bytes = await this.#receive();
    if (bytes === undefined) return undefined;
    if (bytes.length > protocolLimits.registerFinishMax) return this.end("too-large");
    const message = decodeClear(bytes);
    if (message === undefined) return this.end("malformed");
    this.#transcript.push(bytes);
    return message;
  }

  sendClear(message: Bytes): void {
    this.#transcript.push(message);
    this.#options.socket.send(message);
  }

  /** th: the hash of every message so far, of both sides, in order. */
  transcriptHash(): Bytes {
    return transcriptHash(this.#transcript);
  }

  /** From here on every message is a sealed frame. */
  seal(channel: Channel): void {
    this.#channel = channel;
    this.#transcript.length = 0;
    this.#options.stream.off("data", this.#countClear);
  }

  /** The next message of the sealed channel; undefined as in `receiveClear`. */
  async receiveSealed(): Promise<Bytes | undefined> {
    const frame = await this.#receive();
    if (frame === undefined) return undefined;
    if (frame.length > protocolLimits.frameMax) return this.end("too-large");
    const message = await this.#channel?.open(frame);
    return message ?? this.end("malformed");
  }

  /** Sends a message, sealed, after those before it. */
  sendSealed(message: Bytes): void {
    if (this.#isEnded || this.#channel === undefined) return;
    if (this.#unsentBytes() + message.length > this.#options.limits.outgoingBytesMax) {
      // A reader this slow would make the server hold ever more for it.
      this.terminate();
      return;
    }
    this.#sealAndSend(this.#channel, message);
  }

  /** Waits until the other side has taken most of what was sent to it. */
  async drained(): Promise<void> {
    if (this.#unsentBytes() <= this.#options.limits.outgoingBytesSoftMax) return;
    const { stream, limits } = this.#options;
    for (;;) {
      await this.#sending;
      if (this.#isEnded || this.#unsentBytes() <= limits.outgoingBytesSoftMax) return;
      if (!stream.writableNeedDrain) return;
      await new Promise<void>((resolve) => {
        const done = (): void => {
          stream.off("drain", done).off("close", done);
          resolve();
        };
        stream.on("drain", done).on("close", done);
      });
    }
  }

  /** Ends the connection: with an error, which is told, or because it is over. */
  end(code?: ErrorCode): undefined {
    if (this.#isEnded) return undefined;
    if (code !== undefined) {
      this.#options.onError(code);
      this.#tell(errorNumbers[code]);
    }
    this.#finish();
    this.#received.length = 0;
    // ws drops the connection if the other side does not close it in time, too.
    void this.#sending.then(() => this.#options.socket.close(1_000));
    return undefined;
  }

  /** Drops the connection without a word. */
  terminate(): void {
    this.#finish();
    this.#received.length = 0;
    this.#options.socket.terminate();
  }

  /** Asks whether the other side lives; drops it if it has not answered for two times. */
  probe(): void {
    const { socket, clock, limits } = this.#options;
    if (clock.nowMs() - this.#lastHeardMs > 2 * limits.pingEveryMs) this.terminate();
    else if (!this.#isEnded) socket.ping();
  }

  #tell(errorNumber: number): void {
    if (this.#channel !== undefined) {
      this.#sealAndSend(this.#channel, encodeServerMessage("error", errorNumber));
    } else {
      this.#options.socket.send(encodeClear("error", errorNumber));
    }
  }

  #sealAndSend(channel: Channel, message: Bytes): void {
    // The channel numbers its frames in the order of these calls.
    const sealed = channel.seal(message);
    this.#outgoingBytes += message.length;
    this.#sending = this.#sendAfter(this.#sending, sealed, message.length);
  }

  async #sendAfter(before: Promise<void>, sealed: Promise<Bytes>, length: number): Promise<void> {
    await before;
    try {
      this.#options.socket.send(await sealed);
    } catch {
      // A frame that cannot be sent leaves a gap, which the other side would refuse.
      this.terminate();
    }
    this.#outgoingBytes -= length;
  }

  #unsentBytes(): number {
    return this.#outgoingBytes + this.#options.socket.bufferedAmount;
  }

  #receive(): Promise<Bytes | undefined> {
    const next = this.#received.shift();
    if (next !== undefined) {
      this.#receivedBytes -= next.length;
      if (!this.#isFull()) this.#options.socket.resume();
      return Promise.resolve(next);
    }
    if (this.#isEnded) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  #take(data: RawData, isBinary: boolean): void {
    if (this.#isEnded) return;
    this.#hear();
    if (!isBinary || !(data instanceof Uint8Array)) {
      this.end("malformed");
      return;
    }
    // A copy: what ws gives is a part of a larger buffer, which would stay in memory with it.
    const message = Uint8Array.from(data);
    const waiting = this.#waiting;
    if (waiting !== undefined) {
      this.#waiting = undefined;
      waiting(message);
      return;
    }
    this.#received.push(message);
    this.#receivedBytes += message.length;
    // What the socket held already still comes after a pause, so there is an end to that, too.
    if (this.#received.length > this.#options.limits.floodMessagesMax) this.end("busy");
    else if (this.#isFull()) this.#options.socket.pause();
  }

  #isFull(): boolean {
    const { queuedMessagesMax, queuedBytesMax } = this.#options.limits;
    return this.#received.length > queuedMessagesMax || this.#receivedBytes > queuedBytesMax;
  }

  readonly #countClear = (chunk: Uint8Array): void => {
    this.#clearBytes += chunk.length;
    if (this.#clearBytes > this.#options.limits.clearBytesMax) this.end("too-large");
  };

  #hear(): void {
    this.#lastHeardMs = this.#options.clock.nowMs();
  }

  #finish(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.clearDeadline();
    this.#options.stream.off("data", this.#countClear);
    this.#transcript.length = 0;
    this.#waiting?.(undefined);
    this.#waiting = undefined;
  }
}
