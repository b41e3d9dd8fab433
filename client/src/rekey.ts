/**
 * New credentials (docs/protocol.md M7, T7, SV39): a changed password, a new kit, a revoked device, a recovery.
 *
 * One transaction of the server replaces the OPAQUE record and the boxes and appends the countersigned entries
 * that tell the other devices; all other sessions end. The new Account Secret and kit are durable here before.
 */
import { fail, ok, type Result } from "@coffer/ledger";
import {
  accountSecretLength,
  changeTypes,
  deviceOf,
  finishRegistration,
  formatKit,
  hash256,
  opaquePassword,
  readAnswer,
  recoverySecretLength,
  sealAccountBox,
  sealRecoveryBox,
  startRegistration,
  type AccountChange,
  type AccountSecret,
  type Bytes,
  type RecoverySecret,
} from "@coffer/protocol";
import { sealedChange } from "./chain-draft.ts";
import type { Chains } from "./chains.ts";
import { recoveryPublicKeyOf } from "./connection.ts";
import { sealDeviceRecord, type DeviceIdentity, type DeviceRecord } from "./device-record.ts";
import { admitDevice, draftsOf, takeDrafts, type Drafts } from "./enrol.ts";
import type { Environment } from "./environment.ts";
import { isoDate } from "./iso-date.ts";
import { savePending } from "./pending.ts";
import type { Replica } from "./replica.ts";
import type { Sudo } from "./sudo.ts";
import { pull, type SyncError } from "./sync.ts";

const racesMax = 10;

export interface RekeyOptions {
  /** Canonical password from now on. */
  readonly password: string;
  readonly loginName: string;
  readonly serverUrl: string;
  /** The Account Secret of today; a new one is made if `newAccountSecret`. */
  readonly accountSecret: AccountSecret;
  readonly newAccountSecret: boolean;
  /** Whether a new recovery secret, and so a new kit, is made. */
  readonly newRecoverySecret: boolean;
  /** Devices that lose access; each chain begins a new epoch without them. */
  readonly revoke: readonly Bytes[];
  /** Name under which this device is admitted, if it is none of the account's yet. */
  readonly enrolAs: string | null;
  /** A kit of an earlier, interrupted change that is valid and that the person may not have seen. */
  readonly unseenKit: string | null;
}

/** What a rekey leaves: the device's new record and secret, and the kit if there is one to be kept. */
export interface Rekeyed {
  readonly record: DeviceRecord;
  readonly accountSecret: AccountSecret;
  readonly kit: string | null;
}

/** Replaces the credentials. The chains must have been pulled in the same session. */
export async function rekey(
  environment: Environment,
  sudo: Sudo,
  chains: Chains,
  options: RekeyOptions,
): Promise<Result<Rekeyed, SyncError>> {
  const { randomBytes } = environment;
  const accountSecret = options.newAccountSecret
    ? (randomBytes(accountSecretLength) as AccountSecret)
    : options.accountSecret;
  const registered = await registerAgain(sudo, options, accountSecret);
  if (!registered.ok) return registered;
  const credentials = await newCredentials(environment, sudo, options, {
    accountSecret,
    ...registered.value,
  });
  const record = await sealDeviceRecord({
    identity: identityOf(sudo, chains, options),
    keys: chains.keys,
    password: options.password,
    masterKey: sudo.masterKey,
    argon2id: environment.argon2id,
    randomBytes,
  });
  return handOver(environment, sudo, chains, { options, credentials, record });
}

/** New credentials, ready to be handed over. */
interface Credentials {
  readonly generation: number;
  readonly accountSecret: AccountSecret;
  readonly opaqueRecord: Bytes;
  readonly accountBox: Bytes;
  readonly recovery: {
    readonly secret: RecoverySecret;
    readonly box: Bytes;
    readonly publicKey: Bytes;
  } | null;
}

async function newCredentials(
  { randomBytes }: Environment,
  { facts, root, masterKey }: Sudo,
  options: RekeyOptions,
  made: {
    readonly accountSecret: AccountSecret;
    readonly record: Bytes;
    readonly exportKey: Bytes;
  },
): Promise<Credentials> {
  const { accountSecret, exportKey } = made;
  const { accountId } = root;
  const generation = facts.generation + 1;
  const account = { accountId, generation, exportKey, masterKey, randomBytes };
  const recoverySecret = randomBytes(recoverySecretLength) as RecoverySecret;
  const recoveryBox = { accountId, recoverySecret, masterKey, randomBytes };
  return {
    generation,
    accountSecret,
    opaqueRecord: made.record,
    accountBox: await sealAccountBox(account),
    recovery: options.newRecoverySecret
      ? {
          secret: recoverySecret,
          box: await sealRecoveryBox(recoveryBox),
          publicKey: recoveryPublicKeyOf(recoverySecret),
        }
      : null,
  };
}

/** Has the server take new credentials over, on top of whatever the chains have become meanwhile. */
async function handOver(
  environment: Environment,
  sudo: Sudo,
  chains: Chains,
  prepared: {
    readonly options: RekeyOptions;
    readonly credentials: Credentials;
    readonly record: DeviceRecord;
  },
): Promise<Result<Rekeyed, SyncError>> {
  const { options, credentials, record } = prepared;
  const { generation, accountSecret, opaqueRecord, accountBox, recovery } = credentials;
  const { randomBytes, files } = environment;
  for (let race = 0; race < racesMax; race += 1) {
    const drafted = await draftEntries(environment, sudo, chains, options, credentials);
    if (!drafted.ok) return drafted;
    const drafts = drafted.value;
    const kit =
      recovery === null
        ? options.unseenKit
        : kitOf(environment, sudo, drafts, options, {
            accountSecret,
            recoverySecret: recovery.secret,
          });
    const { keys } = chains;
    await savePending(files, { generation, record, accountSecret, kit, keys, randomBytes });
    const finished = await sudo.session.request(
      "rekey.finish",
      generation,
      opaqueRecord,
      accountBox,
      recovery === null ? null : [recovery.box, recovery.publicKey],
      [...drafts.account.entries, ...drafts.vault.entries],
    );
    if (finished.ok) {
      const alarm = await takeDrafts(chains, drafts);
      if (alarm !== undefined) return fail({ code: "alarm", alarm });
      return ok({ record, accountSecret, kit });
    }
    const { error } = finished;
    if (error.code !== "refused" || error.reason !== "lost-race") return finished;
    const pulled = await pull(sudo.session, chains);
    if (!pulled.ok) return pulled;
  }
  return fail({ code: "server-refused", reason: "busy" });
}

async function registerAgain(
  sudo: Sudo,
  options: RekeyOptions,
  accountSecret: AccountSecret,
): Promise<Result<{ readonly record: Bytes; readonly exportKey: Bytes }, SyncError>> {
  const { loginName } = options;
  const { serverId, opaquePublicKey } = sudo.serverKeys;
  const password = opaquePassword({
    accountSecret,
    loginName,
    serverId,
    password: options.password,
  });
  const { request, state } = await startRegistration(password);
  const answer = await sudo.session.request("rekey.start", request);
  if (!answer.ok) return answer;
  const response = readAnswer.rekeyStart(answer.value);
  if (response === undefined) return fail({ code: "server-misbehaves" });
  const identity = { loginName, serverId };
  const made = await finishRegistration({ password, state, response, identity });
  return made?.serverPublicKey.toHex() === opaquePublicKey.toHex()
    ? ok(made)
    : fail({ code: "server-misbehaves" });
}

/** The entries that tell of new credentials, and admit or revoke devices with them. */
async function draftEntries(
  environment: Environment,
  sudo: Sudo,
  chains: Chains,
  options: RekeyOptions,
  credentials: Credentials,
): Promise<Result<Drafts, SyncError>> {
  const { randomBytes } = environment;
  const { generation, recovery } = credentials;
  const accountBoxHash = hash256(credentials.accountBox);
  const accountSecret = options.newAccountSecret ? credentials.accountSecret : null;
  const told: AccountChange[] = [
    { type: changeTypes.rekey, generation, accountBoxHash, accountSecret },
  ];
  if (recovery !== null) {
    told.push({ type: changeTypes.recoveryKey, recoveryPublicKey: recovery.publicKey });
  }
  const changes = told.map((change) => sealedChange(change, randomBytes));
  // Another device may have been faster.
  const stillActive = ({ state }: Replica): readonly Bytes[] =>
    options.revoke.filter((id) => state !== undefined && deviceOf(state, id)?.active === true);
  const [revoked, shutOut] = [stillActive(chains.account), stillActive(chains.vault)];
  const first = revoked.length > 0 ? "epoch" : "entry";
  const drafts = draftsOf(environment, chains, sudo.root, first);
  if (!drafts.ok) return drafts;
  const { account, vault } = drafts.value;
  if (options.enrolAs !== null) {
    const { accountId } = sudo.root;
    const device = { accountId, name: options.enrolAs };
    const admitted = await admitDevice(environment, drafts.value, chains, device);
    if (!admitted.ok) return admitted;
  }
  if (revoked.length > 0) {
    // A hostile device may have begun epochs whose keys it gave to nobody: they must not stop the others for good.
    const lost = await chains.account.epochsWithheldBy(revoked);
    await account.revoke(revoked, lost, { changes, accountHead: null });
  } else {
    await account.data({ changes, accountHead: null });
  }
  if (shutOut.length > 0) {
    const lost = await chains.vault.epochsWithheldBy(shutOut);
    await vault.revoke(shutOut, lost, { changes: [], accountHead: account.head });
  }
  return drafts;
}

function identityOf(sudo: Sudo, chains: Chains, options: RekeyOptions): DeviceIdentity {
  return {
    serverUrl: options.serverUrl,
    serverKeys: sudo.serverKeys,
    loginName: options.loginName,
    accountId: sudo.root.accountId,
    deviceId: chains.keys.deviceId,
    accountChainId: chains.account.vaultId,
    vaultId: chains.vault.vaultId,
  };
}

function kitOf(
  environment: Environment,
  sudo: Sudo,
  drafts: Drafts,
  options: RekeyOptions,
  secrets: { readonly accountSecret: AccountSecret; readonly recoverySecret: RecoverySecret },
): string {
  return formatKit({
    serverUrl: options.serverUrl,
    ...sudo.serverKeys,
    loginName: options.loginName,
    accountId: sudo.root.accountId,
    ...secrets,
    chains: [drafts.account, drafts.vault].map(({ state }) => ({
      vaultId: state.vaultId,
      genesisHash: state.genesisHash,
      seq: state.seq,
      head: state.head,
    })),
    date: isoDate(environment.nowMs()),
  });
}
