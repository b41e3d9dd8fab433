/**
 * The account's home and the way to its open engine.
 *
 * An engine that was opened for one command is closed after it; an agent's stays open.
 */
import { _ } from "@coffer/client/texts";
import { join } from "node:path";
import type { Engine, Environment, HomeState } from "@coffer/client";
import type { AgentControl } from "./agent/agent-control.ts";
import { deviceName } from "./device-name.ts";
import { loadClient } from "./engine-door.ts";
import { errorText } from "./errors-text.ts";
import { readPassword } from "./given-input.ts";
import { lockHome } from "./node/home-folder.ts";
import { nodeEnvironment } from "./node/node-environment.ts";
import { line, refuse, type Terminal } from "./terminal/terminal.ts";

/** Options of every command that may have to ask for the password. */
export interface PasswordFlags {
  readonly passwordFile?: string;
}

type KnownHome = Extract<HomeState, { readonly code: "known" }>;

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
      refuse(_("Another coffer command is working on this account. Try again in a moment."));
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
    const engine = this.#engine ?? (await this.#openAsking(terminal, flags));
    if (engine.hasLostPending) terminal.err(line(lostPendingText()));
    return engine;
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

  async #openAsking(terminal: Terminal, flags: PasswordFlags): Promise<Engine> {
    const state = await this.#known();
    return this.#openWith(await readPassword(terminal, flags.passwordFile, _("Password: ")), state);
  }

  async #known(): Promise<KnownHome> {
    const { homeState } = await loadClient();
    const state = await homeState(await this.environment());
    if (state.code === "empty") refuse(errorText({ code: "home-empty" }));
    if (state.code === "damaged") refuse(errorText({ code: "home-damaged" }));
    if (state.isSignedOut) refuse(_("You are logged out. coffer login signs in again."));
    return state;
  }

  async #openWith(password: string, state: KnownHome): Promise<Engine> {
    const { unlock, logIn } = await loadClient();
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
    if (!loggedIn.ok) {
      const isRefused = loggedIn.error.code === "login-refused";
      refuse(errorText(unlocked.error) + (isRefused ? `\n${changedElsewhereText()}` : ""));
    }
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

function lostPendingText(): string {
  return _(
    "Some changes that were not sent yet could not be read: the disk has damaged them. " +
      "What is left of their file is kept as outbox-damaged in the account's folder.",
  );
}

/** With a new account secret too, as after a recovery, this device cannot test a new password before it has synced. */
function changedElsewhereText(): string {
  return _("If it was changed on another device, the one before it works here once more.");
}
