/**
 * The epoch keys of a chain in a sealed file of their own.
 *
 * A new device gets the key of its first epoch through the account's identity key, which it holds only while
 * it is being added: that key must outlive every cache.
 */
import {
  bytesField,
  decode,
  encode,
  epochKeyLength,
  integerField,
  limits,
  listField,
  tupleField,
  unwrap,
  wrap,
  type Bytes,
  type EpochKey,
  type RandomBytes,
} from "@coffer/protocol";

export interface HeldKeys {
  readonly keys: ReadonlyMap<number, EpochKey>;
  /** Whether the newest epoch's list lacks a key that this device holds, and so owes the others. */
  readonly owesEpoch: boolean;
}

const fileFields = tupleField(
  listField(tupleField(integerField(1, limits.epochMax), bytesField(epochKeyLength)), {
    max: limits.epochMax,
  }),
  integerField(0, 1),
);

/** The bytes of a key file. */
export function sealEpochKeys(
  held: HeldKeys,
  vaultId: Uint8Array,
  localKey: Uint8Array,
  randomBytes: RandomBytes,
): Promise<Bytes> {
  const keys = [...held.keys.entries()].toSorted(([a], [b]) => a - b);
  const plaintext = encode([keys, held.owesEpoch ? 1 : 0]);
  return wrap({ key: localKey, purpose: "keys", context: vaultId, plaintext, randomBytes });
}

/** The keys of a key file; none if it does not open. */
export async function openEpochKeys(
  file: Uint8Array,
  vaultId: Uint8Array,
  localKey: Uint8Array,
): Promise<HeldKeys> {
  const bytes = await unwrap({ key: localKey, purpose: "keys", context: vaultId, box: file });
  const decoded = bytes === undefined ? undefined : decode(bytes);
  const fields = decoded?.ok === true ? fileFields(decoded.value) : undefined;
  const [keys, owesEpoch] = fields ?? [[], 0];
  return {
    keys: new Map(keys.map(([epoch, key]) => [epoch, key as EpochKey])),
    owesEpoch: owesEpoch === 1,
  };
}
