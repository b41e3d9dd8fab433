/**
 * New credentials (docs/protocol.md R5–R9): a changed password, a new kit, a revoked device, a recovery.
 *
 * One transaction of the server replaces the OPAQUE record and the boxes and appends the countersigned entries
 * that tell the other devices; all other sessions end. The new Account Secret and kit are durable here before.
 */
import { fail, ok, type Result } from "@coffer/ledger";
import {
  accountSecretLength,
  changeTypes,
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
}

/** What a rekey leaves: the device's new record and secret, and the kit if there is a new one. */
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
  const { record: opaqueRecord, exportKey } = registered.value;
  const generation = sudo.facts.generation + 1;
  const { accountId } = sudo.root;
  const { masterKey } = sudo;
  const accountBox = await sealAccountBox({ accountId, generation, exportKey, masterKey, randomBytes });
  const recoverySecret = options.newRecoverySecret
    ? (randomBytes(recoverySecretLength) as RecoverySecret)
    : null;
  const recoveryPublicKey = recoverySecret === null ? null : recoveryPublicKeyOf(recoverySecret);
  const recovery =
    recoverySecret === null || recoveryPublicKey === null
      ? null
      : ([
          await sealRecoveryBox({ accountId, recoverySecret, masterKey, randomBytes }),
          recoveryPublicKey,
        ] as const);
  const record = await sealDeviceRecord({
    identity: identityOf(sudo, chains, options),
    keys: chains.keys,
    password: options.password,
    masterKey,
    argon2id: environment.argon2id,
    randomBytes,
  });
  const announced: Announced = {
    generation,
    accountBoxHash: hash256(accountBox),
    accountSecret: options.newAccountSecret ? accountSecret : null,
    recoveryPublicKey,
  };
  for (let race = 0; race < racesMax; race += 1) {
    const drafts = await draftEntries(environment, sudo, chains, options, announced);
    const kit =
      recoverySecret === null
        ? null
        : kitOf(environment, sudo, drafts, options, { accountSecret, recoverySecret });
    const pending = { generation, record, accountSecret, kit, keys: chains.keys, randomBytes };
    await savePending(environment.files, pending);
    const finished = await sudo.session.request(
      "rekey.finish",
      generation,
      opaqueRecord,
      accountBox,
      recovery,
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

/** What the account chain says of new credentials, countersigned. */
interface Announced {
  readonly generation: number;
  readonly accountBoxHash: Bytes;
  readonly accountSecret: AccountSecret | null;
  readonly recoveryPublicKey: Bytes | null;
}

/** The entries that tell of new credentials, and admit or revoke devices with them. */
async function draftEntries(
  environment: Environment,
  sudo: Sudo,
  chains: Chains,
  options: RekeyOptions,
  announced: Announced,
): Promise<Drafts> {
  const { randomBytes } = environment;
  const { generation, accountBoxHash, accountSecret, recoveryPublicKey } = announced;
  const told: AccountChange[] = [
    { type: changeTypes.rekey, generation, accountBoxHash, accountSecret },
  ];
  if (recoveryPublicKey !== null) {
    told.push({ type: changeTypes.recoveryKey, recoveryPublicKey });
  }
  const changes = told.map((change) => sealedChange(change, randomBytes));
  const drafts = draftsOf(environment, chains, sudo.root);
  const { account, vault } = drafts;
  if (options.enrolAs !== null) {
    const { accountId } = sudo.root;
    await admitDevice(environment, drafts, chains, { accountId, name: options.enrolAs });
  }
  if (options.revoke.length > 0) {
    await account.revoke(options.revoke, { changes, accountHead: null });
    await vault.revoke(options.revoke, { changes: [], accountHead: account.head });
  } else {
    await account.data({ changes, accountHead: null });
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
