/**
 * Making entries (docs/protocol.md E7): pad, seal, countersign, sign.
 *
 * `sealGenesis` founds a chain; `sealNext` writes the entry that follows a state. Both make what the public
 * and sealed checks accept if their arguments are true; nothing is checked twice here.
 */
import { sealOnce, tagLength } from "../aead.ts";
import { compareBytes, type Bytes, type RandomBytes } from "../bytes.ts";
import { hashLength, vaultIdOf } from "../identity.ts";
import { entryKeyOf, type EpochKey, type RootKeys } from "../key-hierarchy.ts";
import { pad } from "../padding.ts";
import { importSigningKey, sign } from "../signature.ts";
import { schemaKnown, type ChainState } from "./chain-state.ts";
import {
  bodyOf,
  countersignedMessage,
  encodeEntry,
  encodeHeader,
  entryKinds,
  publicHashOf,
  saltLength,
  signedMessage,
  type Entry,
  type EntryHeader,
} from "./entry.ts";
import { sealGrants } from "./grants.ts";
import { encodePlaintext, type Plaintext } from "./plaintext.ts";
import {
  encodeGenesisContent,
  encodePublicPart,
  type ChainKind,
  type GenesisContent,
  type PublicPart,
} from "./public-part.ts";

/** The device that writes: its id and public keys, and the handle that signs. */
export interface DeviceAuthor {
  readonly deviceId: Bytes;
  readonly signKey: Bytes;
  readonly kemKey: Bytes;
  readonly signingKey: CryptoKey;
}

/** Content of a new chain's genesis: it decides the chain's id, and no sealed part depends on it. */
export function newGenesisContent(options: {
  readonly chainKind: ChainKind;
  readonly root: RootKeys;
  readonly author: DeviceAuthor;
  readonly randomBytes: RandomBytes;
}): { readonly content: GenesisContent; readonly vaultId: Bytes } {
  const { chainKind, root, author, randomBytes } = options;
  const content: GenesisContent = {
    chainKind,
    schema: schemaKnown,
    random: randomBytes(32),
    accountId: root.accountId,
    identityKey: root.identityKey,
    identityKemKey: root.identityKemKey,
    deviceId: author.deviceId,
    signKey: author.signKey,
    kemKey: author.kemKey,
  };
  return { content, vaultId: vaultIdOf(encodeGenesisContent(content)) };
}

/** The genesis entry of a content, with grants of the first epoch key to the device and the account. */
export async function sealGenesis(options: {
  readonly content: GenesisContent;
  readonly vaultId: Bytes;
  readonly author: DeviceAuthor;
  readonly root: RootKeys;
  readonly epochKey: EpochKey;
  readonly plaintext: Plaintext;
  readonly randomBytes: RandomBytes;
}): Promise<Entry> {
  const { content, vaultId, author, root, epochKey } = options;
  const recipients = [
    { recipientId: author.deviceId, publicKey: author.kemKey },
    { recipientId: root.accountId, publicKey: root.identityKemKey },
  ].toSorted((a, b) => compareBytes(a.recipientId, b.recipientId));
  const grants = await sealGrants({ vaultId, epoch: 1, epochKey, recipients });
  return sealEntry({
    place: { vaultId, seq: 0, previous: new Uint8Array(hashLength), epoch: 1, counter: 1 },
    part: { kind: entryKinds.genesis, content, grants },
    author,
    countersigner: root,
    epochKey,
    plaintext: options.plaintext,
    randomBytes: options.randomBytes,
  });
}

/** The entry after a state. `epochKey` is the new one for revoke and epoch, else the current one. */
export async function sealNext(options: {
  readonly state: ChainState;
  readonly part: PublicPart;
  readonly author: DeviceAuthor;
  readonly counter: number;
  readonly countersigner: RootKeys | null;
  readonly epochKey: EpochKey;
  readonly plaintext: Plaintext;
  readonly randomBytes: RandomBytes;
}): Promise<Entry> {
  const { state, part, counter } = options;
  const isNewEpoch = part.kind === entryKinds.revoke || part.kind === entryKinds.epoch;
  const place = {
    vaultId: state.vaultId,
    seq: state.seq + 1,
    previous: state.head,
    epoch: state.epoch + (isNewEpoch ? 1 : 0),
    counter,
  };
  return sealEntry({ ...options, place });
}

async function sealEntry(options: {
  readonly place: Pick<EntryHeader, "vaultId" | "seq" | "previous" | "epoch" | "counter">;
  readonly part: PublicPart;
  readonly author: DeviceAuthor;
  readonly countersigner: RootKeys | null;
  readonly epochKey: EpochKey;
  readonly plaintext: Plaintext;
  readonly randomBytes: RandomBytes;
}): Promise<Entry> {
  const { place, part, author, countersigner, epochKey } = options;
  const padded = pad(encodePlaintext(options.plaintext));
  const publicBytes = encodePublicPart(part);
  const header: EntryHeader = {
    ...place,
    kind: part.kind,
    author: author.deviceId,
    salt: options.randomBytes(saltLength),
    publicHash: publicHashOf(publicBytes),
    ciphertextLength: padded.length + tagLength,
  };
  const headerBytes = encodeHeader(header);
  const key = entryKeyOf(epochKey, header.salt, header.vaultId);
  const ciphertext = await sealOnce(key, headerBytes, padded);
  const body = bodyOf(headerBytes, ciphertext);
  const countersignature =
    countersigner === null
      ? new Uint8Array(0)
      : await sign(await importSigningKey(countersigner.signSeed), countersignedMessage(body));
  const signature = await sign(author.signingKey, signedMessage(body, countersignature));
  return encodeEntry({ header, headerBytes, publicBytes, ciphertext, countersignature, signature });
}
