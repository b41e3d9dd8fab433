/**
 * The two chains of an account on this device, the account's own and its vault's, and the outbox.
 *
 * They vouch for each other: a vault's entries name heads of the account chain, the account chain pins heads of
 * vaults and lists them, and every device of the vault is one of the account. What does not fit stops both.
 */
import {
  activeDevices,
  deviceOf,
  equalBytes,
  toHex,
  type Bytes,
  type RootKeys,
} from "@coffer/protocol";
import { AccountFold } from "./account-state.ts";
import type { DeviceKeys } from "./device-record.ts";
import type { Environment } from "./environment.ts";
import type { Alarm } from "./failures.ts";
import { Outbox } from "./outbox.ts";
import { Replica } from "./replica.ts";
import { VaultFold } from "./vault-fold.ts";

export interface ChainsOptions {
  readonly environment: Environment;
  readonly accountId: Bytes;
  /** Id of the account's chain: of its genesis, not of its keys. */
  readonly accountChainId: Bytes;
  readonly vaultId: Bytes;
  readonly keys: DeviceKeys;
  /** While they are at hand, grants to the account open too. */
  readonly root: RootKeys | null;
}

export class Chains {
  readonly account: Replica;
  readonly accountFold: AccountFold;
  readonly vault: Replica;
  readonly vaultFold: VaultFold;
  readonly outbox: Outbox;
  readonly keys: DeviceKeys;
  readonly #accountId: Bytes;

  constructor(options: ChainsOptions) {
    const { environment, keys, root } = options;
    const { files, randomBytes } = environment;
    const recipients = [
      { recipientId: keys.deviceId, seed: keys.kemSeed },
      ...(root === null ? [] : [{ recipientId: root.accountId, seed: root.kemSeed }]),
    ];
    const common = { files, device: keys, recipients, randomBytes, genesisHash: null };
    this.keys = keys;
    this.#accountId = options.accountId;
    this.accountFold = new AccountFold();
    this.account = new Replica({
      ...common,
      vaultId: options.accountChainId,
      fold: this.accountFold,
    });
    this.vaultFold = new VaultFold();
    this.vault = new Replica({ ...common, vaultId: options.vaultId, fold: this.vaultFold });
    this.outbox = new Outbox(files, options.vaultId, keys.localKey, randomBytes);
  }

  /** Reads both chains and the outbox. */
  async load(): Promise<void> {
    await this.account.load();
    await this.outbox.load();
    const values = this.outbox.items.map((item) => item.value);
    this.vaultFold.loadPending(values, this.keys.deviceId);
    await this.vault.load();
    // A crash after the log was written, and before the outbox was.
    await this.#dropSettled();
  }

  /** Whether a chain has revoked this device, or never admitted it: it may add nothing. */
  get isShutOut(): boolean {
    return [this.account.state, this.vault.state].some(
      (state) => state !== undefined && deviceOf(state, this.keys.deviceId)?.active !== true,
    );
  }

  /** Keeps nothing of the account's root keys: from now on the chains open what is granted to this device. */
  forgetRoot(): void {
    for (const replica of [this.account, this.vault]) replica.openOnlyFor(this.keys.deviceId);
  }

  /** Makes the epoch keys durable that were learnt: a device that is admitted must not need the root keys again. */
  async saveKeys(): Promise<void> {
    await this.account.saveKeys();
    await this.vault.saveKeys();
  }

  /** Takes entries of the account chain over. */
  admitToAccount(entries: readonly Uint8Array[]): Promise<Alarm | undefined> {
    return this.account.admit(entries);
  }

  /** Takes entries of the vault over, under the changes that still wait; those now in the log leave. */
  async admitToVault(entries: readonly Uint8Array[]): Promise<Alarm | undefined> {
    const alarm = await this.vault.admit(entries);
    await this.#dropSettled();
    return alarm;
  }

  /** Writes both sealed caches; the changes that wait are not part of them. */
  async saveCaches(): Promise<void> {
    // A cache does not say which changes its log holds: what it covers must not be in the outbox's file.
    await this.#dropSettled();
    await this.outbox.flush();
    await this.account.saveCache();
    await this.vault.saveCache();
  }

  /** Verifies and folds both logs again from the first entry; returns how many entries they have. */
  async audit(): Promise<number> {
    await this.account.audit();
    await this.vault.audit();
    await this.compare();
    return [this.account, this.vault].reduce((sum, { state }) => sum + (state?.seq ?? -1) + 1, 0);
  }

  async #dropSettled(): Promise<void> {
    const settled = this.vaultFold.takeSettled();
    if (settled.size > 0) await this.outbox.keep((changeSetId) => !settled.has(changeSetId));
  }

  /** Holds the chains against each other, once both are as far as the server shows them. */
  async compare(): Promise<Alarm | undefined> {
    const alarm =
      this.#identity() ?? this.#vaultList() ?? this.#devices() ?? (await this.#claims());
    if (alarm !== undefined) this.vault.stop(alarm);
    await this.#pins();
    return this.account.alarm ?? this.vault.alarm;
  }

  /** Both chains must have been founded by the account's own keys. */
  #identity(): Alarm | undefined {
    const id = toHex(this.#accountId);
    const isOurs = [this.account, this.vault].every(
      ({ state }) => state === undefined || state.members.has(id),
    );
    return isOurs ? undefined : { kind: "vault-replaced" };
  }

  /** The vault must be one that the account chain lists, as it was founded. */
  #vaultList(): Alarm | undefined {
    const { state } = this.vault;
    // What the account chain says of vaults may not be folded yet.
    if (state === undefined || this.account.isBehind) return undefined;
    const { vaults } = this.accountFold.state;
    const listed = vaults.find(({ vaultId }) => equalBytes(vaultId, state.vaultId));
    const isSame =
      listed !== undefined &&
      (listed.genesisHash === null || equalBytes(listed.genesisHash, state.genesisHash));
    return isSame ? undefined : { kind: "vault-replaced" };
  }

  /** Who may write to the vault must be a device of the account. */
  #devices(): Alarm | undefined {
    const { state: vault } = this.vault;
    if (vault === undefined) return undefined;
    const { state } = this.account;
    const devices = state === undefined ? [] : activeDevices(state);
    const own = new Set(devices.map((device) => toHex(device.deviceId)));
    const areOwn = activeDevices(vault).every((device) => own.has(toHex(device.deviceId)));
    return areOwn ? undefined : { kind: "foreign-device" };
  }

  /** Every head of the account chain that an entry of the vault names must be in it. */
  async #claims(): Promise<Alarm | undefined> {
    const { claims } = this.vaultFold;
    const end = this.account.state?.seq ?? -1;
    // Entries that wait for a key are in the log all the same.
    const unfolded = claims.filter(({ seq }) => this.accountFold.hashAt(seq) === undefined);
    const logged = await this.account.hashesAt(unfolded.map(({ seq }) => seq));
    for (const { seq, hash } of claims) {
      const own = this.accountFold.hashAt(seq) ?? logged.get(seq);
      if (seq > end) return { kind: "rollback", seq: end };
      if (own !== undefined && !equalBytes(own, hash)) return { kind: "fork", seq };
    }
    this.vaultFold.settleClaims();
    return undefined;
  }

  /** Every head of the vault that a device has pinned must be in it. */
  async #pins(): Promise<void> {
    const id = toHex(this.vault.vaultId);
    const pins = this.accountFold.openPinsOf(id);
    if (pins.length === 0) return;
    // What was caught must not be forgotten by the next start.
    if ((await this.vault.demand(pins)) === undefined) this.accountFold.settlePinsOf(id);
  }
}
