/**
 * What is inside the seal of an entry (docs/protocol.md T1–T4):
 *
 *   CBOR [ schema, head of the author's account chain or null, [ [epoch, VK] … ], [ [id, type, value] … ] ]
 *
 * The head (seq, hash) binds the two kinds of chain together: a server must roll back all of them or be
 * found out. Keys of earlier epochs stand only in epoch and revoke entries. Each change has an id of 128
 * random bits, so that a device knows its own after a lost race.
 */
import type { Bytes } from "../bytes.ts";
import { decode, encode, type CodecValue } from "../codec.ts";
import { hashLength, idLength } from "../identity.ts";
import { epochKeyLength, type EpochKey } from "../key-hierarchy.ts";
import { limits } from "../limits.ts";
import {
  anyField,
  bytesField,
  integerField,
  listField,
  nullableField,
  tupleField,
} from "../shape.ts";

/** One change: what it means is decided by its type (chain/change.ts). */
export interface SealedChange {
  readonly id: Bytes;
  readonly type: number;
  readonly value: CodecValue;
}

/** A position in a chain: what a device has seen of it. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: Bytes;
}

export interface Plaintext {
  readonly schema: number;
  readonly accountHead: ChainHead | null;
  readonly epochKeys: ReadonlyMap<number, EpochKey>;
  readonly changes: readonly SealedChange[];
}

const plaintextFields = tupleField(
  integerField(1, 255),
  nullableField(tupleField(integerField(0), bytesField(hashLength))),
  listField(tupleField(integerField(1, limits.epochMax), bytesField(epochKeyLength)), {
    max: limits.epochMax,
  }),
  listField(tupleField(bytesField(idLength), integerField(0, 255), anyField), {
    max: limits.changesPerEntryMax,
  }),
);

/** Encodes a plaintext. */
export function encodePlaintext(plaintext: Plaintext): Bytes {
  const { schema, accountHead, epochKeys, changes } = plaintext;
  return encode([
    schema,
    accountHead === null ? null : [accountHead.seq, accountHead.hash],
    [...epochKeys.entries()].toSorted(([a], [b]) => a - b),
    changes.map((change) => [change.id, change.type, change.value]),
  ]);
}

/** Reads a plaintext; undefined if it is not exactly one. */
export function decodePlaintext(bytes: Uint8Array): Plaintext | undefined {
  const decoded = decode(bytes);
  const fields = decoded.ok ? plaintextFields(decoded.value) : undefined;
  if (fields === undefined) return undefined;
  const [schema, head, keys, changes] = fields;
  if (keys.some(([epoch], index) => epoch <= (keys[index - 1]?.[0] ?? -1))) return undefined;
  return {
    schema,
    accountHead: head === null ? null : { seq: head[0], hash: head[1] },
    epochKeys: new Map(keys.map(([epoch, key]) => [epoch, key as EpochKey])),
    changes: changes.map(([id, type, value]) => ({ id, type, value })),
  };
}
