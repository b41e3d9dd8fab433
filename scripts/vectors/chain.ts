/**
 * A chain of the golden vectors, from its steps: every entry, and the state after it.
 */
import { sealOnce, tagLength } from "../../protocol/src/aead.ts";
import { toHex, type Bytes, type RandomBytes } from "../../protocol/src/bytes.ts";
import { headCode, safetyNumber } from "../../protocol/src/fingerprint.ts";
import { hash256 } from "../../protocol/src/hash.ts";
import { entryKeyOf, type EpochKey, type RootKeys } from "../../protocol/src/key-hierarchy.ts";
import { pad } from "../../protocol/src/padding.ts";
import { importSigningKey, sign } from "../../protocol/src/signature.ts";
import {
  encodeChainState,
  recipientsOf,
  type ChainState,
} from "../../protocol/src/chain/chain-state.ts";
import {
  bodyOf,
  countersignedMessage,
  encodeEntry,
  encodeHeader,
  publicHashOf,
  signedMessage,
  type Entry,
} from "../../protocol/src/chain/entry.ts";
import {
  encodePlaintext,
  type ChainHead,
  type Plaintext,
  type SealedChange,
} from "../../protocol/src/chain/plaintext.ts";
import { checkEntries } from "../../protocol/src/chain/public-checks.ts";
import {
  encodePublicPart,
  type ChainKind,
  type GenesisContent,
  type Grants,
  type PublicPart,
} from "../../protocol/src/chain/public-part.ts";
import {
  newGenesisContent,
  sealNext,
  type DeviceAuthor,
} from "../../protocol/src/chain/seal-entry.ts";
import { countedRandom, seedsJson, type Cast, type Json } from "./cast.ts";
import { grantsOf, type Recipient, type Recorded } from "./recorded.ts";

/** One entry before it is sealed. */
export interface Step {
  readonly kind: "genesis" | "device" | "data" | "epoch" | "revoke";
  readonly by: "phone" | "laptop";
  readonly changes: readonly SealedChange[];
}

interface ChainOptions {
  readonly chainKind: ChainKind;
  readonly cast: Cast;
  readonly steps: readonly Step[];
  readonly accountHead: ChainHead | null;
  readonly recorded: Recorded;
}

/** The chain of these steps, and its state at the end. */
export async function makeChain(
  options: ChainOptions,
): Promise<{ readonly json: Json; readonly state: ChainState }> {
  const { chainKind, cast } = options;
  const { root, phone: author, laptop } = cast;
  const randomBytes = countedRandom(`chain: ${chainKind}`);
  const content = newGenesisContent({ chainKind, root, author, randomBytes });
  const making = { ...options, ...content, randomBytes, epochKeys: new Map<number, EpochKey>() };
  const rows: Record<string, Json> = {};
  let state: ChainState | undefined;
  for (const [index, step] of options.steps.entries()) {
    const made = await makeEntry(making, state, step);
    const run = await checkEntries(state, [made.entry]);
    if (run.state === undefined || run.refused !== undefined) {
      throw new Error(`entry ${index} of the ${chainKind} chain: ${run.refused?.code}`);
    }
    state = run.state;
    rows[index] = {
      kind: step.kind,
      by: step.by,
      epochKey: toHex(made.epochKey),
      plaintext: toHex(encodePlaintext(made.plaintext)),
      entry: toHex(made.entry.bytes),
      hash: toHex(made.entry.hash),
      state: toHex(hash256(encodeChainState(state))),
    };
  }
  if (state === undefined) throw new Error("a chain has entries");
  const json = {
    root: seedsJson(root),
    phone: seedsJson(author),
    laptop: seedsJson(laptop),
    vaultId: toHex(state.vaultId),
    entries: rows,
    state: toHex(encodeChainState(state)),
    safetyNumber: safetyNumber(state),
    headCode: headCode(state),
  };
  return { json, state };
}

interface Making extends ChainOptions {
  readonly content: GenesisContent;
  readonly vaultId: Bytes;
  readonly randomBytes: RandomBytes;
  readonly epochKeys: Map<number, EpochKey>;
}

async function makeEntry(making: Making, state: ChainState | undefined, step: Step) {
  const { epochKeys, randomBytes, vaultId, recorded, cast } = making;
  const isNewEpoch = step.kind !== "device" && step.kind !== "data";
  const epoch = (state?.epoch ?? 0) + (isNewEpoch ? 1 : 0);
  const earlierKeys = new Map(isNewEpoch ? epochKeys : []);
  const epochKey = epochKeys.get(epoch) ?? (randomBytes(32) as EpochKey);
  epochKeys.set(epoch, epochKey);
  const { accountHead } = making;
  const plaintext = { schema: 1, accountHead, epochKeys: earlierKeys, changes: step.changes };
  const grantsTo = (recipients: readonly Recipient[]) =>
    grantsOf({ recorded, vaultId, epoch, epochKey, recipients });
  const sealing = {
    part: await partOf(step, making, state, grantsTo),
    author: cast[step.by],
    epochKey,
    plaintext,
    randomBytes,
  };
  if (state === undefined) {
    const entry = await sealFirst({ ...sealing, vaultId, root: cast.root });
    return { entry, epochKey, plaintext };
  }
  const entry = await sealNext({
    ...sealing,
    state,
    counter: (state.devices.get(toHex(sealing.author.deviceId))?.counter ?? 0) + 1,
    countersigner: step.kind === "device" || step.kind === "revoke" ? cast.root : null,
  });
  return { entry, epochKey, plaintext };
}

async function partOf(
  step: Step,
  { cast: { root, phone, laptop }, content }: Making,
  state: ChainState | undefined,
  grantsTo: (recipients: readonly Recipient[]) => Promise<Grants>,
): Promise<PublicPart> {
  const members = state?.members ?? new Map();
  const devices = new Map(state?.devices);
  switch (step.kind) {
    case "genesis": {
      const recipients = [
        { recipientId: phone.deviceId, publicKey: phone.kemKey },
        { recipientId: root.accountId, publicKey: root.identityKemKey },
      ].toSorted((a, b) => (toHex(a.recipientId) < toHex(b.recipientId) ? -1 : 1));
      return { kind: 0, content, grants: await grantsTo(recipients) };
    }
    case "device": {
      const { deviceId, signKey, kemKey } = laptop;
      return { kind: 1, content: { accountId: root.accountId, deviceId, signKey, kemKey } };
    }
    case "revoke": {
      devices.delete(toHex(laptop.deviceId));
      const grants = await grantsTo(recipientsOf({ devices, members }));
      return { kind: 2, content: { deviceIds: [laptop.deviceId], lostEpochs: [] }, grants };
    }
    case "epoch": {
      const grants = await grantsTo(recipientsOf({ devices, members }));
      return { kind: 3, content: { schema: 1, lostEpochs: [] }, grants };
    }
    case "data":
      return { kind: 4 };
  }
}

/** The genesis with given grants, of which `sealGenesis` would make new ones. */
async function sealFirst(options: {
  readonly part: PublicPart;
  readonly vaultId: Bytes;
  readonly root: RootKeys;
  readonly author: DeviceAuthor;
  readonly epochKey: EpochKey;
  readonly plaintext: Plaintext;
  readonly randomBytes: RandomBytes;
}): Promise<Entry> {
  const { part, vaultId, root, author, epochKey } = options;
  const padded = pad(encodePlaintext(options.plaintext));
  const publicBytes = encodePublicPart(part);
  const header = {
    kind: part.kind,
    vaultId,
    seq: 0,
    previous: new Uint8Array(32),
    epoch: 1,
    author: author.deviceId,
    counter: 1,
    salt: options.randomBytes(32),
    publicHash: publicHashOf(publicBytes),
    ciphertextLength: padded.length + tagLength,
  };
  const headerBytes = encodeHeader(header);
  const key = entryKeyOf(epochKey, header.salt, vaultId);
  const ciphertext = await sealOnce(key, headerBytes, padded);
  const body = bodyOf(headerBytes, ciphertext);
  const countersigner = await importSigningKey(root.signSeed);
  const countersignature = await sign(countersigner, countersignedMessage(body));
  const signature = await sign(author.signingKey, signedMessage(body, countersignature));
  return encodeEntry({ header, headerBytes, publicBytes, ciphertext, countersignature, signature });
}
