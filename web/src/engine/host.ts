/**
 * What the Worker holds: the account's files, the engine while it is open, and its status; or a book in memory alone,
 * to look around in. Everything that a page asks goes through here; when the Worker ends, so do the keys.
 */
import {
  homeState,
  type CommitError,
  type Engine,
  type Environment,
  type SyncError,
} from "@coffer/client";
import {
  changeSetsOf,
  redoTarget,
  settingsOf,
  undoTarget,
  type Book,
  type Change,
  type ChangeSet,
  type Links,
} from "@coffer/ledger";
import {
  browserEnvironment,
  callAfter,
  here,
  type BrowserEnvironment,
} from "./browser-environment.ts";
import { takeHome, takeHomeOver } from "./home-lock.ts";
import type { OpenStatus, Status } from "./messages.ts";
import { MemoryBook, type OpenBook } from "./open-book.ts";
import { done, problemOf, refuse, type Answer, type Problem } from "./problems.ts";
import { SyncLoop } from "./sync-loop.ts";

export class Host {
  readonly #tell: (status: Status) => void;
  readonly #sync = new SyncLoop({
    work: () => this.#syncOnce(),
    changed: () => this.publish(),
    isOnline: () => navigator.onLine,
    drop: () => this.#environment?.dropConnections(),
    after: callAfter,
  });
  #environment: BrowserEnvironment | undefined;
  #engine: Engine | undefined;
  /** Only while there is no engine. */
  #sample: MemoryBook | undefined;
  #closed: Exclude<Status, OpenStatus> = { phase: "starting" };
  #problem: Problem | null = null;
  #revision = 0;

  constructor(tell: (status: Status) => void) {
    this.#tell = tell;
  }

  /** The account's files; only after `start` or `takeOver` has them. */
  get environment(): Environment {
    if (this.#environment === undefined) throw new Error("This tab does not have the account.");
    return this.#environment;
  }

  /** The book that is open: the account's, or the sample's. What needs the account asks for `account`. */
  get engine(): OpenBook | undefined {
    return this.#engine ?? this.#sample;
  }

  /** The account, while it is open. */
  get account(): Engine | undefined {
    return this.#engine;
  }

  get isSample(): boolean {
    return this.#sample !== undefined;
  }

  get revision(): number {
    return this.#revision;
  }

  /** Takes the account's files if no other tab has them. */
  async start(): Promise<void> {
    if (await takeHome(() => this.#leave())) await this.#open();
    else this.#close({ phase: "elsewhere" });
  }

  /** Takes the account's files from another tab. */
  async takeOver(): Promise<void> {
    await takeHomeOver(() => this.#leave());
    await this.#open();
  }

  /** Takes over an engine that is open now. */
  adopt(engine: Engine): void {
    this.#engine = engine;
    this.#sample = undefined;
    this.#problem = null;
    this.#revision += 1;
    engine.onChange(() => this.changed());
    this.publish();
    this.#sync.ask();
  }

  /** Opens a book that is in memory alone, where there is no account: nothing of it is written or sent. */
  async showSample(changeSets: readonly ChangeSet[]): Promise<Answer<null>> {
    if (this.#engine !== undefined || this.#closed.phase !== "empty")
      return refuse({ code: "gone" });
    this.#sample = new MemoryBook();
    return this.commitSets(changeSets);
  }

  /** Forgets the book that is in memory alone. */
  dropSample(): void {
    this.#sample = undefined;
    this.publish();
  }

  /** Says that the book has changed. */
  changed(): void {
    this.#revision += 1;
    this.publish();
  }

  /** Writes changes as one action, durable on this device, and sends them when it can. */
  commit(label: string, changes: readonly Change[], links: Links = {}): Promise<Answer<null>> {
    return this.commitSets(changeSetsOf(here, label, changes, links));
  }

  /** Writes change sets, all of them or none. */
  async commitSets(changeSets: readonly ChangeSet[]): Promise<Answer<null>> {
    const { engine } = this;
    if (engine === undefined) return refuse({ code: "not-open" });
    const committed = await engine.commit(changeSets);
    if (!committed.ok) return refuse(problemOf(committed.error satisfies CommitError));
    this.changed();
    if (this.#engine !== undefined) this.#sync.ask();
    return done;
  }

  /** Answers a question about the book. */
  about<Value>(view: (book: Book, engine: OpenBook) => Value): Answer<Value> {
    const { engine } = this;
    if (engine === undefined) return refuse({ code: "not-open" });
    return { ok: true, value: view(engine.book, engine) };
  }

  /** Answers a question about the book that may itself be wrong. */
  answerAbout<Value>(view: (book: Book) => Answer<Value>): Answer<Value> {
    const asked = this.about(view);
    return asked.ok ? asked.value : asked;
  }

  /** Answers a question about the account, which the sample has none of. */
  aboutAccount<Value>(view: (account: Engine) => Value): Answer<Value> {
    const engine = this.#engine;
    if (engine === undefined) return refuse(this.noAccount());
    return { ok: true, value: view(engine) };
  }

  /** Why there is no account to be asked for. */
  noAccount(): Problem {
    return { code: this.#sample === undefined ? "not-open" : "sample" };
  }

  /** The browser has found or lost its network. */
  networkChanged(): void {
    this.#sync.networkChanged();
  }

  /** Sends and fetches now. */
  syncNow(): Promise<void> {
    return this.#sync.now();
  }

  /** Closes the engine, and looks at what is on this device. */
  async close(): Promise<void> {
    this.#sync.stop();
    const engine = this.#engine;
    this.#engine = undefined;
    this.#sample = undefined;
    await engine?.close();
    await this.#lookAround();
  }

  publish(): void {
    const { engine } = this;
    this.#tell(engine === undefined ? this.#closed : this.#openStatus(engine));
  }

  async #open(): Promise<void> {
    this.#environment = await browserEnvironment(() => this.#sync.lost());
    await this.#lookAround();
  }

  async #lookAround(): Promise<void> {
    const state = await homeState(this.environment);
    if (state.code !== "known") this.#close({ phase: state.code });
    else {
      const { loginName, isSignedOut } = state;
      this.#close({ phase: "locked", loginName, isSignedOut });
    }
  }

  #close(status: Exclude<Status, OpenStatus>): void {
    this.#closed = status;
    this.publish();
  }

  /** Another tab asked for the account. */
  async #leave(): Promise<void> {
    this.#sync.stop();
    const engine = this.#engine;
    this.#engine = undefined;
    this.#sample = undefined;
    this.#environment = undefined;
    this.#close({ phase: "displaced" });
    await engine?.close();
  }

  async #syncOnce(): Promise<"synced" | "offline" | "problem"> {
    const engine = this.#engine;
    if (engine === undefined) return "offline";
    const synced = await engine.sync();
    if (this.#engine !== engine) return "offline";
    if (synced.ok) {
      this.#problem = null;
      return "synced";
    }
    const isNetwork = networkCodes.has(synced.error.code);
    this.#problem = isNetwork ? null : problemOf(synced.error);
    return isNetwork ? "offline" : "problem";
  }

  #openStatus({ book, author }: OpenBook): OpenStatus {
    const account = this.#engine;
    const undo = undoTarget(book, author)?.label ?? null;
    return {
      phase: "open",
      isSample: account === undefined,
      loginName: account?.identity.loginName ?? "",
      serverUrl: account?.identity.serverUrl ?? location.origin,
      currency: settingsOf(book).currency,
      sync: account === undefined ? "synced" : this.#sync.state,
      problem: this.#problem,
      waiting: account?.waiting ?? 0,
      alarm: account?.alarm ?? null,
      hasLostPending: account?.hasLostPending ?? false,
      // What the account began with is not taken back.
      undo: undo === "start" ? null : undo,
      redo: redoTarget(book, author)?.label ?? null,
      revision: this.#revision,
    };
  }
}

const networkCodes: ReadonlySet<SyncError["code"]> = new Set(["offline", "connection-lost"]);
