/**
 * The public checks of an entry (docs/protocol.md S2–S19): run by the server before it appends, and by
 * every client again, because the server may lie.
 *
 * Each check is one line with its code. They stand in the order of the protocol; the signatures of a run
 * of entries are verified side by side, after the checks that need none, and an entry counts only when
 * both have passed. Nothing here looks into the sealed part: chain/sealed-part.ts does, for who has the key.
 */
import { compareBytes, equalBytes, toHex, type Bytes } from "../bytes.ts";
import { isKemPublicKey } from "../hpke.ts";
import { accountIdOf, deviceIdOf, hashLength, vaultIdOf } from "../identity.ts";
import { importVerifyKey, isPrimeOrderKey, verify } from "../signature.ts";
import {
  hasRoomForDevice,
  recipientsOf,
  schemaKnown,
  type ChainDevice,
  type ChainMember,
  type ChainState,
  type IdText,
} from "./chain-state.ts";
import {
  countersignedMessage,
  entryKinds,
  publicHashOf,
  signedMessage,
  type Entry,
} from "./entry.ts";
import {
  decodePublicPart,
  encodeGenesisContent,
  type DeviceContent,
  type GenesisContent,
  type Grants,
  type PublicPart,
} from "./public-part.ts";

/** Why an entry was refused. A client that sees one stops the chain: the server let it through. */
export type PublicCheckCode =
  | "kind-unknown"
  | "public-hash-wrong"
  | "public-malformed"
  | "vault-wrong"
  | "seq-wrong"
  | "previous-wrong"
  | "genesis-not-first"
  | "id-not-of-keys"
  | "key-not-admissible"
  | "author-unknown"
  | "author-revoked"
  | "author-not-in-content"
  | "counter-not-greater"
  | "signature-wrong"
  | "countersignature-missing"
  | "countersignature-wrong"
  | "device-known-before"
  | "device-not-of-member"
  | "device-limit"
  | "revoked-not-active"
  | "revokes-itself"
  | "epoch-wrong"
  | "lost-epoch-wrong"
  | "schema-lowered"
  | "schema-unknown"
  | "recipients-wrong";

/** An entry that passed, with its public part and whether IK countersigned it. */
export interface CheckedEntry {
  readonly entry: Entry;
  /** Undefined for a kind that is newer than this version, after the schema was raised. */
  readonly publicPart: PublicPart | undefined;
  readonly countersigned: boolean;
  /** Schema of the chain when the entry was written: its sealed part may not be above it. */
  readonly schema: number;
}

/** How far a run of entries got: the state after the last good one, and what stopped it, if anything. */
export interface CheckedRun {
  readonly state: ChainState | undefined;
  readonly checked: readonly CheckedEntry[];
  readonly refused: { readonly index: number; readonly code: PublicCheckCode } | undefined;
}

/**
 * Checks entries in order on top of a state; without a state, the first must be a genesis.
 *
 * The input state is not changed. The result holds every entry before the first refused one.
 */
export async function checkEntries(
  state: ChainState | undefined,
  entries: readonly Entry[],
): Promise<CheckedRun> {
  const run = await checkWithoutSignatures(state, entries);
  const wrong = await Promise.all(run.signatures.map((signature) => signature()));
  const index = wrong.findIndex((code) => code !== undefined);
  const code = wrong[index];
  if (code === undefined) return run;
  const good = await checkWithoutSignatures(state, entries.slice(0, index));
  return { state: good.state, checked: good.checked, refused: { index, code } };
}

interface UnsignedRun extends CheckedRun {
  readonly signatures: readonly (() => Promise<PublicCheckCode | undefined>)[];
}

async function checkWithoutSignatures(
  start: ChainState | undefined,
  entries: readonly Entry[],
): Promise<UnsignedRun> {
  let draft = start === undefined ? undefined : draftOf(start);
  const checked: CheckedEntry[] = [];
  const signatures: (() => Promise<PublicCheckCode | undefined>)[] = [];
  for (const [index, entry] of entries.entries()) {
    const step = draft === undefined ? await checkGenesis(entry) : await checkNext(draft, entry);
    if (typeof step === "string") {
      // The draft may hold part of the refused entry: fold the good ones again.
      const good = await checkWithoutSignatures(start, entries.slice(0, index));
      return { ...good, refused: { index, code: step } };
    }
    draft = step.draft;
    signatures.push(() => checkSignatures(entry, step.author, step.member));
    checked.push({
      entry,
      publicPart: step.publicPart,
      countersigned: entry.countersignature.length > 0,
      schema: step.schema,
    });
  }
  return { state: draft ?? start, checked, refused: undefined, signatures };
}

/** A state whose maps belong to the run, so that an entry costs no copy of them. */
interface Draft extends ChainState {
  readonly members: Map<IdText, ChainMember>;
  readonly devices: Map<IdText, ChainDevice>;
  readonly commitments: Map<number, Bytes>;
  readonly lostEpochs: Set<number>;
}

interface Step {
  readonly draft: Draft;
  readonly author: CryptoKey;
  readonly member: CryptoKey;
  readonly publicPart: PublicPart | undefined;
  readonly schema: number;
}

function draftOf(state: ChainState): Draft {
  return {
    ...state,
    members: new Map(state.members),
    devices: new Map(state.devices),
    commitments: new Map(state.commitments),
    lostEpochs: new Set(state.lostEpochs),
  };
}

async function checkGenesis(entry: Entry): Promise<Step | PublicCheckCode> {
  const { header } = entry;
  if (header.kind !== entryKinds.genesis) return "genesis-not-first";
  if (!equalBytes(header.publicHash, publicHashOf(entry.publicBytes))) return "public-hash-wrong";
  if (header.seq !== 0) return "seq-wrong";
  if (!equalBytes(header.previous, new Uint8Array(hashLength))) return "previous-wrong";
  const part = decodePublicPart(header.kind, entry.publicBytes);
  if (part?.kind !== entryKinds.genesis) return "public-malformed";
  const { content, grants } = part;
  if (!equalBytes(header.vaultId, vaultIdOf(encodeGenesisContent(content)))) return "vault-wrong";
  const member = await admitMember(content);
  if (typeof member === "string") return member;
  const device = await admitDevice(content, header.author, 1);
  if (typeof device === "string") return device;
  if (header.counter !== 1) return "counter-not-greater";
  if (entry.countersignature.length === 0) return "countersignature-missing";
  if (header.epoch !== 1) return "epoch-wrong";
  // Who founds a chain says its schema; one that we do not know is not one we could check.
  if (content.schema > schemaKnown) return "schema-unknown";
  const draft: Draft = {
    chainKind: content.chainKind,
    vaultId: header.vaultId,
    genesisHash: entry.hash,
    schema: content.schema,
    members: new Map([[toHex(content.accountId), member]]),
    devices: new Map([[toHex(content.deviceId), device]]),
    epoch: 1,
    commitments: new Map([[1, grants.commitment]]),
    lostEpochs: new Set(),
    seq: 0,
    head: entry.hash,
  };
  if (!isGrantedToAll(draft, grants)) return "recipients-wrong";
  return {
    draft,
    author: device.verifyKey,
    member: member.verifyKey,
    publicPart: part,
    schema: content.schema,
  };
}

async function checkNext(state: Draft, entry: Entry): Promise<Step | PublicCheckCode> {
  const { header } = entry;
  if (header.kind === entryKinds.genesis) return "genesis-not-first";
  const isKnownKind = header.kind <= entryKinds.data;
  if (!isKnownKind && state.schema <= schemaKnown) return "kind-unknown";
  if (!equalBytes(header.publicHash, publicHashOf(entry.publicBytes))) return "public-hash-wrong";
  if (!equalBytes(header.vaultId, state.vaultId)) return "vault-wrong";
  if (header.seq !== state.seq + 1) return "seq-wrong";
  if (!equalBytes(header.previous, state.head)) return "previous-wrong";
  const part = decodePublicPart(header.kind, entry.publicBytes);
  if (isKnownKind && part === undefined) return "public-malformed";
  const author = await authorOf(state, entry, part);
  if (typeof author === "string") return author;
  if (header.counter <= author.counter) return "counter-not-greater";
  const member = state.members.get(toHex(author.accountId));
  if (member === undefined) return "device-not-of-member";
  if (needsCountersignature(state, part) && entry.countersignature.length === 0) {
    return "countersignature-missing";
  }
  state.devices.set(toHex(author.deviceId), { ...author, counter: header.counter });
  const change = part === undefined ? {} : applyPublicPart(state, entry, part);
  if (typeof change === "string") return change;
  const draft: Draft = { ...state, ...change, seq: header.seq, head: entry.hash };
  return {
    draft,
    author: author.verifyKey,
    member: member.verifyKey,
    publicPart: part,
    schema: draft.schema,
  };
}

/** The author as it stands before the entry: for a device entry, the device that it admits. */
async function authorOf(
  state: Draft,
  entry: Entry,
  part: PublicPart | undefined,
): Promise<ChainDevice | PublicCheckCode> {
  if (part?.kind === entryKinds.device) {
    const { content } = part;
    if (state.devices.has(toHex(content.deviceId))) return "device-known-before";
    if (!hasRoomForDevice(state)) return "device-limit";
    return admitDevice(content, entry.header.author, 0);
  }
  const author = state.devices.get(toHex(entry.header.author));
  if (author === undefined) return "author-unknown";
  return author.active ? author : "author-revoked";
}

async function admitMember(content: GenesisContent): Promise<ChainMember | PublicCheckCode> {
  const { accountId, identityKey, identityKemKey } = content;
  if (!equalBytes(accountId, accountIdOf(identityKey, identityKemKey))) return "id-not-of-keys";
  if (!isPrimeOrderKey(identityKey) || !isKemPublicKey(identityKemKey)) return "key-not-admissible";
  return { accountId, identityKey, identityKemKey, verifyKey: await importVerifyKey(identityKey) };
}

async function admitDevice(
  content: DeviceContent,
  author: Uint8Array,
  counter: number,
): Promise<ChainDevice | PublicCheckCode> {
  const { accountId, deviceId, signKey, kemKey } = content;
  if (!equalBytes(deviceId, author)) return "author-not-in-content";
  if (!equalBytes(deviceId, deviceIdOf(signKey, kemKey))) return "id-not-of-keys";
  if (!isPrimeOrderKey(signKey) || !isKemPublicKey(kemKey)) return "key-not-admissible";
  const verifyKey = await importVerifyKey(signKey);
  return { deviceId, accountId, signKey, kemKey, verifyKey, active: true, counter };
}

/** Whose consent, beside the device's, an entry needs: that of the account's identity key. */
function needsCountersignature(state: Draft, part: PublicPart | undefined): boolean {
  switch (part?.kind) {
    case entryKinds.device:
    case entryKinds.revoke:
      return true;
    case entryKinds.epoch:
      return part.content.schema > state.schema || part.content.lostEpochs.length > 0;
    default:
      return false;
  }
}

/** The rules of the kind. Changes the maps of the draft; returns the plain fields that change. */
function applyPublicPart(
  state: Draft,
  entry: Entry,
  part: PublicPart,
): Partial<Pick<ChainState, "epoch" | "schema">> | PublicCheckCode {
  const { header } = entry;
  if (part.kind !== entryKinds.revoke && part.kind !== entryKinds.epoch) {
    return header.epoch === state.epoch ? {} : "epoch-wrong";
  }
  if (part.kind === entryKinds.revoke) {
    const code = revokeDevices(state, part.content.deviceIds, header.author);
    if (code !== undefined) return code;
  } else if (part.content.schema < state.schema) {
    return "schema-lowered";
  }
  if (header.epoch !== state.epoch + 1) return "epoch-wrong";
  for (const epoch of part.content.lostEpochs) {
    if (epoch > state.epoch || state.lostEpochs.has(epoch)) return "lost-epoch-wrong";
    state.lostEpochs.add(epoch);
  }
  if (!isGrantedToAll(state, part.grants)) return "recipients-wrong";
  state.commitments.set(header.epoch, part.grants.commitment);
  const schema = part.kind === entryKinds.epoch ? part.content.schema : state.schema;
  return { epoch: header.epoch, schema };
}

function revokeDevices(
  state: Draft,
  deviceIds: readonly Bytes[],
  author: Uint8Array,
): PublicCheckCode | undefined {
  for (const deviceId of deviceIds) {
    // It makes the next epoch key, so it would keep reading.
    if (equalBytes(deviceId, author)) return "revokes-itself";
    const device = state.devices.get(toHex(deviceId));
    if (device?.active !== true) return "revoked-not-active";
    state.devices.set(toHex(deviceId), { ...device, active: false });
  }
  return undefined;
}

function isGrantedToAll(state: Draft, grants: Grants): boolean {
  const recipients = recipientsOf(state);
  return (
    recipients.length === grants.grants.length &&
    recipients.every(({ recipientId }, index) => {
      const grant = grants.grants[index];
      return grant !== undefined && compareBytes(grant.recipientId, recipientId) === 0;
    })
  );
}

async function checkSignatures(
  entry: Entry,
  author: CryptoKey,
  member: CryptoKey,
): Promise<PublicCheckCode | undefined> {
  const { body, countersignature, signature } = entry;
  const signed = signedMessage(body, countersignature);
  if (!(await verify(author, signature, signed))) return "signature-wrong";
  if (countersignature.length === 0) return undefined;
  const countersigned = countersignedMessage(body);
  return (await verify(member, countersignature, countersigned))
    ? undefined
    : "countersignature-wrong";
}
