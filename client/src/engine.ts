/**
 * An unlocked account: the book, what is done to it, and its way to the server. Both user interfaces use this.
 *
 * Everything that touches the chains happens one after the other. A change is applied and durable on this device
 * when `commit` returns; `sync` brings it to the others. Without a server all but `sync` and what needs a
 * person's proof works.
 */
import {
  encodeChangeSet,
  fail,
  ok,
  type Book,
  type ChangeSet,
  type ChangeSetError,
  type Result,
} from "@coffer/ledger";
import {
  decodeEntry,
  equalBytes,
  headCode,
  isUnderstood,
  linkKeys,
  newLinkCode,
  parsePassword,
  safetyNumber,
  sealLinkBox,
  toHex,
  type Bytes,
  type PasswordError,
} from "@coffer/protocol";
import type { AccountState, VoidEntry } from "./account-state.ts";
import type { Chains } from "./chains.ts";
import { changeCredentials, type CredentialChange } from "./change-credentials.ts";
import { greet, resume } from "./connection.ts";
import { openWithPassword, type DeviceRecord } from "./device-record.ts";
import type { Environment } from "./environment.ts";
import type { Alarm } from "./failures.ts";
import { loadAccountSecrets, saveAccountSecret } from "./home.ts";
import type { Rekeyed } from "./rekey.ts";
import type { Session } from "./session.ts";
import { fitsEntry, pin, pull, sync, takePushed, type SyncError, type SyncReport } from "./sync.ts";

export type CommitError =
  | ChangeSetError
  /** It does not fit into an entry: kept, it would hold the outbox up for ever. */
  | { readonly code: "too-large" }
  /** The chain was stopped: the last good state is readable, and can be exported. */
  | { readonly code: "stopped"; readonly alarm: Alarm }
  | { readonly code: "update-needed" }
  | { readonly code: "key-missing" };

/** A device as people see it. */
export interface DeviceFacts {
  readonly deviceId: string;
  readonly name: string;
  readonly active: boolean;
  readonly isThisOne: boolean;
  /** By that device's own clock, in Unix seconds. */
  readonly lastSeenSeconds: number | null;
}

/** What people compare between devices. */
export interface Verification {
  readonly account: ChainVerification;
  readonly vault: ChainVerification;
  readonly voids: readonly (VoidEntry & { readonly chain: "account" | "vault" })[];
}

export interface ChainVerification {
  readonly seq: number;
  readonly headCode: string;
  readonly safetyNumber: string;
  readonly alarm: Alarm | undefined;
}

/** Bytes of a log that were folded since its cache was written, from which on it is written again. */
const cacheEveryBytes = 65_536;

export class Engine {
  readonly #environment: Environment;
  readonly #chains: Chains;
  #record: DeviceRecord;
  #session: Session | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #onChange: (() => void) | undefined;

  constructor(
    environment: Environment,
    opened: { readonly record: DeviceRecord; readonly chains: Chains },
    session: Session | undefined,
  ) {
    this.#environment = environment;
    this.#record = opened.record;
    this.#chains = opened.chains;
    if (session !== undefined) this.#adopt(session);
  }

  get book(): Book {
    return this.#chains.vaultFold.book;
  }

  get account(): AccountState {
    return this.#chains.accountFold.state;
  }

  get identity(): Pick<DeviceRecord, "loginName" | "serverUrl" | "deviceId"> {
    return this.#record;
  }

  /** Author of this device's change sets, as the book's history names it. */
  get author(): string {
    return toHex(this.#record.deviceId);
  }

  /** Change sets that wait for the server. */
  get waiting(): number {
    return this.#chains.outbox.size;
  }

  /** Whether changes that waited for the server could not be read; the damaged file is kept beside. */
  get hasLostPending(): boolean {
    return this.#chains.outbox.isDamaged;
  }

  get alarm(): Alarm | undefined {
    return this.#chains.account.alarm ?? this.#chains.vault.alarm;
  }

  /** Is told after entries from elsewhere have changed the book. */
  onChange(listener: () => void): void {
    this.#onChange = listener;
  }

  /** Applies change sets and makes them durable on this device: all of them or none. */
  commit(changeSets: readonly ChangeSet[]): Promise<Result<null, CommitError>> {
    return this.#exclusively(async () => {
      const refusal = this.#refusal();
      if (refusal !== undefined) return fail(refusal);
      const items = [];
      for (const changeSet of changeSets) {
        const encoded = encodeChangeSet(changeSet);
        if (!encoded.ok) return encoded;
        if (!fitsEntry(encoded.value)) return fail({ code: "too-large" });
        items.push({ changeSetId: changeSet.id, value: encoded.value });
      }
      await this.#chains.outbox.add(items);
      for (const changeSet of changeSets) {
        this.#chains.vaultFold.applyPending(changeSet, this.#record.deviceId);
      }
      return ok(null);
    });
  }

  /** Pulls, compares, pushes. */
  sync(): Promise<Result<SyncReport, SyncError>> {
    return this.#exclusively(async () => {
      const held = this.#session;
      const report = await this.#syncOnce();
      // A connection that was open may have ended unseen: once more over a new one.
      const isStale = held !== undefined && !report.ok && hasEnded(report.error);
      return isStale ? this.#syncOnce() : report;
    });
  }

  /** Writes the sealed caches if enough was folded since, and closes the connection. */
  close(): Promise<void> {
    return this.#exclusively(async () => {
      this.#session?.close();
      this.#session = undefined;
      await this.#saveCaches(cacheEveryBytes);
    });
  }

  /** Writes the sealed caches. */
  saveCaches(): Promise<void> {
    return this.#exclusively(() => this.#saveCaches(1));
  }

  /** Says in the account chain how far this device has read, as it leaves. */
  signOut(): Promise<Result<null, SyncError>> {
    return this.#exclusively(async () => {
      const session = await this.#connected();
      if (!session.ok) return session;
      const synced = await sync(this.#environment, session.value, this.#chains);
      return synced.ok ? pin(this.#environment, session.value, this.#chains) : synced;
    });
  }

  /** Makes a link code: another device that has it and the password becomes one of the account's. */
  makeLinkCode(): Promise<Result<string, SyncError>> {
    return this.#exclusively(async () => {
      const session = await this.#connected();
      if (!session.ok) return session;
      const pulled = await pull(session.value, this.#chains);
      if (!pulled.ok) return pulled;
      await this.#adoptSecret();
      const { randomBytes, argon2id, files } = this.#environment;
      const { serverKeys, loginName, accountId } = this.#record;
      const [accountSecret] = await loadAccountSecrets(files);
      if (accountSecret === undefined) return fail({ code: "key-missing" });
      const code = newLinkCode(randomBytes);
      const keys = await linkKeys(code, serverKeys.serverId, argon2id);
      const chains = [this.#chains.account, this.#chains.vault]
        .map(({ state }) => state)
        .filter((state) => state !== undefined)
        .map(({ vaultId, genesisHash, seq, head }) => ({ vaultId, genesisHash, seq, head }));
      const content = { accountSecret, loginName, accountId, ...serverKeys, chains };
      const { serverId } = serverKeys;
      const box = await sealLinkBox({ keys, serverId, content, randomBytes });
      const put = await session.value.request("link.put", keys.boxId, box);
      return put.ok ? ok(code) : put;
    });
  }

  /** The account's devices, as the account chain says. */
  devices(): readonly DeviceFacts[] {
    const { state } = this.#chains.account;
    const { deviceNames, lastSeen } = this.account;
    return Array.from(state?.devices.values() ?? [], ({ deviceId, active }) => {
      const id = toHex(deviceId);
      return {
        deviceId: id,
        name: deviceNames.get(id) ?? "",
        active,
        isThisOne: equalBytes(deviceId, this.#record.deviceId),
        lastSeenSeconds: lastSeen.get(id) ?? null,
      };
    });
  }

  /** Changes credentials after a fresh proof of the password. Passwords come as typed. */
  changeCredentials(
    typed: string,
    change: CredentialChange,
  ): Promise<Result<Rekeyed, SyncError | PasswordError>> {
    return this.#exclusively(async () => {
      const opened = { record: this.#record, chains: this.#chains };
      const adopt = (session: Session): void => {
        this.#session?.close();
        this.#adopt(session);
      };
      const changed = await changeCredentials(this.#environment, opened, { typed, change, adopt });
      if (changed.ok) this.#record = changed.value.record;
      return changed;
    });
  }

  /** Whether a text is the password that this device is locked with. Costs one Argon2id. */
  async isPassword(typed: string): Promise<boolean> {
    const password = parsePassword(typed);
    if (!password.ok) return false;
    const { argon2id } = this.#environment;
    return (await openWithPassword(this.#record, password.value, argon2id)) !== undefined;
  }

  /** Verifies every entry of both chains again from the first; returns how many there are. */
  audit(): Promise<number> {
    return this.#exclusively(() => this.#chains.audit());
  }

  /** What people compare between devices, and what was wrong with the chains. */
  verification(): Verification {
    const of = (chain: "account" | "vault"): ChainVerification => {
      const { state, alarm } = this.#chains[chain];
      return {
        seq: state?.seq ?? -1,
        headCode: state === undefined ? "" : headCode(state),
        safetyNumber: state === undefined ? "" : safetyNumber(state),
        alarm,
      };
    };
    const { accountFold, vaultFold } = this.#chains;
    return {
      account: of("account"),
      vault: of("vault"),
      voids: [
        ...accountFold.voids.map((entry) => ({ ...entry, chain: "account" as const })),
        ...vaultFold.voids.map((entry) => ({ ...entry, chain: "vault" as const })),
      ],
    };
  }

  async #syncOnce(): Promise<Result<SyncReport, SyncError>> {
    const session = await this.#connected();
    if (!session.ok) return session;
    const report = await sync(this.#environment, session.value, this.#chains);
    if (!report.ok && hasEnded(report.error)) this.#session = undefined;
    await this.#afterSync();
    return report.ok || !isRefusedDevice(report.error) ? report : fail({ code: "device-refused" });
  }

  #refusal(): CommitError | undefined {
    const { account, vault } = this.#chains;
    const alarm = account.alarm ?? vault.alarm;
    if (alarm !== undefined) return { code: "stopped", alarm };
    if (vault.state !== undefined && !isUnderstood(vault.state)) return { code: "update-needed" };
    return vault.isKeyMissing ? { code: "key-missing" } : undefined;
  }

  async #connected(): Promise<Result<Session, SyncError>> {
    if (this.#session !== undefined) return ok(this.#session);
    const { serverUrl, serverKeys } = this.#record;
    const greeting = await greet(this.#environment, serverUrl, serverKeys);
    if (!greeting.ok) return greeting;
    const session = await resume(this.#environment, greeting.value, this.#chains.keys);
    if (session.ok) this.#adopt(session.value);
    return session;
  }

  #adopt(session: Session): void {
    this.#session = session;
    session.listen({
      // What a full disk keeps from being taken over is pulled by the next sync, which says so.
      onEntries: (vaultId, entries) => void this.#exclusively(() => this.#pushed(vaultId, entries)),
      onEnd: () => {
        if (this.#session === session) this.#session = undefined;
      },
    });
  }

  /** Entries that another device appended: those that fit on the end; a gap is for the next pull. */
  async #pushed(vaultId: Bytes, entries: readonly Bytes[]): Promise<void> {
    const { account, vault } = this.#chains;
    const replica = [account, vault].find((each) => equalBytes(each.vaultId, vaultId));
    const seq = replica?.state?.seq ?? -1;
    const news = entries.filter((bytes) => (decodeEntry(bytes)?.header.seq ?? seq + 1) > seq);
    const [first] = news;
    if (first === undefined || replica === undefined) return;
    if ((decodeEntry(first)?.header.seq ?? seq + 1) !== seq + 1) {
      await this.#pullAgain();
      return;
    }
    await takePushed(this.#chains, vaultId, news);
    await this.#afterSync();
  }

  async #pullAgain(): Promise<void> {
    if (this.#session !== undefined) await pull(this.#session, this.#chains);
    await this.#afterSync();
  }

  async #afterSync(): Promise<void> {
    await this.#adoptSecret();
    await this.#saveCaches(cacheEveryBytes);
    this.#onChange?.();
  }

  /** Takes over the Account Secret that another device has made, if the account chain says so to its end. */
  async #adoptSecret(): Promise<void> {
    const { accountSecret } = this.account;
    if (accountSecret === null || this.#chains.account.isBehind) return;
    const [held] = await loadAccountSecrets(this.#environment.files);
    if (held === undefined || equalBytes(held, accountSecret)) return;
    await saveAccountSecret(this.#environment.files, accountSecret);
  }

  async #saveCaches(fromBytes: number): Promise<void> {
    const { account, vault } = this.#chains;
    if (Math.max(account.uncachedBytes, vault.uncachedBytes) >= fromBytes)
      await this.#chains.saveCaches();
  }

  /** Runs work after all that was asked for before it. */
  #exclusively<Value>(work: () => Promise<Value>): Promise<Value> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

/** Whether an error means that the session is over, and not that the server refuses something. */
function hasEnded(error: SyncError): boolean {
  if (error.code === "connection-lost") return true;
  return (
    error.code === "server-refused" &&
    (error.reason === "session-ended" ||
      error.reason === "idle-timeout" ||
      error.reason === "shutting-down")
  );
}

/** Whether an error is the one answer to a resume that was not accepted. */
function isRefusedDevice(error: SyncError): boolean {
  return error.code === "server-refused" && error.reason === "login-refused";
}
