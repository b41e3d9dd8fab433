/**
 * The sealed local state cache: a chain's folded state, so that opening need not replay the log.
 *
 * It is bound to (vault, seq, head hash, engine version) and thrown away when any of them differs. The head
 * stands beside the box in clear, since the log tells it as well: if the log was damaged, it is what the
 * device remembers to have seen. The cache is never sent.
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
  nullableField,
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
const engineVersion = 1;

export interface CachedChain {
  readonly state: ChainState;
  /** Where folding waits for a key; null if it does not. */
  readonly blockedAt: number | null;
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
const contentFields = tupleField(
  bytesField(1, bytesMax),
  nullableField(integerField(0)),
  integerField(0),
  anyField,
);

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
    context: contextOf(state.vaultId, { seq: state.seq, hash: state.head }),
    plaintext: encode([encodeChainState(state), chain.blockedAt, chain.logLength, chain.folded]),
    randomBytes,
  });
  return encode([state.seq, state.head, engineVersion, box]);
}

/**
 * Reads a cache file.
 *
 * Returns the head it was made at and, if the box opens and is of this engine, the chain; undefined for
 * bytes that are no cache file.
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
  if (version !== engineVersion) return { head, chain: undefined };
  const context = contextOf(vaultId, head);
  const bytes = await unwrap({ key: localKey, purpose: "state", context, box });
  return { head, chain: bytes === undefined ? undefined : await readContent(bytes) };
}

async function readContent(bytes: Uint8Array): Promise<CachedChain | undefined> {
  const decoded = decode(bytes);
  const fields = decoded.ok ? contentFields(decoded.value) : undefined;
  if (fields === undefined) return undefined;
  const [stateBytes, blockedAt, logLength, folded] = fields;
  const state = await decodeChainState(stateBytes);
  return state === undefined ? undefined : { state, blockedAt, logLength, folded };
}

function contextOf(vaultId: Uint8Array, head: ChainHead): Bytes {
  return encode([vaultId, head.seq, head.hash, engineVersion]);
}
