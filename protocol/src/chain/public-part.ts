/**
 * The public part of an entry (docs/protocol.md E4, E5): what the server, too, must understand to keep
 * an impossible entry out. CBOR [ content, grants or null ].
 *
 * Content by kind:  genesis [ chain kind, schema, random 32, account_id, IK, IKEM, device_id, DSK, DKEM ]
 *                   device  [ account_id, device_id, DSK, DKEM ]
 *                   revoke  [ sorted device_ids, sorted lost epochs ]
 *                   epoch   [ schema, sorted lost epochs ]        data  null
 * Grants (genesis, revoke, epoch): [ vk_commit, [ [ recipient id, enc, ct ], … sorted by recipient id ] ].
 */
import { compareBytes, type Bytes } from "../bytes.ts";
import { decode, encode, type CodecValue } from "../codec.ts";
import { encapsulationLength, kemPublicKeyLength } from "../hpke.ts";
import { hashLength, idLength } from "../identity.ts";
import { epochKeyLength } from "../key-hierarchy.ts";
import { limits } from "../limits.ts";
import {
  anyField,
  bytesField,
  integerField,
  listField,
  nullableField,
  oneOfField,
  tupleField,
} from "../shape.ts";
import { publicKeyLength } from "../signature.ts";
import { tagLength } from "../aead.ts";
import { entryKinds } from "./entry.ts";

export const chainKinds = ["account", "vault"] as const;
/** What a chain is: the account's own, or a vault's. The format is the same. */
export type ChainKind = (typeof chainKinds)[number];

/** A device's public keys and whose it is. */
export interface DeviceContent {
  readonly accountId: Bytes;
  readonly deviceId: Bytes;
  readonly signKey: Bytes;
  readonly kemKey: Bytes;
}

export interface GenesisContent extends DeviceContent {
  readonly chainKind: ChainKind;
  readonly schema: number;
  readonly random: Bytes;
  readonly identityKey: Bytes;
  readonly identityKemKey: Bytes;
}

export interface RevokeContent {
  readonly deviceIds: readonly Bytes[];
  readonly lostEpochs: readonly number[];
}

export interface EpochContent {
  readonly schema: number;
  readonly lostEpochs: readonly number[];
}

/** An epoch key sealed to one recipient: a device by its DKEM or an account by its IKEM. */
export interface Grant {
  readonly recipientId: Bytes;
  readonly encapsulation: Bytes;
  readonly ciphertext: Bytes;
}

export interface Grants {
  readonly commitment: Bytes;
  readonly grants: readonly Grant[];
}

/** The public part by kind. */
export type PublicPart =
  | { readonly kind: 0; readonly content: GenesisContent; readonly grants: Grants }
  | { readonly kind: 1; readonly content: DeviceContent }
  | { readonly kind: 2; readonly content: RevokeContent; readonly grants: Grants }
  | { readonly kind: 3; readonly content: EpochContent; readonly grants: Grants }
  | { readonly kind: 4 };

const idField = bytesField(idLength);
const signKeyField = bytesField(publicKeyLength);
const kemKeyField = bytesField(kemPublicKeyLength);
const schemaField = integerField(1, 255);
const epochField = integerField(1, limits.epochMax);
const lostEpochsField = listField(epochField, { max: limits.epochMax });

const genesisFields = tupleField(
  oneOfField(chainKinds),
  schemaField,
  bytesField(32),
  idField,
  signKeyField,
  kemKeyField,
  idField,
  signKeyField,
  kemKeyField,
);
const deviceFields = tupleField(idField, idField, signKeyField, kemKeyField);
const revokeFields = tupleField(
  listField(idField, { min: 1, max: limits.devicesActiveMax }),
  lostEpochsField,
);
const epochFields = tupleField(schemaField, lostEpochsField);
const grantFields = tupleField(
  idField,
  bytesField(encapsulationLength),
  bytesField(epochKeyLength + tagLength),
);
const grantsFields = tupleField(
  bytesField(hashLength),
  listField(grantFields, { min: 1, max: limits.devicesActiveMax + 1 }),
);
const publicFields = tupleField(anyField, nullableField(grantsFields));

/** Encodes a public part; its lists must be sorted. */
export function encodePublicPart(part: PublicPart): Bytes {
  return encode([contentValue(part), "grants" in part ? grantsValue(part.grants) : null]);
}

/** The encoding of a genesis content by itself, which names the vault. */
export function encodeGenesisContent(content: GenesisContent): Bytes {
  return encode(genesisValue(content));
}

/** Reads the public part of an entry of a kind; undefined if it is not exactly one. */
export function decodePublicPart(kind: number, bytes: Uint8Array): PublicPart | undefined {
  const decoded = decode(bytes);
  const fields = decoded.ok ? publicFields(decoded.value) : undefined;
  if (fields === undefined) return undefined;
  const [content, grantsValues] = fields;
  const grants = grantsValues === null ? null : readGrants(grantsValues);
  if (grants === undefined) return undefined;
  switch (kind) {
    case entryKinds.genesis: {
      const genesis = readGenesis(content);
      return genesis === undefined || grants === null
        ? undefined
        : { kind, content: genesis, grants };
    }
    case entryKinds.device: {
      const device = readDevice(content);
      return device === undefined || grants !== null ? undefined : { kind, content: device };
    }
    case entryKinds.revoke: {
      const fieldsOfRevoke = revokeFields(content);
      if (fieldsOfRevoke === undefined || grants === null) return undefined;
      const [deviceIds, lostEpochs] = fieldsOfRevoke;
      const sorted = isAscending(deviceIds, compareBytes) && isAscending(lostEpochs, byNumber);
      return sorted ? { kind, content: { deviceIds, lostEpochs }, grants } : undefined;
    }
    case entryKinds.epoch: {
      const fieldsOfEpoch = epochFields(content);
      if (fieldsOfEpoch === undefined || grants === null) return undefined;
      const [schema, lostEpochs] = fieldsOfEpoch;
      return isAscending(lostEpochs, byNumber)
        ? { kind, content: { schema, lostEpochs }, grants }
        : undefined;
    }
    case entryKinds.data:
      return content === null && grants === null ? { kind } : undefined;
    default:
      return undefined;
  }
}

function contentValue(part: PublicPart): CodecValue {
  switch (part.kind) {
    case 0:
      return genesisValue(part.content);
    case 1: {
      const { accountId, deviceId, signKey, kemKey } = part.content;
      return [accountId, deviceId, signKey, kemKey];
    }
    case 2:
      return [part.content.deviceIds, part.content.lostEpochs];
    case 3:
      return [part.content.schema, part.content.lostEpochs];
    case 4:
      return null;
  }
}

function genesisValue(content: GenesisContent): CodecValue {
  return [
    content.chainKind,
    content.schema,
    content.random,
    content.accountId,
    content.identityKey,
    content.identityKemKey,
    content.deviceId,
    content.signKey,
    content.kemKey,
  ];
}

function grantsValue(grants: Grants): CodecValue {
  return [
    grants.commitment,
    grants.grants.map((grant) => [grant.recipientId, grant.encapsulation, grant.ciphertext]),
  ];
}

function readGenesis(value: CodecValue): GenesisContent | undefined {
  const fields = genesisFields(value);
  if (fields === undefined) return undefined;
  const [chainKind, schema, random, accountId, identityKey, identityKemKey, ...device] = fields;
  const [deviceId, signKey, kemKey] = device;
  return {
    chainKind,
    schema,
    random,
    accountId,
    identityKey,
    identityKemKey,
    deviceId,
    signKey,
    kemKey,
  };
}

function readDevice(value: CodecValue): DeviceContent | undefined {
  const fields = deviceFields(value);
  if (fields === undefined) return undefined;
  const [accountId, deviceId, signKey, kemKey] = fields;
  return { accountId, deviceId, signKey, kemKey };
}

function readGrants(values: NonNullable<ReturnType<typeof grantsFields>>): Grants | undefined {
  const [commitment, items] = values;
  const grants = items.map(([recipientId, encapsulation, ciphertext]) => ({
    recipientId,
    encapsulation,
    ciphertext,
  }));
  const sorted = isAscending(
    grants.map((grant) => grant.recipientId),
    compareBytes,
  );
  return sorted ? { commitment, grants } : undefined;
}

const byNumber = (a: number, b: number): number => a - b;

/** Whether each item is above the one before: sorted, and none twice. */
function isAscending<Item>(items: readonly Item[], compare: (a: Item, b: Item) => number): boolean {
  return items.every((item, index) => {
    const before = items[index - 1];
    return before === undefined || compare(before, item) < 0;
  });
}
