/**
 * Who meets in an attack: Anna, who has a phone and a laptop, Bob, who has an account of his own, and a hostile
 * server. The phone is the victim. The attacker knows everything that the laptop knows, which is an insider in the
 * chain, and where a test says so Anna's root keys, too: then only the check in question can catch him.
 *
 * Everything is made once, by real programs; each test gets a scene of its own, with copies of all files.
 */
import assert from "node:assert/strict";
import {
  logIn,
  openLink,
  parseKitText,
  type Access,
  type AccessError,
  type Engine,
  type Socket,
} from "../../client/src/index.ts";
import { openWithPassword, type DeviceKeys } from "../../client/src/device-record.ts";
import { loadDevice } from "../../client/src/home.ts";
import { splitRecords } from "../../client/src/record-file.ts";
import { proveWithKit, type Sudo } from "../../client/src/sudo.ts";
import { serverKeysOf, type KitText } from "../../client/src/kit-text.ts";
import type { Bytes } from "../../protocol/src/bytes.ts";
import { decodeEntry, type Entry, type EntryHeader } from "../../protocol/src/chain/entry.ts";
import { openGrant } from "../../protocol/src/chain/grants.ts";
import { checkEntries } from "../../protocol/src/chain/public-checks.ts";
import type { EpochKey, MasterKey, RootKeys } from "../../protocol/src/key-hierarchy.ts";
import { readAnswer } from "../../protocol/src/session/sealed-messages.ts";
import type { Result } from "../../protocol/src/result.ts";
import { TestChain } from "../fixtures/chain.ts";
import {
  commitTo,
  expense,
  firstChangeSet,
  logInOn,
  MemoryFiles,
  password,
  restart,
  signUpOn,
  syncOf,
  TestDevice,
} from "../fixtures/world.ts";
import { resume } from "../server/ways-in.ts";
import type { ServerOptions } from "../../server/src/server.ts";
import { HostileServer } from "./hostile-server.ts";
import { showing, type ShownChain } from "./lies.ts";

export { firstChangeSet };

/** A device whose network leads to one server, wherever its record says that the server is. */
export class CastDevice extends TestDevice {
  serverUrl: string;

  constructor(files: MemoryFiles, serverUrl: string) {
    super(files);
    this.serverUrl = serverUrl;
  }

  override connect(): Promise<Socket> {
    return super.connect(this.serverUrl);
  }
}

/** What is in the book before any attack. */
export const honestTexts = ["bread", "milk", "rent"] as const;

/** The secrets of an account. */
export interface Secrets {
  readonly root: RootKeys;
  readonly masterKey: MasterKey;
  readonly kitText: string;
  readonly kit: KitText;
}

/** Everybody, as they were before any attack. */
export class Cast {
  readonly #server: HostileServer;
  readonly #phone: MemoryFiles;
  readonly #laptop: MemoryFiles;
  readonly anna: Secrets;
  readonly bob: Secrets;

  private constructor(made: {
    readonly server: HostileServer;
    readonly phone: MemoryFiles;
    readonly laptop: MemoryFiles;
    readonly anna: Secrets;
    readonly bob: Secrets;
  }) {
    this.#server = made.server;
    this.#phone = made.phone;
    this.#laptop = made.laptop;
    this.anna = made.anna;
    this.bob = made.bob;
  }

  /** Signs everybody up. Costs five Argon2id. */
  static async make(): Promise<Cast> {
    const server = await HostileServer.start();
    const phone = new TestDevice();
    const laptop = new TestDevice();
    const { engine: onPhone, kit } = await signUpOn(phone, server, "anna");
    await commitTo(onPhone, expense(100, "bread"), expense(200, "milk"));
    await syncOf(onPhone);
    const onLaptop = await logInOn(laptop, server, { loginName: "anna", kit });
    await commitTo(onLaptop, expense(90_000, "rent"));
    await syncOf(onLaptop);
    await syncOf(onPhone);
    const { engine: onBob, kit: kitOfBob } = await signUpOn(new TestDevice(), server, "bob");
    for (const engine of [onPhone, onLaptop, onBob]) await engine.close();
    const anna = await secretsOf(server, kit);
    const bob = await secretsOf(server, kitOfBob);
    await server.stop();
    return new Cast({ server, phone: phone.files, laptop: laptop.files, anna, bob });
  }

  /** A server and devices of their own, for one test. */
  async scene(options: Partial<ServerOptions> = {}): Promise<Scene> {
    const server = await HostileServer.start({ from: this.#server.folder, ...options });
    const phone = new CastDevice(this.#phone.copy(), server.url);
    const laptop = new CastDevice(this.#laptop.copy(), server.url);
    const laptopKeys = await keysOf(laptop);
    const phoneKeys = await keysOf(phone);
    const { root } = this.anna;
    const { account, vault } = await chainsOf(laptop, { root, device: laptopKeys });
    return new Scene({ server, phone, laptop, laptopKeys, phoneKeys, account, vault, cast: this });
  }

  /** Removes the files. */
  remove(): Promise<void> {
    return this.#server.remove();
  }
}

/** One test's world. */
export class Scene implements AsyncDisposable {
  readonly server: HostileServer;
  readonly phone: CastDevice;
  readonly laptop: CastDevice;
  readonly phoneKeys: DeviceKeys;
  /** The insider's keys. */
  readonly laptopKeys: DeviceKeys;
  /** Both chains as everybody has them; entries forged with them are the laptop's. */
  readonly account: TestChain;
  readonly vault: TestChain;
  readonly cast: Cast;
  readonly #engines: Engine[] = [];

  constructor(made: {
    readonly server: HostileServer;
    readonly phone: CastDevice;
    readonly laptop: CastDevice;
    readonly phoneKeys: DeviceKeys;
    readonly laptopKeys: DeviceKeys;
    readonly account: TestChain;
    readonly vault: TestChain;
    readonly cast: Cast;
  }) {
    this.server = made.server;
    this.phone = made.phone;
    this.laptop = made.laptop;
    this.phoneKeys = made.phoneKeys;
    this.laptopKeys = made.laptopKeys;
    this.account = made.account;
    this.vault = made.vault;
    this.cast = made.cast;
  }

  /** Unlocks a device, as after a restart of its program. */
  async open(device: CastDevice = this.phone): Promise<Engine> {
    const engine = await restart(device);
    this.#engines.push(engine);
    return engine;
  }

  /** A device that has nothing yet. */
  newDevice(): CastDevice {
    return new CastDevice(new MemoryFiles(), this.server.url);
  }

  /** Logs in on a new device with Anna's kit, or with what else is brought. */
  async logIn(
    device: CastDevice,
    brought: KitText["brought"] = this.cast.anna.kit.brought,
  ): Promise<{ readonly engine: Engine } | { readonly error: AccessError }> {
    const { serverUrl } = device;
    const options = { serverUrl, loginName: "anna", password, deviceName: "new", brought };
    return this.#opened(await logIn(device, options));
  }

  /** Logs in on a new device with a link code. */
  async logInWithLink(
    device: CastDevice,
    code: string,
  ): Promise<{ readonly engine: Engine } | { readonly error: AccessError }> {
    const { serverUrl } = device;
    const link = await openLink(device, { serverUrl, code });
    if (!link.ok) return { error: link.error };
    const options = { serverUrl, ...link.value, password, deviceName: "new" };
    return this.#opened(await logIn(device, options));
  }

  #opened(access: Result<Access, AccessError>) {
    if (!access.ok) return { error: access.error };
    this.#engines.push(access.value.engine);
    return { engine: access.value.engine };
  }

  /** Shows the vault's entries and some more, instead of what is stored. */
  showVault(...more: readonly (Entry | Uint8Array)[]): void {
    this.show(this.vault, [...entriesOf(this.vault), ...more.map(bytesOfEntry)]);
  }

  /** Shows the account chain's entries and some more. */
  showAccount(...more: readonly (Entry | Uint8Array)[]): void {
    this.show(this.account, [...entriesOf(this.account), ...more.map(bytesOfEntry)]);
  }

  /** Shows exactly these entries of a chain, beside what is shown of the other one already. */
  show(chain: TestChain, entries: readonly Bytes[], head?: ShownChain["head"]): void {
    const { vaultId } = chain.state;
    const shown = head === undefined ? { entries } : { entries, head };
    const before = this.server.lies.shown ?? new Map<string, ShownChain>();
    const lies = showing([vaultId, shown]);
    this.server.lies = {
      ...this.server.lies,
      shown: new Map([...before, ...(lies.shown ?? [])]),
    };
  }

  /** Has entries appended by the real server, in a session of a device. */
  async append(keys: DeviceKeys, ...entries: readonly Entry[]): Promise<string> {
    const session = await resume(this.server.url, keys);
    const answer = await session.request("append", entries.map(bytesOfEntry));
    session.close();
    return answer.code;
  }

  /** The entries of a chain that the server shows. */
  async stored({ state }: TestChain): Promise<readonly Entry[]> {
    const session = await resume(this.server.url, this.phoneKeys);
    const answer = await session.request("pull", state.vaultId, 0);
    session.close();
    const [entries = []] = readAnswer.pull(answer.value) ?? [];
    return entries.map((bytes) => decodeEntry(bytes)).filter((entry) => entry !== undefined);
  }

  /** The newest entry of each chain that the server shows, the account chain first, as its header says. */
  async heads(): Promise<readonly EntryHeader[]> {
    const chains = [await this.stored(this.account), await this.stored(this.vault)];
    return chains.flatMap((entries) => entries.slice(-1).map(({ header }) => header));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const engine of this.#engines) await engine.close();
    await this.server.remove();
  }
}

/** Both chains of an account, as they lie on an insider's device. */
export async function chainsOf(
  device: TestDevice,
  secrets: { readonly root: RootKeys; readonly device: DeviceKeys },
): Promise<Pick<Scene, "account" | "vault">> {
  const record = await loadDevice(device.files);
  assert.ok(record !== undefined && record !== "damaged");
  return {
    account: await chainOf(device, record.accountChainId, secrets),
    vault: await chainOf(device, record.vaultId, secrets),
  };
}

/** The bytes of a chain's entries. */
export function entriesOf(chain: TestChain): Bytes[] {
  return chain.entries.map(bytesOfEntry);
}

function bytesOfEntry(entry: Entry | Uint8Array): Bytes {
  return Uint8Array.from(entry instanceof Uint8Array ? entry : entry.bytes);
}

/** The keys of a device. */
export async function keysOf(device: TestDevice, typed: string = password): Promise<DeviceKeys> {
  const record = await loadDevice(device.files);
  assert.ok(record !== undefined && record !== "damaged");
  const keys = await openWithPassword(record, typed, (options) => device.argon2id(options));
  assert.ok(keys !== undefined, "the password opens the device");
  return keys;
}

/** A chain as it lies on a device, read with the account's own keys. */
async function chainOf(
  device: TestDevice,
  vaultId: Bytes,
  secrets: { readonly root: RootKeys; readonly device: DeviceKeys },
): Promise<TestChain> {
  const log = await device.files.read(`log-${vaultId.toHex()}`);
  assert.ok(log !== undefined);
  const entries = splitRecords(log).records.map((bytes) => decodeEntry(bytes));
  const { state, checked } = await checkEntries(
    undefined,
    entries.filter((entry) => entry !== undefined),
  );
  assert.ok(state !== undefined && checked.length === entries.length);
  const { accountId: recipientId, kemSeed: seed } = secrets.root;
  const epochKeys = new Map<number, EpochKey>();
  for (const { entry, publicPart } of checked) {
    if (publicPart === undefined || !("grants" in publicPart)) continue;
    const { epoch } = entry.header;
    const { grants } = publicPart;
    const key = await openGrant({ vaultId, epoch, grants, recipientId, seed });
    if (key !== undefined) epochKeys.set(epoch, key);
  }
  return new TestChain({ ...secrets, epochKeys, state, checked });
}

/** What a kit gives: the account's master key and root keys. */
export async function secretsOf(server: HostileServer, kitText: string): Promise<Secrets> {
  const kit = parseKitText(kitText);
  assert.ok(kit.ok);
  const { accountId, recoverySecret } = kit.value.kit;
  const proven = await proveWithKit(new TestDevice(), {
    serverUrl: server.url,
    serverKeys: serverKeysOf(kit.value.kit),
    accountId,
    recoverySecret,
  });
  assert.ok(proven.ok, JSON.stringify(proven));
  const { root, masterKey, session }: Sudo = proven.value;
  session.close();
  return { root, masterKey, kitText, kit: kit.value };
}
