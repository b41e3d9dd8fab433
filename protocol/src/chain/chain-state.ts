/**
 * What the public parts of a chain add up to: members, devices, epochs, head (docs/protocol.md S1).
 *
 * Server and clients hold the same state for the same entries. It has an encoding, so that a server or a
 * client need not verify a chain again that it has verified and stored itself.
 */
import { compareBytes, toHex, type Bytes } from "../bytes.ts";
import { decode, encode, type CodecValue } from "../codec.ts";
import { kemPublicKeyLength } from "../hpke.ts";
import { hashLength, idLength } from "../identity.ts";
import { limits } from "../limits.ts";
import { bytesField, integerField, listField, oneOfField, tupleField } from "../shape.ts";
import { importVerifyKey, publicKeyLength } from "../signature.ts";
import { chainKinds, type ChainKind } from "./public-part.ts";

/** The newest schema that this version understands. */
export const schemaKnown = 1;

/** Lower-case hex of an id: what maps are keyed by. */
export type IdText = string;

/** An account that is a member of the chain. Version 1 has exactly one, an owner. */
export interface ChainMember {
  readonly accountId: Bytes;
  readonly identityKey: Bytes;
  readonly identityKemKey: Bytes;
  readonly verifyKey: CryptoKey;
}

export interface ChainDevice {
  readonly deviceId: Bytes;
  readonly accountId: Bytes;
  readonly signKey: Bytes;
  readonly kemKey: Bytes;
  readonly verifyKey: CryptoKey;
  readonly active: boolean;
  /** Counter of its last entry; 0 before the first. */
  readonly counter: number;
}

export interface ChainState {
  readonly chainKind: ChainKind;
  readonly vaultId: Bytes;
  readonly genesisHash: Bytes;
  readonly schema: number;
  readonly members: ReadonlyMap<IdText, ChainMember>;
  readonly devices: ReadonlyMap<IdText, ChainDevice>;
  readonly epoch: number;
  /** vk_commit of each epoch from 1 to `epoch`. */
  readonly commitments: ReadonlyMap<number, Bytes>;
  readonly lostEpochs: ReadonlySet<number>;
  readonly seq: number;
  readonly head: Bytes;
}

/** Whether this version knows the chain's schema. If not, the chain is read-only here. */
export function isUnderstood(state: ChainState): boolean {
  return state.schema <= schemaKnown;
}

/** Devices that may write now. */
export function activeDevices(state: ChainState): readonly ChainDevice[] {
  return [...state.devices.values()].filter((device) => device.active);
}

/** Whether the chain takes one more device (docs/protocol.md N1, S14). */
export function hasRoomForDevice(state: ChainState): boolean {
  return (
    state.devices.size < limits.devicesEverMax &&
    activeDevices(state).length < limits.devicesActiveMax
  );
}

/** The device of an id, active or revoked. */
export function deviceOf(state: ChainState, deviceId: Uint8Array): ChainDevice | undefined {
  return state.devices.get(toHex(deviceId));
}

/** Who must get an epoch's key: active devices (DKEM) and members (IKEM), sorted by id. */
export function recipientsOf(
  state: Pick<ChainState, "devices" | "members">,
): readonly { readonly recipientId: Bytes; readonly publicKey: Bytes }[] {
  const recipients = [...state.devices.values()]
    .filter((device) => device.active)
    .map((device) => ({ recipientId: device.deviceId, publicKey: device.kemKey }));
  for (const member of state.members.values()) {
    recipients.push({ recipientId: member.accountId, publicKey: member.identityKemKey });
  }
  return recipients.toSorted((a, b) => compareBytes(a.recipientId, b.recipientId));
}

const idField = bytesField(idLength);
const hashField = bytesField(hashLength);
const signKeyField = bytesField(publicKeyLength);
const kemKeyField = bytesField(kemPublicKeyLength);

const stateFields = tupleField(
  oneOfField(chainKinds),
  idField,
  hashField,
  integerField(1, 255),
  listField(tupleField(idField, signKeyField, kemKeyField), { min: 1, max: 1 }),
  listField(
    tupleField(idField, idField, signKeyField, kemKeyField, integerField(0, 1), integerField(0)),
    { min: 1, max: limits.devicesEverMax },
  ),
  listField(hashField, { min: 1, max: limits.epochMax }),
  listField(integerField(1, limits.epochMax), { max: limits.epochMax }),
  integerField(0),
  hashField,
);

/** The encoding of a state, for local and server storage. */
export function encodeChainState(state: ChainState): Bytes {
  const commitments: CodecValue[] = [...state.commitments.entries()]
    .toSorted(([a], [b]) => a - b)
    .map(([, commitment]) => commitment);
  return encode([
    state.chainKind,
    state.vaultId,
    state.genesisHash,
    state.schema,
    [...state.members.values()].map((member) => [
      member.accountId,
      member.identityKey,
      member.identityKemKey,
    ]),
    [...state.devices.values()].map((device) => [
      device.deviceId,
      device.accountId,
      device.signKey,
      device.kemKey,
      device.active ? 1 : 0,
      device.counter,
    ]),
    commitments,
    [...state.lostEpochs].toSorted((a, b) => a - b),
    state.seq,
    state.head,
  ]);
}

/** The state of an encoding that was stored by us; undefined if it is none. */
export async function decodeChainState(bytes: Uint8Array): Promise<ChainState | undefined> {
  const decoded = decode(bytes);
  const fields = decoded.ok ? stateFields(decoded.value) : undefined;
  if (fields === undefined) return undefined;
  const [chainKind, vaultId, genesisHash, schema, members, devices, commitments, lost, seq, head] =
    fields;
  const memberMap = new Map<IdText, ChainMember>();
  for (const [accountId, identityKey, identityKemKey] of members) {
    const verifyKey = await importVerifyKey(identityKey);
    memberMap.set(toHex(accountId), { accountId, identityKey, identityKemKey, verifyKey });
  }
  const deviceMap = new Map<IdText, ChainDevice>();
  for (const [deviceId, accountId, signKey, kemKey, active, counter] of devices) {
    const verifyKey = await importVerifyKey(signKey);
    deviceMap.set(toHex(deviceId), {
      deviceId,
      accountId,
      signKey,
      kemKey,
      verifyKey,
      active: active === 1,
      counter,
    });
  }
  return {
    chainKind,
    vaultId,
    genesisHash,
    schema,
    members: memberMap,
    devices: deviceMap,
    epoch: commitments.length,
    commitments: new Map(commitments.map((commitment, index) => [index + 1, commitment])),
    lostEpochs: new Set(lost),
    seq,
    head,
  };
}
