/**
 * What a command works with: the terminal, the account's home, and the way to its open engine.
 *
 * An engine that was opened for one command is closed after it; an agent's stays open.
 */
import { hostname } from "node:os";
import { join, resolve } from "node:path";
import { readFile } from "node:fs/promises";
import type { CommandContext } from "@stricli/core";
import {
  homeState,
  logIn,
  unlock,
  type Engine,
  type Environment,
  type HomeState,
} from "@coffer/client";
import type { AgentControl } from "./agent.ts";
import { errorText } from "./errors-text.ts";
import { fileProblem } from "./file-problem.ts";
import { lockHome } from "./home-folder.ts";
import { nodeEnvironment } from "./node-environment.ts";
import { misuse, refuse, type Terminal } from "./terminal.ts";

/** Options of every command that may have to ask for the password. */
export interface PasswordFlags {
  readonly passwordFile?: string;
}

type KnownHome = Extract<HomeState, { readonly code: "known" }>;

export interface CliContext extends CommandContext {
  readonly terminal: Terminal;
  readonly account: AccountHolder;
}

/** Holds the home's lock and the engine that is open over it, if any. */
export class AccountHolder {
  readonly #home: string;
  #release: (() => void) | undefined;
  #environment: Promise<Environment> | undefined;
  #engine: Engine | undefined;
  /** The agent that commands run in, if they do. */
  agent: AgentControl | undefined;

  constructor(home: string) {
    this.#home = home;
  }

  get home(): string {
    return this.#home;
  }

  /** The engine, if it is open. */
  get engine(): Engine | undefined {
    return this.#engine;
  }

  /** The environment of the home, which is locked from now on. */
  environment(): Promise<Environment> {
    this.#release ??= lockHome(this.#home);
    if (this.#release === undefined) {
      refuse("Another coffer command is working on this account. Try again in a moment.");
    }
    this.#environment ??= nodeEnvironment(join(this.#home, "account"));
    return this.#environment;
  }

  /** Takes over an engine that a login or sign-up has opened. */
  adopt(engine: Engine): void {
    this.#engine = engine;
  }

  /** The open engine; opens it with the password if it is not. */
  async open(terminal: Terminal, flags: PasswordFlags): Promise<Engine> {
    if (this.#engine !== undefined) return this.#engine;
    const state = await this.#known();
    return this.#openWith(await readPassword(terminal, flags.passwordFile, "Password: "), state);
  }

  /** The open engine with what other devices have written, if the server can be reached. */
  async openFresh(terminal: Terminal, flags: PasswordFlags): Promise<Engine> {
    const engine = await this.open(terminal, flags);
    // The agent stays connected: what is new has arrived already.
    if (this.agent !== undefined) return engine;
    const synced = await engine.sync();
    if (!synced.ok && synced.error.code !== "offline") terminal.err(`${errorText(synced.error)}\n`);
    return engine;
  }

  /** The open engine; opens it with a password that was asked for already. */
  async openWith(password: string): Promise<Engine> {
    return this.#engine ?? this.#openWith(password, await this.#known());
  }

  async #known(): Promise<KnownHome> {
    const state = await homeState(await this.environment());
    if (state.code === "empty") refuse(errorText({ code: "home-empty" }));
    if (state.code === "damaged") refuse(errorText({ code: "home-damaged" }));
    if (state.isSignedOut) refuse("You are logged out. coffer login signs in again.");
    return state;
  }

  async #openWith(password: string, state: KnownHome): Promise<Engine> {
    const environment = await this.environment();
    const unlocked = await unlock(environment, password);
    if (unlocked.ok) {
      this.#engine = unlocked.value;
      return unlocked.value;
    }
    if (unlocked.error.code !== "password-wrong") refuse(errorText(unlocked.error));
    // It may be the new one, changed on another device: the server knows.
    const { serverUrl, loginName } = state;
    const options = {
      serverUrl,
      loginName,
      password,
      deviceName: deviceName(),
      brought: undefined,
    };
    const loggedIn = await logIn(environment, options);
    if (!loggedIn.ok) refuse(errorText(unlocked.error));
    this.#engine = loggedIn.value.engine;
    return loggedIn.value.engine;
  }

  /** Refuses if this device has no account, or is signed out. */
  async checkKnown(): Promise<void> {
    await this.#known();
  }

  /** Closes the engine; the home stays locked. */
  async closeEngine(): Promise<void> {
    await this.#engine?.close();
    this.#engine = undefined;
  }

  /** Closes the engine and frees the home. */
  async close(): Promise<void> {
    await this.closeEngine();
    this.#release?.();
    this.#release = undefined;
    this.#environment = undefined;
  }
}

/** How this device is called among the account's. */
export function deviceName(): string {
  return hostname().slice(0, 64) || "terminal";
}

/** The password: the first line of a file (`-`: of standard input), else asked without echo. */
export async function readPassword(
  terminal: Terminal,
  file: string | undefined,
  question: string,
): Promise<string> {
  if (file !== undefined) return firstLine(await readGiven(terminal, file));
  if (!terminal.isInteractive) misuse("The password is needed: --password-file FILE (or -).");
  const password = await terminal.ask(question, { hidden: true });
  if (password === undefined) refuse("Nothing was done.");
  return password;
}

/** The bytes of a file that the person named, or of standard input for `-`. */
export async function readGiven(
  terminal: Terminal,
  file: string,
): Promise<Uint8Array<ArrayBuffer>> {
  if (file === "-") return terminal.readInput();
  try {
    return Uint8Array.from(await readFile(resolve(terminal.folder, file)));
  } catch (error) {
    refuse(`${file} cannot be read: ${fileProblem(error)}.`);
  }
}

function firstLine(bytes: Uint8Array<ArrayBuffer>): string {
  return new TextDecoder().decode(bytes).split(/\r?\n/)[0] ?? "";
}
