/**
 * The terminal of a command that runs in the agent: everything goes through the command's socket, and what comes back
 * is believed only if it has the form of the protocol. A command that goes away answers nothing more.
 */
import type { Socket } from "node:net";
import {
  LineReader,
  parseToAgent,
  piecesOf,
  type AgentCall,
  type FromAgent,
} from "./agent-protocol.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** How long a question stays open: other commands wait for the one that asks. */
const questionMs = 300_000;

/** A command's terminal at the other end of a socket. */
export class RemoteTerminal {
  /** What the command was called with; undefined if it goes away before it says so. */
  readonly call: Promise<AgentCall | undefined>;
  readonly #socket: Socket;
  #answer: ((answer: string | undefined) => void) | undefined;
  #input: ((bytes: Uint8Array<ArrayBuffer>) => void) | undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    const reader = new LineReader();
    this.call = new Promise((resolve) => {
      socket.on("data", (text: string) => {
        const lines = reader.push(text);
        if (lines?.every((line) => this.#take(line, resolve)) !== true) socket.destroy();
      });
      socket.on("close", () => {
        this.giveUp();
        resolve(undefined);
      });
    });
  }

  /** Takes a line in; false if no command says that. */
  #take(line: string, take: (call: AgentCall) => void): boolean {
    const message = parseToAgent(line);
    if (message === undefined) return false;
    if ("call" in message) take(message.call);
    else if ("answer" in message) this.#answer?.(message.answer ?? undefined);
    else {
      const bytes = fromBase64(message.input);
      if (bytes === undefined) return false;
      this.#input?.(bytes);
    }
    return true;
  }

  /** Sends a message, if the command is still there. */
  send(message: FromAgent): void {
    if (this.#socket.writable) this.#socket.write(`${JSON.stringify(message)}\n`);
  }

  /** Ends the connection after what was sent. */
  close(): void {
    this.#socket.end();
  }

  /** Answers what is still asked with nothing, as the end of input does. */
  giveUp(): void {
    this.#answer?.(undefined);
    this.#input?.(new Uint8Array(0));
  }

  /** The terminal, as the command described it. */
  terminal(call: AgentCall): Terminal {
    const { folder, locale, language, columns, isInteractive, hasColour } = call;
    return {
      folder,
      locale,
      language,
      columns,
      isInteractive,
      hasColour,
      out: (text) => {
        for (const out of piecesOf(text)) this.send({ out });
      },
      err: (text) => this.send({ err: text }),
      ask: (question, { hidden }) =>
        this.#ask({ ask: question, hidden }, (resolve) => {
          this.#answer = resolve;
        }),
      readInput: () =>
        this.#ask({ readInput: true }, (resolve) => {
          this.#input = resolve;
        }),
    };
  }

  /** Asks, and waits for the answer, but not for ever. */
  async #ask<Answer>(
    question: FromAgent,
    listen: (resolve: (answer: Answer) => void) => void,
  ): Promise<Answer> {
    const answer = new Promise<Answer>(listen);
    const limit = setTimeout(() => this.giveUp(), questionMs);
    if (this.#socket.writable) this.send(question);
    else this.giveUp();
    try {
      return await answer;
    } finally {
      clearTimeout(limit);
    }
  }
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.fromBase64(text);
  } catch {
    return undefined;
  }
}
