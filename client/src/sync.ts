/**
 * Bringing a server's log and this device together over one session: pull, compare, push, until both agree.
 *
 * Pull first: what an earlier, interrupted push achieved shows in the log. A lost race is pulled and tried
 * again, with what is left of the outbox sealed anew on top.
 */
import { fail, ok, type Result } from "@coffer/ledger";
import {
  changeTypes,
  encode,
  equalBytes,
  fromHex,
  isUnderstood,
  limits,
  readAnswer,
  toHex,
  type Bytes,
  type ChainHead,
  type CodecValue,
  type SealedChange,
} from "@coffer/protocol";
import { ChainDraft, sealedChange } from "./chain-draft.ts";
import type { Chains } from "./chains.ts";
import type { Environment } from "./environment.ts";
import type { Alarm } from "./failures.ts";
import type { Replica } from "./replica.ts";
import type { RequestError, Session } from "./session.ts";

export type SyncError =
  | RequestError
  | { readonly code: "alarm"; readonly alarm: Alarm }
  /** This device lacks the vault's key and waits for another one to write it. */
  | { readonly code: "key-missing" }
  /** The server does not accept this device any more: it was revoked. */
  | { readonly code: "device-refused" }
  /** The vault's schema is newer than this version. */
  | { readonly code: "update-needed" }
  /** The account has as many devices as it may have. */
  | { readonly code: "too-many-devices" };

export interface SyncReport {
  readonly received: number;
  readonly sent: number;
  /** Chains that the server lists and the account does not: they are not opened. */
  readonly unlisted: number;
}

const racesMax = 50;
const pinEverySeconds = 86_400;
/** What an entry's plaintext holds beside its changes, and each of them beside its value, takes less. */
const plaintextReserve = 1_024;
const changeReserve = 32;
/** What the changes of one entry may take. */
const changesBytesMax = limits.entryPlaintextMax - plaintextReserve;

/** Whether a change set's value fits into an entry; one that does not could never be sent. */
export function fitsEntry(value: CodecValue): boolean {
  return bytesOfChange(value) <= changesBytesMax;
}

function bytesOfChange(value: CodecValue): number {
  return encode(value).length + changeReserve;
}

/** Pulls both chains to their heads and holds them against each other. */
export async function pull(
  session: Session,
  chains: Chains,
): Promise<Result<Pick<SyncReport, "received" | "unlisted">, SyncError>> {
  const before = entriesOf(chains);
  const heads = await session.request("heads");
  if (!heads.ok) return heads;
  const named = readAnswer.heads(heads.value);
  if (named === undefined) return fail({ code: "server-misbehaves" });
  for (const replica of [chains.account, chains.vault]) {
    const head = named.find(([vaultId]) => equalBytes(vaultId, replica.vaultId));
    const shown: ChainHead =
      head === undefined ? { seq: -1, hash: new Uint8Array(32) } : { seq: head[1], hash: head[2] };
    const alarm = replica.checkServerHead(shown);
    if (alarm !== undefined) return fail({ code: "alarm", alarm });
    const pulled = await pullChain(session, chains, replica, shown);
    if (!pulled.ok) return pulled;
  }
  const alarm = await chains.compare();
  if (alarm !== undefined) return fail({ code: "alarm", alarm });
  const own = new Set([chains.account, chains.vault].map(({ vaultId }) => toHex(vaultId)));
  const unlisted = named.filter(([vaultId]) => !own.has(toHex(vaultId))).length;
  return ok({ received: entriesOf(chains) - before, unlisted });
}

/** Pulls, and pushes what waits, until the outbox is empty. */
export async function sync(
  environment: Environment,
  session: Session,
  chains: Chains,
): Promise<Result<SyncReport, SyncError>> {
  const waiting = chains.outbox.size;
  let received = 0;
  let counterFloor = 0;
  for (let race = 0; race < racesMax; race += 1) {
    const pulled = await pull(session, chains);
    if (!pulled.ok) return pulled;
    received += pulled.value.received;
    const pushed = await push(environment, session, chains, counterFloor);
    if (pushed.ok) {
      const { unlisted } = pulled.value;
      return ok({ received, sent: waiting - chains.outbox.size, unlisted });
    }
    const { error } = pushed;
    const reason = error.code === "refused" ? error.reason : undefined;
    if (reason === "counter-reused") counterFloor = lastCounter(chains.vault) + race + 1;
    else if (reason !== "lost-race") return pushed;
  }
  return fail({ code: "server-refused", reason: "busy" });
}

/** Pushes the outbox, a repair of missing keys if this device owes one, and the daily pin. */
async function push(
  environment: Environment,
  session: Session,
  chains: Chains,
  counterFloor: number,
): Promise<Result<null, SyncError>> {
  if (chains.isShutOut) return fail({ code: "device-refused" });
  const repaired = await repairEpochs(environment, session, chains);
  if (!repaired.ok) return repaired;
  while (chains.outbox.size > 0) {
    if (chains.vault.isKeyMissing) return fail({ code: "key-missing" });
    const state = chains.vault.state;
    if (state === undefined || !isUnderstood(state)) return fail({ code: "update-needed" });
    const draft = new ChainDraft({
      state,
      epochKeys: chains.vault.epochKeys,
      author: chains.keys,
      root: null,
      counterFloor,
      randomBytes: environment.randomBytes,
    });
    await fillDraft(draft, chains);
    const appended = await session.request("append", draft.entries);
    if (!appended.ok) return appended;
    const alarm = await chains.admitToVault(draft.entries);
    if (alarm !== undefined) return fail({ code: "alarm", alarm });
  }
  return pinDaily(environment, session, chains);
}

/** Takes entries that a server pushed; whether they fit on the end (if not, a pull is due). */
export async function takePushed(
  chains: Chains,
  vaultId: Uint8Array,
  entries: readonly Bytes[],
): Promise<Alarm | undefined> {
  const isAccount = equalBytes(vaultId, chains.account.vaultId);
  return isAccount ? chains.admitToAccount(entries) : chains.admitToVault(entries);
}

async function pullChain(
  session: Session,
  chains: Chains,
  replica: Replica,
  shown: ChainHead,
): Promise<Result<null, SyncError>> {
  while (seqOf(replica) < shown.seq) {
    const from = seqOf(replica) + 1;
    const answer = await session.request("pull", replica.vaultId, from);
    if (!answer.ok) return answer;
    const read = readAnswer.pull(answer.value);
    // An answer without entries below the head would go on forever.
    if (read === undefined || read[0].length === 0) return fail({ code: "server-misbehaves" });
    // Not beyond the heads: those of both chains are of one moment, and are held against each other.
    const entries = read[0].slice(0, shown.seq + 1 - from);
    const alarm = await takePushed(chains, replica.vaultId, entries);
    if (alarm !== undefined) return fail({ code: "alarm", alarm });
  }
  // What it finds stops the chain, which is said when both are compared.
  replica.checkServerHead(shown);
  return ok(null);
}

/** Puts as many waiting change sets into entries as one append takes. */
async function fillDraft(draft: ChainDraft, chains: Chains): Promise<void> {
  const { account } = chains;
  const accountHead =
    account.state === undefined ? null : { seq: account.state.seq, hash: account.state.head };
  let changes: SealedChange[] = [];
  let size = 0;
  let total = 0;
  for (const { changeSetId, value } of chains.outbox.items) {
    const length = bytesOfChange(value);
    const isFull = size + length > changesBytesMax || changes.length === limits.changesPerEntryMax;
    if (isFull && changes.length > 0) {
      await draft.data({ changes, accountHead });
      changes = [];
      size = 0;
    }
    total += length;
    if (draft.length + 1 >= limits.appendEntriesMax || total > limits.appendBytesMax / 2) {
      if (draft.length > 0 || changes.length > 0) break;
    }
    changes.push({
      id: fromHex(changeSetId) ?? new Uint8Array(16),
      type: changeTypes.ledger,
      value,
    });
    size += length;
  }
  if (changes.length > 0) await draft.data({ changes, accountHead });
}

/** Begins an epoch in a chain whose current key, or whose key list, lacks what this device can give. */
async function repairEpochs(
  environment: Environment,
  session: Session,
  chains: Chains,
): Promise<Result<null, SyncError>> {
  for (const replica of [chains.account, chains.vault]) {
    const { state } = replica;
    if (!replica.owesEpoch || state === undefined || !isUnderstood(state)) continue;
    const draft = new ChainDraft({
      state,
      epochKeys: replica.epochKeys,
      author: chains.keys,
      root: null,
      randomBytes: environment.randomBytes,
    });
    await draft.epoch({ changes: [], accountHead: null });
    const appended = await session.request("append", draft.entries);
    if (!appended.ok) return appended;
    const alarm = await takePushed(chains, replica.vaultId, draft.entries);
    if (alarm !== undefined) return fail({ code: "alarm", alarm });
  }
  return ok(null);
}

/** Once a day, says in the account chain how far this device has read the vault, and when. */
async function pinDaily(
  environment: Environment,
  session: Session,
  chains: Chains,
): Promise<Result<null, SyncError>> {
  const nowSeconds = Math.floor(environment.nowMs() / 1_000);
  const last = chains.accountFold.state.lastSeen.get(chains.keys.deviceId.toHex());
  // A clock that was set back must not silence this device until it catches up.
  const isRecent = last !== undefined && last <= nowSeconds && nowSeconds - last < pinEverySeconds;
  if (isRecent) return ok(null);
  return pin(environment, session, chains);
}

/** Pins the vault's head in the account chain, with a heartbeat. */
export async function pin(
  environment: Environment,
  session: Session,
  chains: Chains,
): Promise<Result<null, SyncError>> {
  const { state } = chains.account;
  const { state: vault } = chains.vault;
  if (state === undefined || vault === undefined || chains.account.isKeyMissing) return ok(null);
  if (!isUnderstood(state)) return ok(null);
  const { randomBytes } = environment;
  const draft = new ChainDraft({
    state,
    epochKeys: chains.account.epochKeys,
    author: chains.keys,
    root: null,
    randomBytes,
  });
  const pinned = {
    type: changeTypes.pin,
    vaultId: vault.vaultId,
    seq: vault.seq,
    hash: vault.head,
  };
  const clockSeconds = Math.floor(environment.nowMs() / 1_000);
  const heartbeat = { type: changeTypes.heartbeat, clockSeconds };
  const changes = [pinned, heartbeat].map((change) => sealedChange(change, randomBytes));
  await draft.data({ changes, accountHead: null });
  const appended = await session.request("append", draft.entries);
  if (!appended.ok) return appended;
  const alarm = await chains.admitToAccount(draft.entries);
  return alarm === undefined ? ok(null) : fail({ code: "alarm", alarm });
}

function seqOf(replica: Replica): number {
  return replica.state?.seq ?? -1;
}

function lastCounter(replica: Replica): number {
  const devices = replica.state?.devices.values() ?? [];
  return Math.max(0, ...Array.from(devices, (device) => device.counter));
}

function entriesOf(chains: Chains): number {
  return seqOf(chains.account) + seqOf(chains.vault);
}
