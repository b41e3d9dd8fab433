/**
 * The agent: keeps one account open behind a socket of mode 0600, runs commands for its owner one at a time, stays
 * in touch with the server, and ends after a time without use.
 */
import { _ } from "@coffer/client/texts";
import { chmodSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import type { AgentCall } from "./agent-protocol.ts";
import { AccountHolder } from "../account-holder.ts";
import type { AgentControl } from "./agent-control.ts";
import { agentSocket } from "../node/home-folder.ts";
import { RemoteTerminal } from "./remote-terminal.ts";
import { runCommand } from "../run-command.ts";
import { speak } from "../terminal/language.ts";
import { CommandFailure } from "../terminal/terminal.ts";

const syncEveryMs = 60_000;
/** The least that an operating system takes (macOS; Linux takes 107). */
const socketPathBytesMax = 103;

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
  try {
    await agent.listen();
  } catch (error) {
    await account.close();
    process.stdout.write(`${listenProblem(agentSocket(home), error)}\n`);
    return 1;
  }
  process.stdout.write("ready\n");
  await agent.ended;
  return 0;
}

function listenProblem(path: string, error: unknown): string {
  if (Buffer.byteLength(path) > socketPathBytesMax) {
    return _(
      "The account's folder has too long a path for a socket: COFFER_HOME names a shorter one ({path}).",
      { path },
    );
  }
  return _("The agent cannot listen: {reason}", {
    reason: error instanceof Error ? error.message : String(error),
  });
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
  /** The terminal of the command whose turn it is. */
  #current: RemoteTerminal | undefined;
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
    this.#current?.giveUp();
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
    this.#current = remote;
    remote.send({ exit: this.#isEnding ? 1 : await this.#exitCode(remote, call) });
    this.#current = undefined;
    remote.close();
    if (this.#isEnding) return;
    this.keepFor(this.#idleMs);
    this.#syncInBackground();
  }

  /** Runs a command to its end; a bug in it ends the command and not the agent. */
  async #exitCode(remote: RemoteTerminal, call: AgentCall): Promise<number> {
    try {
      speak(call.language);
      return await runCommand(call.argv, remote.terminal(call), this.#account);
    } catch (error) {
      const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
      remote.send({ err: `${what}\n` });
      return 1;
    }
  }

  /** Sends what waits, and stays connected: what other devices write arrives by itself. */
  #syncInBackground(): void {
    clearTimeout(this.#sync);
    const again = (): void => {
      if (this.#isEnding) return;
      clearTimeout(this.#sync);
      this.#sync = setTimeout(() => this.#syncInBackground(), syncEveryMs);
    };
    // What a full disk keeps from being taken over is tried again; a command that writes says so.
    void this.#account.engine?.sync().then(again, again);
  }
}

async function firstLineOfInput(): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks).toString("utf8").split("\n")[0] ?? "";
}
