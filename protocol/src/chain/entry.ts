/**
 * The bytes of an entry (docs/protocol.md E1–E6).
 *
 *   H          = CBOR [ "CFE1", suite, kind, vault_id, seq, prev_hash, epoch, author device_id, counter,
 *                       salt 32, SHA-256(L("pub") ‖ public), ciphertext length ]
 *   body       = H ‖ SHA-256(L("ct") ‖ ciphertext)
 *   cs         = Ed25519(IK, L("countersign") ‖ body), or empty
 *   signature  = Ed25519(DSK, L("entry-sig") ‖ body ‖ lp(cs))
 *   hash       = SHA-256(L("entry-hash") ‖ body ‖ lp(cs) ‖ signature)
 *   entry      = CBOR [ H, public, ciphertext, cs, signature ]
 *
 * Everything of the header is authenticated three times: by the signature, by the hash chain, and as the
 * additional data of the ciphertext. What an entry may do is not decided here but by chain/state.ts.
 */
import { concat, lengthPrefixed, type Bytes } from "../bytes.ts";
import { decode, encode } from "../codec.ts";
import { hash256 } from "../hash.ts";
import { hashLength, idLength } from "../identity.ts";
import { label } from "../labels.ts";
import { limits } from "../limits.ts";
import { bytesField, integerField, oneOfField, tupleField, type Field } from "../shape.ts";
import { signatureLength } from "../signature.ts";

const magic = "CFE1";
const suite = 1;
export const saltLength = 32;

/** Kinds of entry by number. 5 to 7 are reserved: refused in version 1. */
export const entryKinds = {
  genesis: 0,
  device: 1,
  revoke: 2,
  epoch: 3,
  data: 4,
  member: 5,
  snapshot: 6,
  redact: 7,
} as const;

/** The fields of a header that differ from entry to entry. */
export interface EntryHeader {
  readonly kind: number;
  readonly vaultId: Bytes;
  readonly seq: number;
  /** Hash of the entry before; 32 zero bytes in a genesis. */
  readonly previous: Bytes;
  readonly epoch: number;
  readonly author: Bytes;
  /** Strictly increasing per device and chain, from 1: what makes an append idempotent. */
  readonly counter: number;
  readonly salt: Bytes;
  readonly publicHash: Bytes;
  readonly ciphertextLength: number;
}

/** An entry whose bytes are well formed. Nothing is verified yet. */
export interface Entry {
  readonly header: EntryHeader;
  readonly headerBytes: Bytes;
  readonly publicBytes: Bytes;
  readonly ciphertext: Bytes;
  /** 64 bytes, or empty. */
  readonly countersignature: Bytes;
  readonly signature: Bytes;
  readonly body: Bytes;
  readonly hash: Bytes;
  /** The entry as it is stored and sent. */
  readonly bytes: Uint8Array;
}

const hashField = bytesField(hashLength);
const idField = bytesField(idLength);

/** The fields of a header whose ciphertext has a length. */
const headerFields = (ciphertextLength: number) =>
  tupleField(
    oneOfField([magic]),
    integerField(suite, suite),
    integerField(0, 255),
    idField,
    integerField(0),
    hashField,
    integerField(1, limits.epochMax),
    idField,
    integerField(1),
    bytesField(saltLength),
    hashField,
    integerField(ciphertextLength, ciphertextLength),
  );

const signatureField = bytesField(signatureLength);
const noBytesField = bytesField(0);
const countersignatureField: Field<Bytes> = (value) => signatureField(value) ?? noBytesField(value);

const entryFields = tupleField(
  bytesField(1, limits.entryHeaderMax),
  bytesField(1, limits.entryPublicMax),
  bytesField(1, limits.entryCiphertextMax),
  countersignatureField,
  signatureField,
);

/** Encodes a header. */
export function encodeHeader(header: EntryHeader): Bytes {
  return encode([
    magic,
    suite,
    header.kind,
    header.vaultId,
    header.seq,
    header.previous,
    header.epoch,
    header.author,
    header.counter,
    header.salt,
    header.publicHash,
    header.ciphertextLength,
  ]);
}

/** Reads an entry; undefined if the bytes are not those of one (unknown suite included). Never throws. */
export function decodeEntry(bytes: Uint8Array): Entry | undefined {
  if (bytes.length > limits.entryMax) return undefined;
  const decoded = decode(bytes);
  const parts = decoded.ok ? entryFields(decoded.value) : undefined;
  if (parts === undefined) return undefined;
  const [headerBytes, publicBytes, ciphertext, countersignature, signature] = parts;
  const header = decodeHeader(headerBytes, ciphertext.length);
  if (header === undefined) return undefined;
  return assembleEntry(
    { header, headerBytes, publicBytes, ciphertext, countersignature, signature },
    bytes,
  );
}

/** Encodes an entry of its signed parts. */
export function encodeEntry(parts: Omit<Entry, "body" | "hash" | "bytes">): Entry {
  const bytes = encode([
    parts.headerBytes,
    parts.publicBytes,
    parts.ciphertext,
    parts.countersignature,
    parts.signature,
  ]);
  return assembleEntry(parts, bytes);
}

/** SHA-256(L("pub") ‖ public): what the header says of the public part. */
export function publicHashOf(publicBytes: Uint8Array): Bytes {
  return hash256(label("pub"), publicBytes);
}

/** H ‖ SHA-256(L("ct") ‖ ciphertext): headers verify without bodies. */
export function bodyOf(headerBytes: Uint8Array, ciphertext: Uint8Array): Bytes {
  return concat(headerBytes, hash256(label("ct"), ciphertext));
}

/** What IK signs. */
export function countersignedMessage(body: Uint8Array): Bytes {
  return concat(label("countersign"), body);
}

/** What DSK signs. */
export function signedMessage(body: Uint8Array, countersignature: Uint8Array): Bytes {
  return concat(label("entry-sig"), body, lengthPrefixed(countersignature));
}

function assembleEntry(parts: Omit<Entry, "body" | "hash" | "bytes">, bytes: Uint8Array): Entry {
  const body = bodyOf(parts.headerBytes, parts.ciphertext);
  const hash = hash256(
    label("entry-hash"),
    body,
    lengthPrefixed(parts.countersignature),
    parts.signature,
  );
  return { ...parts, body, hash, bytes };
}

function decodeHeader(bytes: Uint8Array, ciphertextLength: number): EntryHeader | undefined {
  const decoded = decode(bytes);
  const fields = decoded.ok ? headerFields(ciphertextLength)(decoded.value) : undefined;
  if (fields === undefined) return undefined;
  const [, , kind, vaultId, seq, previous, epoch, author, counter, salt, publicHash] = fields;
  return {
    kind,
    vaultId,
    seq,
    previous,
    epoch,
    author,
    counter,
    salt,
    publicHash,
    ciphertextLength,
  };
}
