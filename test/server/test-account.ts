/**
 * An account for tests of the server: real keys, real chains, a real OPAQUE password input.
 *
 * A chain here is what a careful client would hold: its state after every entry that a test made with it, whether
 * or not the server has taken it over. The budget inside the seals is empty.
 */
import assert from "node:assert/strict";
import {
  checkEntries,
  deviceIdOf,
  entryKinds,
  importSigningKey,
  kemPublicKeyOf,
  kemSeedLength,
  newGenesisContent,
  publicKeyOf,
  recipientsOf,
  recoverySeedOf,
  rootKeysOf,
  sealGenesis,
  sealGrants,
  sealNext,
  seedLength,
  toHex,
  type Bytes,
  type ChainState,
  type DeviceAuthor,
  type Entry,
  type EpochKey,
  type PublicPart,
  type RecoverySecret,
  type RootKeys,
} from "@coffer/protocol";
import { randomBytes } from "./raw-client.ts";

/** A device with its keys. */
export type TestDevice = DeviceAuthor;

/** A chain as a client holds it. */
export interface TestChain {
  readonly vaultId: Bytes;
  state: ChainState;
  epochKey: EpochKey;
  /** Every entry since the genesis. */
  readonly entries: Entry[];
}

export interface TestAccount {
  readonly loginName: string;
  /** What goes into OPAQUE. */
  readonly password: string;
  readonly root: RootKeys;
  readonly recoverySecret: RecoverySecret;
  readonly recoveryPublicKey: Bytes;
  readonly device: TestDevice;
  readonly accountChain: TestChain;
  readonly vault: TestChain;
}

let accountsMade = 0;

/** New keys, and the first entry of both chains. */
export async function newTestAccount(loginName?: string): Promise<TestAccount> {
  accountsMade += 1;
  const usualName = `person-${accountsMade}@example`;
  const root = await rootKeysOf(randomBytes(seedLength), randomBytes(seedLength));
  const device = await newTestDevice();
  const recoverySecret = randomBytes(32) as RecoverySecret;
  return {
    loginName: loginName ?? usualName,
    password: `cf1.${toHex(randomBytes(16))}`,
    root,
    recoverySecret,
    recoveryPublicKey: publicKeyOf(recoverySeedOf(recoverySecret)),
    device,
    accountChain: await foundChain("account", root, device),
    vault: await foundChain("vault", root, device),
  };
}

/** A device that no chain knows yet. */
export async function newTestDevice(): Promise<TestDevice> {
  const seed = randomBytes(seedLength);
  const signKey = publicKeyOf(seed);
  const kemKey = await kemPublicKeyOf(randomBytes(kemSeedLength));
  const signingKey = await importSigningKey(seed);
  return { deviceId: deviceIdOf(signKey, kemKey), signKey, kemKey, signingKey };
}

/** A chain with its genesis. */
export async function foundChain(
  chainKind: "account" | "vault",
  root: RootKeys,
  author: TestDevice,
): Promise<TestChain> {
  const { content, vaultId } = newGenesisContent({ chainKind, root, author, randomBytes });
  const epochKey = randomBytes(32) as EpochKey;
  const genesis = await sealGenesis({
    content,
    vaultId,
    author,
    root,
    epochKey,
    plaintext: emptyPlaintext,
    randomBytes,
  });
  const { state } = await checkEntries(undefined, [genesis]);
  assert.ok(state !== undefined);
  return { vaultId, state, epochKey, entries: [genesis] };
}

/** What an entry is made of, where it is not the obvious. */
export interface EntryOptions {
  readonly author: TestDevice;
  readonly root?: RootKeys;
  /** The device's next, unless named. */
  readonly counter?: number;
  /** Not kept: the chain here stays as it is. */
  readonly isDraft?: boolean;
}

/** A data entry on top of a chain. */
export function dataEntry(chain: TestChain, options: EntryOptions): Promise<Bytes> {
  return addEntry(chain, { kind: entryKinds.data }, chain.epochKey, options);
}

/** An entry by which a device admits itself, countersigned. */
export function deviceEntry(
  chain: TestChain,
  account: TestAccount,
  author: TestDevice,
): Promise<Bytes> {
  const { deviceId, signKey, kemKey } = author;
  const content = { accountId: account.root.accountId, deviceId, signKey, kemKey };
  const part: PublicPart = { kind: entryKinds.device, content };
  return addEntry(chain, part, chain.epochKey, { author, root: account.root });
}

/** An entry that begins a new epoch, without the devices that it revokes. */
export async function epochEntry(
  chain: TestChain,
  options: EntryOptions & { readonly revoke?: TestDevice },
): Promise<Bytes> {
  const { revoke } = options;
  const devices = new Map(chain.state.devices);
  if (revoke !== undefined) devices.delete(toHex(revoke.deviceId));
  const epochKey = randomBytes(32) as EpochKey;
  const grants = await sealGrants({
    vaultId: chain.vaultId,
    epoch: chain.state.epoch + 1,
    epochKey,
    recipients: recipientsOf({ devices, members: chain.state.members }),
  });
  const part: PublicPart =
    revoke === undefined
      ? { kind: entryKinds.epoch, content: { schema: 1, lostEpochs: [] }, grants }
      : {
          kind: entryKinds.revoke,
          content: { deviceIds: [revoke.deviceId], lostEpochs: [] },
          grants,
        };
  const entry = await addEntry(chain, part, epochKey, options);
  if (options.isDraft !== true) chain.epochKey = epochKey;
  return entry;
}

const emptyPlaintext = { schema: 1, accountHead: null, epochKeys: new Map(), changes: [] } as const;

async function addEntry(
  chain: TestChain,
  part: PublicPart,
  epochKey: EpochKey,
  { author, root, counter, isDraft }: EntryOptions,
): Promise<Bytes> {
  const used = chain.state.devices.get(toHex(author.deviceId))?.counter ?? 0;
  const entry = await sealNext({
    state: chain.state,
    part,
    author,
    counter: counter ?? used + 1,
    countersigner: root ?? null,
    epochKey,
    plaintext: emptyPlaintext,
    randomBytes,
  });
  if (isDraft !== true) {
    const { state } = await checkEntries(chain.state, [entry]);
    assert.ok(state?.seq === entry.header.seq, "a test's own entry is good");
    chain.state = state;
    chain.entries.push(entry);
  }
  return Uint8Array.from(entry.bytes);
}
