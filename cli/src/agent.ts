/**
 * The agent: keeps one account open behind a socket of mode 0600, runs commands for its owner one at a time, stays
 * in touch with the server, and ends after a time without use.
 */
import { chmodSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { LineReader, type AgentCall, type FromAgent, type ToAgent } from "./agent-protocol.ts";
import { AccountHolder } from "./context.ts";
import { agentSocket } from "./home-folder.ts";
import { runCommand } from "./run-command.ts";
import { CommandFailure, type Terminal } from "./terminal.ts";

const syncEveryMs = 60_000;

/** Runs until it is told to end, or nobody has used it for `idleMs`. */
export async function runAgent(home: string, idleMs: number): Promise<number> {
  const account = new AccountHolder(home);
  const password = await firstLineOfInput();
  try {
    await account.openWith(password);
  } catch (error) {
    await account.close();
    if (!(error instanceof CommandFailure)) throw error;
    process.stdout.write(`${error.message}\n`);
    return 1;
  }
  const agent = new Agent(account, idleMs);
  await agent.listen();
  process.stdout.write("ready\n");
  await agent.ended;
  return 0;
}

/** What commands that run in the agent may do with it. */
export interface AgentControl {
  /** Stays for so long without use, from now on. */
  keepFor(idleMs: number): void;
  /** Ends after the command that is running. */
  end(): void;
}

class Agent implements AgentControl {
  readonly ended: Promise<void>;
  readonly #account: AccountHolder;
  readonly #server: Server;
  #resolveEnded: () => void = () => undefined;
  #idleMs: number;
  #idle: NodeJS.Timeout | undefined;
  #sync: NodeJS.Timeout | undefined;
  #turn: Promise<void> = Promise.resolve();
  #isEnding = false;

  constructor(account: AccountHolder, idleMs: number) {
    this.#account = account;
    this.#idleMs = idleMs;
    this.ended = new Promise((resolve) => {
      this.#resolveEnded = resolve;
    });
    this.#server = createServer((socket) => this.#serve(socket));
    account.agent = this;
  }

  async listen(): Promise<void> {
    const path = agentSocket(this.#account.home);
    // The home's lock is ours, so a socket that is there was left by an agent that crashed.
    rmSync(path, { force: true });
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(path, resolve);
    });
    chmodSync(path, 0o600);
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
      process.on(signal, () => this.end());
    }
    this.keepFor(this.#idleMs);
    this.#syncInBackground();
  }

  keepFor(idleMs: number): void {
    this.#idleMs = idleMs;
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.end(), idleMs);
  }

  end(): void {
    if (this.#isEnding) return;
    this.#isEnding = true;
    this.#server.close();
    void this.#turn.then(async () => {
      clearTimeout(this.#idle);
      clearTimeout(this.#sync);
      await this.#account.close();
      this.#resolveEnded();
    });
  }

  #serve(socket: Socket): void {
    socket.setEncoding("utf8");
    const remote = new RemoteTerminal(socket);
    socket.on("error", () => undefined);
    void remote.call.then((call) => {
      if (call === undefined) return;
      this.#turn = this.#turn.then(() => this.#run(remote, call));
    });
  }

  async #run(remote: RemoteTerminal, call: AgentCall): Promise<void> {
    clearTimeout(this.#idle);
    const exit = this.#isEnding
      ? 1
      : await runCommand(call.argv, remote.terminal(call), this.#account);
    remote.send({ exit });
    remote.close();
    if (this.#isEnding) return;
    this.keepFor(this.#idleMs);
    this.#syncInBackground();
  }

  /** Sends what waits, and stays connected: what other devices write arrives by itself. */
  #syncInBackground(): void {
    clearTimeout(this.#sync);
    void this.#account.engine?.sync().finally(() => {
      if (this.#isEnding) return;
      clearTimeout(this.#sync);
      this.#sync = setTimeout(() => this.#syncInBackground(), syncEveryMs);
    });
  }
}

/** A command's terminal at the other end of a socket. */
class RemoteTerminal {
  readonly call: Promise<AgentCall | undefined>;
  readonly #socket: Socket;
  #answer: ((answer: string | undefined) => void) | undefined;
  #input: ((base64: string) => void) | undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    const reader = new LineReader();
    this.call = new Promise((resolve) => {
      socket.on("data", (text: string) => {
        const lines = reader.push(text);
        if (lines === undefined) socket.destroy();
        for (const line of lines ?? []) {
          const message = JSON.parse(line) as ToAgent;
          if ("call" in message) resolve(message.call);
          else if ("answer" in message) this.#answer?.(message.answer ?? undefined);
          else this.#input?.(message.input);
        }
      });
      socket.on("close", () => {
        this.#answer?.(undefined);
        this.#input?.("");
        resolve(undefined);
      });
    });
  }

  send(message: FromAgent): void {
    if (this.#socket.writable) this.#socket.write(`${JSON.stringify(message)}\n`);
  }

  close(): void {
    this.#socket.end();
  }

  terminal(call: AgentCall): Terminal {
    const { folder, locale, columns, isInteractive, hasColour } = call;
    return {
      folder,
      locale,
      columns,
      isInteractive,
      hasColour,
      out: (text) => this.send({ out: text }),
      err: (text) => this.send({ err: text }),
      ask: (question, { hidden }) =>
        new Promise((resolve) => {
          this.#answer = resolve;
          if (this.#socket.writable) this.send({ ask: question, hidden });
          else resolve(undefined);
        }),
      readInput: () =>
        new Promise((resolve) => {
          this.#input = (base64) => resolve(Uint8Array.fromBase64(base64));
          this.send({ readInput: true });
        }),
    };
  }
}

async function firstLineOfInput(): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks).toString("utf8").split("\n")[0] ?? "";
}
