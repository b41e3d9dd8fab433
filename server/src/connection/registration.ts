/**
 * Registering an account, in one atomic step (docs/protocol.md SV18, SV19): record, boxes and the first entry of
 * both chains, or nothing. The connection authenticates nothing and closes after `done`.
 */
import {
  answerRegistration,
  checkEntries,
  decodeEntry,
  encodeChainState,
  encodeClear,
  equalBytes,
  hash256,
  isPrimeOrderKey,
  label,
  ok,
  type Bytes,
  type ChainState,
  type ClearMessage,
  type Entry,
} from "@coffer/protocol/server";
import { nowSeconds } from "../clock.ts";
import type { NewChain, StoredChainKind } from "../storage/storage.ts";
import type { Subject } from "./attempt-note.ts";
import { left, refuse, type Opening } from "./opening.ts";
import { isCanonicalName, nameHashOf, type Peer, type Services } from "./services.ts";
import type { Wire } from "./wire.ts";

interface Connection {
  readonly wire: Wire;
  readonly peer: Peer;
  readonly subject: Subject;
}

/** What is stored of an invitation. */
export function invitationHashOf(token: Bytes): Bytes {
  return hash256(label("invitation"), token);
}

/** A registration from its first message on. */
export async function register(
  services: Services,
  connection: Connection,
  fields: ClearMessage<"register.start">["fields"],
): Promise<Opening<null>> {
  const [loginName, invitation] = fields;
  if (services.registrationMode === "closed") return refuse("registration-closed");
  if (!isCanonicalName(loginName)) return refuse("malformed");
  const attempt = services.attempts.registration(connection.peer.network);
  if (typeof attempt === "string") return refuse(attempt);
  try {
    const invited = await checkInvitation(services, invitation);
    if (!invited.ok) return invited;
    return await exchange(services, connection, fields, invited.value);
  } finally {
    attempt.over();
  }
}

/** The hash of the invitation to use up; null if none is needed. */
async function checkInvitation(
  { registrationMode, storage, clock }: Services,
  invitation: Bytes | null,
): Promise<Opening<Bytes | null>> {
  if (registrationMode !== "invite") return ok(null);
  if (invitation === null) return refuse("invitation-refused");
  const hash = invitationHashOf(invitation);
  const isOpen = await storage.isInvitationOpen(hash, nowSeconds(clock));
  return isOpen ? ok(hash) : refuse("invitation-refused");
}

async function exchange(
  services: Services,
  { wire, subject }: Connection,
  [loginName, , request]: ClearMessage<"register.start">["fields"],
  invitationHash: Bytes | null,
): Promise<Opening<null>> {
  const { storage, identity, clock } = services;
  const nameHash = nameHashOf(identity, loginName);
  if ((await storage.accountByName(nameHash)) !== undefined) return refuse("name-taken");
  const response = await answerRegistration({ keys: identity.opaqueKeys, loginName, request });
  if (response === undefined) return refuse("malformed");
  wire.setDeadline(services.limits.loginTimeoutMs, "idle-timeout");
  wire.sendClear(encodeClear("register.response", response));
  const message = await wire.receiveClear();
  if (message === undefined) return left;
  if (message.type !== "register.finish") return refuse("unexpected");
  const [record, accountBox, rootBox, recoveryBox, recoveryPublicKey, ...geneses] = message.fields;
  if (!isPrimeOrderKey(recoveryPublicKey)) return refuse("malformed");
  const founded = await checkGeneses(...geneses);
  if (founded === undefined) return refuse("entry-refused");
  const outcome = await storage.createAccount({
    accountId: founded.accountId,
    loginName,
    nameHash,
    record,
    generation: 1,
    accountBox,
    rootBox,
    recoveryBox,
    recoveryPublicKey,
    chains: founded.chains,
    invitationHash,
    nowSeconds: nowSeconds(clock),
  });
  if (outcome !== "created") return refuse(outcome);
  subject.accountId = founded.accountId;
  wire.sendClear(encodeClear("done"));
  return ok(null);
}

/** Both chains, if each is founded well, by the same account; undefined if not. */
async function checkGeneses(
  accountGenesis: Bytes,
  vaultGenesis: Bytes,
): Promise<{ readonly accountId: Bytes; readonly chains: readonly NewChain[] } | undefined> {
  const account = await checkGenesis(accountGenesis, "account");
  const vault = await checkGenesis(vaultGenesis, "vault");
  if (account === undefined || vault === undefined) return undefined;
  const [accountId, ofVault] = [memberOf(account.state), memberOf(vault.state)];
  // The id is a hash of the keys, so equal ids are equal keys.
  if (accountId === undefined || ofVault === undefined || !equalBytes(accountId, ofVault)) {
    return undefined;
  }
  return { accountId, chains: [newChainOf(account, "account"), newChainOf(vault, "vault")] };
}

interface Genesis {
  readonly entry: Entry;
  readonly state: ChainState;
}

async function checkGenesis(bytes: Bytes, kind: StoredChainKind): Promise<Genesis | undefined> {
  const entry = decodeEntry(bytes);
  if (entry === undefined) return undefined;
  const { state } = await checkEntries(undefined, [entry]);
  return state?.chainKind === kind ? { entry, state } : undefined;
}

function memberOf(state: ChainState): Bytes | undefined {
  return [...state.members.values()][0]?.accountId;
}

function newChainOf({ entry, state }: Genesis, kind: StoredChainKind): NewChain {
  const { header, hash, bytes } = entry;
  const { seq, author: deviceId, counter } = header;
  const genesis = { seq, hash, deviceId, counter, bytes };
  return { vaultId: header.vaultId, kind, state: encodeChainState(state), genesis };
}
