/**
 * The two chains of an account on this device, the account's own and its vault's, and the outbox.
 *
 * They vouch for each other: a vault's entries name heads of the account chain, the account chain pins heads of
 * vaults and lists them, and every device of the vault is one of the account. What does not fit stops both.
 */
import { activeDevices, equalBytes, toHex, type Bytes, type RootKeys } from "@coffer/protocol";
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
  #comparedPinSeq = -1;

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

  /** Reads both chains and the outbox. Returns false if something in the outbox could not be read. */
  async load(): Promise<boolean> {
    await this.account.load();
    await this.vault.load();
    const isWhole = await this.outbox.load();
    const values = this.outbox.items.map((item) => item.value);
    this.vaultFold.loadPending(values, this.keys.deviceId);
    return isWhole;
  }

  /** Takes entries of the account chain over. */
  admitToAccount(entries: readonly Uint8Array[]): Promise<Alarm | undefined> {
    return this.account.admit(entries);
  }

  /** Takes entries of the vault over, under the changes that still wait; those now in the log leave. */
  async admitToVault(entries: readonly Uint8Array[]): Promise<Alarm | undefined> {
    this.vaultFold.takeBack();
    try {
      return await this.vault.admit(entries);
    } finally {
      const seen = this.vaultFold.putBack(this.keys.deviceId);
      if (seen.size > 0) await this.outbox.keep((changeSetId) => !seen.has(changeSetId));
    }
  }

  /** Writes both sealed caches; the changes that wait are not part of them. */
  async saveCaches(): Promise<void> {
    await this.account.saveCache();
    this.vaultFold.takeBack();
    try {
      await this.vault.saveCache();
    } finally {
      this.vaultFold.putBack(this.keys.deviceId);
    }
  }

  /** Verifies and folds both logs again from the first entry; returns how many entries they have. */
  async audit(): Promise<number> {
    await this.account.audit();
    this.vaultFold.takeBack();
    try {
      await this.vault.audit();
    } finally {
      this.vaultFold.putBack(this.keys.deviceId);
    }
    await this.compare();
    return [this.account, this.vault].reduce((sum, { state }) => sum + (state?.seq ?? -1) + 1, 0);
  }

  /** Holds the chains against each other, once both are as far as the server shows them. */
  async compare(): Promise<Alarm | undefined> {
    const alarm = this.#identity() ?? this.#vaultList() ?? this.#devices() ?? this.#claims();
    if (alarm !== undefined) this.vault.stop(alarm);
    const pin = this.accountFold.state.pins.get(toHex(this.vault.vaultId));
    if (pin !== undefined && pin.seq > this.#comparedPinSeq) {
      await this.vault.demand(pin);
      this.#comparedPinSeq = pin.seq;
    }
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
    if (state === undefined) return undefined;
    const { vaults } = this.accountFold.state;
    const listed = vaults.find(({ vaultId }) => equalBytes(vaultId, state.vaultId));
    const isSame =
      listed !== undefined &&
      (listed.genesisHash === null || equalBytes(listed.genesisHash, state.genesisHash));
    return isSame ? undefined : { kind: "vault-replaced" };
  }

  /** Who may write to the vault must be a device of the account. */
  #devices(): Alarm | undefined {
    const { state } = this.account;
    const { state: vault } = this.vault;
    if (state === undefined || vault === undefined) return undefined;
    const own = new Set(activeDevices(state).map((device) => toHex(device.deviceId)));
    const areOwn = activeDevices(vault).every((device) => own.has(toHex(device.deviceId)));
    return areOwn ? undefined : { kind: "foreign-device" };
  }

  /** Every head of the account chain that an entry of the vault names must be in it. */
  #claims(): Alarm | undefined {
    if (this.vaultFold.hasClashingClaims)
      return { kind: "fork", seq: this.account.state?.seq ?? 0 };
    for (const { seq, hash } of this.vaultFold.claims) {
      const own = this.accountFold.hashAt(seq);
      if (own === undefined) return { kind: "rollback", seq: this.account.state?.seq ?? 0 };
      if (!equalBytes(own, hash)) return { kind: "fork", seq };
    }
    this.vaultFold.settleClaims();
    return undefined;
  }
}
