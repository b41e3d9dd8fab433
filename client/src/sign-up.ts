/**
 * Creating an account (docs/protocol.md C1, T6, SV18): keys, boxes and both chains are made here; the server takes
 * over all of it in one step or nothing.
 *
 * What is needed to get in again, the kit included, is durable on this device before the server is asked to
 * take it over, so a crash on either side loses nothing (pending.ts).
 */
import { encodeChangeSet, ok, type ChangeSet, type Result } from "@coffer/ledger";
import {
  changeTypes,
  formatKit,
  masterKeyLength,
  newGenesisContent,
  opaquePassword,
  recoverySecretLength,
  accountSecretLength,
  fromHex,
  rootKeysOf,
  schemaKnown,
  sealAccountBox,
  sealGenesis,
  sealRecoveryBox,
  sealRootBox,
  seedLength,
  type AccountChange,
  type AccountSecret,
  type Bytes,
  type Entry,
  type EpochKey,
  type ErrorCode,
  type GenesisContent,
  type KnownChain,
  type MasterKey,
  type RecoverySecret,
  type RootKeys,
  type SealedChange,
  type ServerKeys,
} from "@coffer/protocol";
import { sealedChange } from "./chain-draft.ts";
import { greet, recoveryPublicKeyOf, register } from "./connection.ts";
import { newDeviceKeys, sealDeviceRecord, type DeviceKeys } from "./device-record.ts";
import type { Environment } from "./environment.ts";
import type { ServerError } from "./failures.ts";
import { fileNames } from "./home.ts";
import { savePending } from "./pending.ts";
import { isoDate } from "./iso-date.ts";

export interface SignUpOptions {
  readonly serverUrl: string;
  /** Canonical (protocol's parseLoginName, parsePassword). */
  readonly loginName: string;
  readonly password: string;
  readonly invitation: Bytes | null;
  readonly deviceName: string;
  /** What the vault's budget begins with. */
  readonly firstChangeSet: ChangeSet;
}

/** An account that a server has taken over; sign-up is complete after the first login. */
export interface SignedUp {
  readonly kit: string;
}

/** Registers. Afterwards `pending` holds everything for the login that completes it. */
export async function signUp(
  environment: Environment,
  options: SignUpOptions,
): Promise<Result<SignedUp, ServerError>> {
  const { loginName, password, serverUrl } = options;
  const greeting = await greet(environment, serverUrl, undefined);
  if (!greeting.ok) return greeting;
  const { serverKeys } = greeting.value;
  const secrets = await newSecrets(environment);
  const { accountSecret, recoverySecret, masterKey, root } = secrets;
  const { serverId } = serverKeys;
  const registration = await register(greeting.value, {
    loginName,
    password: opaquePassword({ accountSecret, loginName, serverId, password }),
    invitation: options.invitation,
  });
  if (!registration.ok) return registration;
  const { randomBytes } = environment;
  const { accountId } = root;
  const keys = await newDeviceKeys(randomBytes);
  const recoveryPublicKey = recoveryPublicKeyOf(recoverySecret);
  const founded = await foundChains(environment, {
    ...secrets,
    ...options,
    keys,
    serverKeys,
    recoveryPublicKey,
  });
  const { exportKey } = registration.value;
  const first = { accountId, generation: 1, exportKey, masterKey, randomBytes };
  const kit = formatKit({
    serverUrl,
    ...serverKeys,
    loginName,
    accountId,
    accountSecret,
    recoverySecret,
    chains: [founded.account, founded.vault].map(knownChainOf),
    date: isoDate(environment.nowMs()),
  });
  const identity = {
    serverUrl,
    serverKeys,
    loginName,
    accountId,
    deviceId: keys.deviceId,
    accountChainId: founded.account.header.vaultId,
    vaultId: founded.vault.header.vaultId,
  };
  const { argon2id } = environment;
  const sealing = { identity, keys, password, masterKey, argon2id, randomBytes };
  const record = await sealDeviceRecord(sealing);
  const pending = { generation: 1, record, accountSecret, kit, keys, randomBytes };
  await savePending(environment.files, pending);
  const finished = await registration.value.finish({
    accountBox: await sealAccountBox(first),
    rootBox: await sealRootBox({ root, masterKey, randomBytes }),
    recoveryBox: await sealRecoveryBox({ accountId, recoverySecret, masterKey, randomBytes }),
    recoveryPublicKey,
    accountGenesis: founded.account.bytes,
    vaultGenesis: founded.vault.bytes,
  });
  if (finished.ok) return ok({ kit });
  if (isCertain(finished.error)) await environment.files.remove(fileNames.pending);
  return finished;
}

/** Whether a server has certainly taken nothing over. */
function isCertain(error: ServerError): boolean {
  return error.code === "server-refused" && certainRefusals.has(error.reason);
}

const certainRefusals: ReadonlySet<ErrorCode> = new Set([
  "name-taken",
  "registration-closed",
  "invitation-refused",
  "rate-limited",
]);

interface Secrets {
  readonly accountSecret: AccountSecret;
  readonly recoverySecret: RecoverySecret;
  readonly masterKey: MasterKey;
  readonly root: RootKeys;
}

async function newSecrets({ randomBytes }: Environment): Promise<Secrets> {
  return {
    accountSecret: randomBytes(accountSecretLength) as AccountSecret,
    recoverySecret: randomBytes(recoverySecretLength) as RecoverySecret,
    masterKey: randomBytes(masterKeyLength) as MasterKey,
    root: await rootKeysOf(randomBytes(seedLength), randomBytes(seedLength)),
  };
}

interface Founding {
  readonly root: RootKeys;
  readonly keys: DeviceKeys;
  readonly serverKeys: ServerKeys;
  readonly recoveryPublicKey: Bytes;
  readonly deviceName: string;
  readonly firstChangeSet: ChangeSet;
}

/** The genesis of the account's chain and of its vault's, which names the account's hash. */
async function foundChains(
  environment: Environment,
  founding: Founding,
): Promise<{ readonly account: Entry; readonly vault: Entry }> {
  const { randomBytes } = environment;
  const { root, keys, serverKeys, recoveryPublicKey } = founding;
  const founder = { root, author: keys, randomBytes };
  const vaultFounding = newGenesisContent({ ...founder, chainKind: "vault" });
  const accountFounding = newGenesisContent({ ...founder, chainKind: "account" });
  const name: AccountChange = {
    type: changeTypes.deviceName,
    deviceId: keys.deviceId,
    name: founding.deviceName,
  };
  const clockSeconds = Math.floor(environment.nowMs() / 1_000);
  const accountChanges: readonly AccountChange[] = [
    {
      type: changeTypes.vaultList,
      vaults: [{ vaultId: vaultFounding.vaultId, genesisHash: null }],
    },
    { type: changeTypes.recoveryKey, recoveryPublicKey },
    { type: changeTypes.serverKeys, serverKeys },
    name,
    { type: changeTypes.heartbeat, clockSeconds },
  ];
  const account = await foundChain(environment, founding, accountFounding, {
    accountHead: null,
    changes: accountChanges.map((change) => sealedChange(change, randomBytes)),
  });
  const vault = await foundChain(environment, founding, vaultFounding, {
    accountHead: { seq: 0, hash: account.hash },
    changes: [sealedChange(name, randomBytes), ledgerChange(founding.firstChangeSet)],
  });
  return { account, vault };
}

function foundChain(
  { randomBytes }: Environment,
  { root, keys }: Founding,
  founding: { readonly content: GenesisContent; readonly vaultId: Bytes },
  inside: {
    readonly accountHead: { readonly seq: number; readonly hash: Bytes } | null;
    readonly changes: readonly SealedChange[];
  },
): Promise<Entry> {
  return sealGenesis({
    ...founding,
    author: keys,
    root,
    epochKey: randomBytes(32) as EpochKey,
    plaintext: { schema: schemaKnown, epochKeys: new Map(), ...inside },
    randomBytes,
  });
}

function ledgerChange(changeSet: ChangeSet): SealedChange {
  const encoded = encodeChangeSet(changeSet);
  const id = fromHex(changeSet.id);
  if (!encoded.ok || id === undefined) {
    throw new Error("Broken invariant: the first change set is valid");
  }
  return { id, type: changeTypes.ledger, value: encoded.value };
}

function knownChainOf(genesis: Entry): KnownChain {
  const { hash, header } = genesis;
  return { vaultId: header.vaultId, genesisHash: hash, seq: 0, head: hash };
}
