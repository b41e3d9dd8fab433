/**
 * Making this device one of the account's, in a session that the password or the kit has opened.
 *
 * The chains are pulled and checked first, with the account's own keys to read them; then one append admits the
 * device to both. Its record is durable before that, so a crash leaves a device that a login completes.
 */
import { assert, fail, ok, type Result } from "@coffer/ledger";
import {
  changeTypes,
  deviceOf,
  equalBytes,
  hasRoomForDevice,
  isUnderstood,
  readAnswer,
  type AccountChange,
  type Bytes,
  type KnownChain,
  type RootKeys,
} from "@coffer/protocol";
import { ChainDraft, sealedChange } from "./chain-draft.ts";
import { Chains } from "./chains.ts";
import { isSameServer } from "./connection.ts";
import type { DeviceKeys } from "./device-record.ts";
import type { Environment } from "./environment.ts";
import type { Alarm } from "./failures.ts";
import type { Sudo } from "./sudo.ts";
import { pull, takePushed, type SyncError } from "./sync.ts";

const racesMax = 10;

/** The chains of a proven account, read with its root keys, and what was known of them before. */
export async function pullWithRoot(
  environment: Environment,
  sudo: Sudo,
  keys: DeviceKeys,
  known: readonly KnownChain[],
): Promise<Result<Chains, SyncError>> {
  const heads = await sudo.session.request("heads");
  if (!heads.ok) return heads;
  const named = readAnswer.heads(heads.value);
  const [account, vault] = named ?? [];
  // The account chain first; version 1 has one vault.
  if (account === undefined || vault === undefined) return fail({ code: "server-misbehaves" });
  const chains = new Chains({
    environment,
    accountId: sudo.root.accountId,
    accountChainId: account[0],
    vaultId: vault[0],
    keys,
    root: sudo.root,
  });
  await chains.load();
  const pulled = await pull(sudo.session, chains);
  if (!pulled.ok) return pulled;
  // Credentials older than what the chain tells of: a server that went back to them.
  if (sudo.facts.generation < chains.accountFold.state.generation) {
    return fail({ code: "server-misbehaves" });
  }
  const alarm = (await demandKnown(chains, known)) ?? foreignAccountChain(chains, sudo);
  if (alarm !== undefined) return fail({ code: "alarm", alarm });
  await chains.saveKeys();
  return ok(chains);
}

/** Admits this device to both chains, if it is not admitted already. */
export async function enrol(
  environment: Environment,
  sudo: Sudo,
  chains: Chains,
  deviceName: string,
): Promise<Result<null, SyncError>> {
  const { accountId } = sudo.root;
  for (let race = 0; race < racesMax; race += 1) {
    const begun = draftsOf(environment, chains, sudo.root, "entry");
    if (!begun.ok) return begun;
    const drafts = begun.value;
    const admitted = await admitDevice(environment, drafts, chains, {
      accountId,
      name: deviceName,
    });
    if (!admitted.ok) return admitted;
    const entries = [...drafts.account.entries, ...drafts.vault.entries];
    if (entries.length === 0) return ok(null);
    const appended = await sudo.session.request("append", entries);
    if (appended.ok) {
      const alarm = await takeDrafts(chains, drafts);
      return alarm === undefined ? ok(null) : fail({ code: "alarm", alarm });
    }
    const { error } = appended;
    const reason = error.code === "refused" ? error.reason : undefined;
    if (reason !== "lost-race") return appended;
    const pulled = await pull(sudo.session, chains);
    if (!pulled.ok) return pulled;
  }
  return fail({ code: "server-refused", reason: "busy" });
}

/** Drafts on top of both chains. */
export interface Drafts {
  readonly account: ChainDraft;
  readonly vault: ChainDraft;
}

/**
 * Drafts on top of both chains, countersigned if the root keys are given; or why nothing can be added to them.
 *
 * `first`: what is added first. A new epoch brings its own key; everything else needs the current one.
 */
export function draftsOf(
  environment: Environment,
  chains: Chains,
  root: RootKeys | null,
  first: "entry" | "epoch",
): Result<Drafts, SyncError> {
  const { randomBytes } = environment;
  const author = chains.keys;
  const drafts: ChainDraft[] = [];
  for (const { state, epochKeys } of [chains.account, chains.vault]) {
    if (state === undefined) return fail({ code: "server-misbehaves" });
    if (!isUnderstood(state)) return fail({ code: "update-needed" });
    if (first === "entry" && !epochKeys.has(state.epoch)) return fail({ code: "key-missing" });
    if (deviceOf(state, author.deviceId)?.active === false) return fail({ code: "device-refused" });
    drafts.push(new ChainDraft({ state, epochKeys, author, root, randomBytes }));
  }
  const [account, vault] = drafts;
  assert(account !== undefined && vault !== undefined, "one draft for each chain");
  return ok({ account, vault });
}

/**
 * Adds the device entries that the chains still lack, the vault's on top of the account's new head.
 *
 * Fails with `too-many-devices` if a chain takes no more.
 */
export async function admitDevice(
  environment: Environment,
  drafts: Drafts,
  chains: Chains,
  device: { readonly accountId: Bytes; readonly name: string },
): Promise<Result<null, SyncError>> {
  const { randomBytes } = environment;
  const { deviceId } = chains.keys;
  const clockSeconds = Math.floor(environment.nowMs() / 1_000);
  const name: AccountChange = { type: changeTypes.deviceName, deviceId, name: device.name };
  const heartbeat: AccountChange = { type: changeTypes.heartbeat, clockSeconds };
  const { account, vault } = drafts;
  const lacking = [account, vault].filter(({ state }) => deviceOf(state, deviceId) === undefined);
  if (lacking.some(({ state }) => !hasRoomForDevice(state))) {
    return fail({ code: "too-many-devices" });
  }
  if (deviceOf(account.state, deviceId) === undefined) {
    const changes = [name, heartbeat].map((change) => sealedChange(change, randomBytes));
    await account.device(device.accountId, { changes, accountHead: null });
  }
  if (deviceOf(vault.state, deviceId) === undefined) {
    const changes = [sealedChange(name, randomBytes)];
    await vault.device(device.accountId, { changes, accountHead: account.head });
  }
  return ok(null);
}

/** Takes over the entries of drafts that the server has appended. */
export async function takeDrafts(chains: Chains, drafts: Drafts): Promise<Alarm | undefined> {
  return (
    (await takePushed(chains, chains.account.vaultId, drafts.account.entries)) ??
    takePushed(chains, chains.vault.vaultId, drafts.vault.entries)
  );
}

/** What a kit, a link box or this device itself has seen must be in the chains that the server shows. */
async function demandKnown(chains: Chains, known: readonly KnownChain[]) {
  for (const chain of known) {
    const replica = [chains.account, chains.vault].find(({ vaultId }) =>
      equalBytes(vaultId, chain.vaultId),
    );
    if (replica?.state === undefined) return { kind: "vault-replaced" } as const;
    if (!equalBytes(replica.state.genesisHash, chain.genesisHash)) {
      return { kind: "vault-replaced" } as const;
    }
    const alarm = await replica.demand([{ seq: chain.seq, hash: chain.head }]);
    if (alarm !== undefined) return alarm;
  }
  return undefined;
}

/**
 * The account chain must name the server that this session is with. A chain of another kind names none, and the vault
 * is one that the account chain lists: an id is the hash of a genesis, of whose content the kind is a part.
 */
function foreignAccountChain(chains: Chains, sudo: Sudo) {
  const { serverKeys } = chains.accountFold.state;
  const isOurs = serverKeys !== null && isSameServer(serverKeys, sudo.serverKeys);
  return isOurs ? undefined : ({ kind: "vault-replaced" } as const);
}
