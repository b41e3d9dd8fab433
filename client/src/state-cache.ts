/**
 * The sealed local state cache: a chain's folded state, so that opening need not replay the log.
 *
 * It is bound to (vault, seq, head hash, engine version) and thrown away when any of them differs. What was
 * sealed by another engine version still tells the head that this device has seen, if the log was damaged. The
 * cache is never sent.
 */
import {
  anyField,
  bytesField,
  decode,
  decodeChainState,
  encode,
  encodeChainState,
  hashLength,
  integerField,
  tupleField,
  unwrap,
  wrap,
  type Bytes,
  type ChainHead,
  type ChainState,
  type CodecValue,
  type RandomBytes,
} from "@coffer/protocol";

/** Raised whenever folding, or the form of what it makes, changes. */
const engineVersion = 2;

export interface CachedChain {
  readonly state: ChainState;
  /** Length of the log at this state. */
  readonly logLength: number;
  readonly folded: CodecValue;
}

const bytesMax = 2 ** 31;
const fileFields = tupleField(
  integerField(0),
  bytesField(hashLength),
  integerField(0),
  bytesField(1, bytesMax),
);
const contentFields = tupleField(bytesField(1, bytesMax), integerField(0), anyField);

/** The bytes of a cache file. */
export async function sealCache(
  chain: CachedChain,
  localKey: Uint8Array,
  randomBytes: RandomBytes,
): Promise<Bytes> {
  const { state } = chain;
  const box = await wrap({
    key: localKey,
    purpose: "state",
    context: contextOf(state.vaultId, { seq: state.seq, hash: state.head }, engineVersion),
    plaintext: encode([encodeChainState(state), chain.logLength, chain.folded]),
    randomBytes,
  });
  return encode([state.seq, state.head, engineVersion, box]);
}

/**
 * Reads a cache file.
 *
 * Returns the head it was made at and, if it is of this engine, the chain; undefined for bytes that are not a
 * cache that this device has sealed. Nothing of those is believed.
 */
export async function openCache(
  file: Uint8Array,
  vaultId: Uint8Array,
  localKey: Uint8Array,
): Promise<{ readonly head: ChainHead; readonly chain: CachedChain | undefined } | undefined> {
  const decoded = decode(file);
  const fields = decoded.ok ? fileFields(decoded.value) : undefined;
  if (fields === undefined) return undefined;
  const [seq, hash, version, box] = fields;
  const head = { seq, hash };
  const context = contextOf(vaultId, head, version);
  const bytes = await unwrap({ key: localKey, purpose: "state", context, box });
  if (bytes === undefined) return undefined;
  return { head, chain: version === engineVersion ? await readContent(bytes) : undefined };
}

async function readContent(bytes: Uint8Array): Promise<CachedChain | undefined> {
  const decoded = decode(bytes);
  const fields = decoded.ok ? contentFields(decoded.value) : undefined;
  if (fields === undefined) return undefined;
  const [stateBytes, logLength, folded] = fields;
  const state = await decodeChainState(stateBytes);
  return state === undefined ? undefined : { state, logLength, folded };
}

function contextOf(vaultId: Uint8Array, head: ChainHead, version: number): Bytes {
  return encode([vaultId, head.seq, head.hash, version]);
}
