/**
 * Messages inside the sealed channel (docs/protocol.md M1–M9), each one CBOR array.
 *
 * The server's first frame is `welcome`; the client's first, after a resume or a recovery, is `proof`.
 * Then the client asks, [name, request id, …], and the server answers each request once, `ok` or `refused`;
 * in between it pushes `entries` of the account's chains that other devices appended.
 */
import { tagLength } from "../aead.ts";
import type { Bytes } from "../bytes.ts";
import { decode, encode, type CodecValue } from "../codec.ts";
import { hashLength, idLength } from "../identity.ts";
import { limits } from "../limits.ts";
import {
  registrationRecordLength,
  registrationRequestLength,
  registrationResponseLength,
} from "../opaque-sizes.ts";
import {
  anyField,
  bytesField,
  integerField,
  isArray,
  listField,
  nullableField,
  tupleField,
  type Field,
} from "../shape.ts";
import { publicKeyLength, signatureLength } from "../signature.ts";

/** What a client sends: the fields of each message, in order. */
export interface ClientFields {
  /** Ed25519 of the device key or the recovery key over the transcript. */
  readonly proof: readonly [signature: Bytes];
  /** → every chain of the account and its head, the account chain first. */
  readonly heads: readonly [requestId: number];
  /** → entries from a seq on, as many as fit, and the head's seq. */
  readonly pull: readonly [requestId: number, vaultId: Bytes, fromSeq: number];
  /** Entries of one or several chains, in one transaction → null. */
  readonly append: readonly [requestId: number, entries: readonly Bytes[]];
  readonly "link.put": readonly [requestId: number, boxId: Bytes, box: Bytes];
  /** OPAQUE registration request → its response. */
  readonly "rekey.start": readonly [requestId: number, request: Bytes];
  /** New credentials and the countersigned entries, in one transaction → null; other sessions end. */
  readonly "rekey.finish": readonly [
    requestId: number,
    generation: number,
    record: Bytes,
    accountBox: Bytes,
    recovery: readonly [recoveryBox: Bytes, recoveryPublicKey: Bytes] | null,
    entries: readonly Bytes[],
  ];
  /** → the account's sessions. */
  readonly sessions: readonly [requestId: number];
  /** Ends all other sessions → null. */
  readonly "sessions.end": readonly [requestId: number];
  /** Ends this session. */
  readonly bye: readonly [];
}

type AccountTuple = readonly [
  accountId: Bytes,
  generation: number,
  /** Kind of the second factor: 0, none. */
  secondFactor: number,
  accountBox: Bytes,
  rootBox: Bytes,
  recoveryBox: Bytes | null,
];

/** What a server sends: the fields of each message, in order. */
export interface ServerFields {
  /** HMAC(confirm, "server"), and after a login the account. */
  readonly welcome: readonly [confirmation: Bytes, account: AccountTuple | null];
  /** After the proof of a recovery: the account, with its RecoveryBox. */
  readonly account: readonly [account: AccountTuple];
  readonly ok: readonly [requestId: number, answer: CodecValue];
  readonly refused: readonly [requestId: number, errorNumber: number, facts: CodecValue];
  /** Pushed: what another session appended. */
  readonly entries: readonly [vaultId: Bytes, entries: readonly Bytes[]];
  /** The session ends for the reason of this number. */
  readonly error: readonly [errorNumber: number];
}

export type ClientType = keyof ClientFields;
export type ServerType = keyof ServerFields;

/** A client's message: its type and its fields. */
export type ClientMessage<Type extends ClientType = ClientType> = {
  readonly [Each in Type]: { readonly type: Each; readonly fields: ClientFields[Each] };
}[Type];

/** A server's message: its type and its fields. */
export type ServerMessage<Type extends ServerType = ServerType> = {
  readonly [Each in Type]: { readonly type: Each; readonly fields: ServerFields[Each] };
}[Type];

const id = bytesField(idLength);
const key = bytesField(publicKeyLength);
const box = bytesField(1, limits.boxMax);
const hash = bytesField(hashLength);
const requestId = integerField(1, 0xffff_ffff);
const generation = integerField(1, 0xffff_ffff);
const errorNumber = integerField(1, 255);
const seq = integerField(0);
const entry = bytesField(1, limits.entryMax);
const pulled = listField(entry, { max: limits.pullEntriesMax });
const appended = listField(entry, { min: 1, max: limits.appendEntriesMax });
const account: Field<AccountTuple> = tupleField(
  id,
  generation,
  integerField(0, 255),
  box,
  box,
  nullableField(box),
);

const clientMessages: { readonly [Type in ClientType]: Field<ClientFields[Type]> } = {
  proof: tupleField(bytesField(signatureLength)),
  heads: tupleField(requestId),
  pull: tupleField(requestId, id, seq),
  append: tupleField(requestId, appended),
  "link.put": tupleField(requestId, id, bytesField(1, limits.linkBoxMax)),
  "rekey.start": tupleField(requestId, bytesField(registrationRequestLength)),
  "rekey.finish": tupleField(
    requestId,
    generation,
    bytesField(registrationRecordLength),
    box,
    nullableField(tupleField(box, key)),
    appended,
  ),
  sessions: tupleField(requestId),
  "sessions.end": tupleField(requestId),
  bye: tupleField(),
};

const serverMessages: { readonly [Type in ServerType]: Field<ServerFields[Type]> } = {
  welcome: tupleField(hash, nullableField(account)),
  account: tupleField(account),
  ok: tupleField(requestId, anyField),
  refused: tupleField(requestId, errorNumber, anyField),
  entries: tupleField(id, pulled),
  error: tupleField(errorNumber),
};

/** What is told of the account after the password or the kit was proven. */
export interface AccountFacts {
  readonly accountId: Bytes;
  readonly generation: number;
  readonly secondFactor: number;
  readonly accountBox: Bytes;
  readonly rootBox: Bytes;
  readonly recoveryBox: Bytes | null;
}

/** The facts as the field of `welcome` and `account`. */
export function accountField(facts: AccountFacts): AccountTuple {
  const { accountId, secondFactor, accountBox, rootBox, recoveryBox } = facts;
  return [accountId, facts.generation, secondFactor, accountBox, rootBox, recoveryBox];
}

/** The facts that the field holds. */
export function accountFactsOf(field: AccountTuple): AccountFacts {
  const [accountId, accountGeneration, secondFactor, accountBox, rootBox, recoveryBox] = field;
  return {
    accountId,
    generation: accountGeneration,
    secondFactor,
    accountBox,
    rootBox,
    recoveryBox,
  };
}

/** The bytes of a client's message. */
export function encodeClientMessage<Type extends ClientType>(
  type: Type,
  ...fields: ClientFields[Type]
): Bytes {
  const values: readonly CodecValue[] = fields;
  return encode([type, ...values]);
}

/** The bytes of a server's message. */
export function encodeServerMessage<Type extends ServerType>(
  type: Type,
  ...fields: ServerFields[Type]
): Bytes {
  const values: readonly CodecValue[] = fields;
  return encode([type, ...values]);
}

/** Reads a client's message; undefined if the bytes are none. */
export function decodeClientMessage(bytes: Uint8Array): ClientMessage | undefined {
  return decodeMessage(clientMessages, bytes) as ClientMessage | undefined;
}

/** Reads a server's message; undefined if the bytes are none. */
export function decodeServerMessage(bytes: Uint8Array): ServerMessage | undefined {
  return decodeMessage(serverMessages, bytes) as ServerMessage | undefined;
}

type Shapes = Readonly<Record<string, Field<readonly unknown[]>>>;

function decodeMessage(
  shapes: Shapes,
  bytes: Uint8Array,
): { readonly type: string; readonly fields: readonly unknown[] } | undefined {
  if (bytes.length > limits.frameMax - tagLength) return undefined;
  const decoded = decode(bytes);
  if (!decoded.ok || !isArray(decoded.value)) return undefined;
  const [type, ...values] = decoded.value;
  if (typeof type !== "string" || !Object.hasOwn(shapes, type)) return undefined;
  const fields = shapes[type]?.(values);
  return fields === undefined ? undefined : { type, fields };
}

/** A session of the account: its device (null: none yet), how it was opened, when (Unix seconds). */
export type SessionFacts = readonly [
  deviceId: Bytes | null,
  kind: number,
  openedAtSeconds: number,
  isThisOne: number,
];

/** Kinds of session by number. */
export const sessionKinds = { login: 0, resume: 1, recovery: 2 } as const;

/** What `ok` carries for the requests that ask for something, and `refused` for `lost-race`. */
interface Answers {
  readonly heads: readonly (readonly [vaultId: Bytes, seq: number, hash: Bytes])[];
  readonly pull: readonly [entries: readonly Bytes[], headSeq: number];
  readonly rekeyStart: Bytes;
  readonly sessions: readonly SessionFacts[];
  readonly lostRace: readonly [vaultId: Bytes, headSeq: number, headHash: Bytes];
}

/** Reads an answer; undefined if it has not exactly its shape. */
export const readAnswer: { readonly [Name in keyof Answers]: Field<Answers[Name]> } = {
  heads: listField(tupleField(id, seq, hash), { max: limits.vaultsPerAccountMax + 1 }),
  pull: tupleField(pulled, seq),
  rekeyStart: bytesField(registrationResponseLength),
  sessions: listField(tupleField(nullableField(id), integerField(0, 2), seq, integerField(0, 1)), {
    max: limits.sessionsPerAccountMax,
  }),
  lostRace: tupleField(id, seq, hash),
};
