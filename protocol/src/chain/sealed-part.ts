/**
 * The sealed checks (docs/protocol.md V1–V7): what holders of the epoch key decide of an entry that
 * passed the public ones.
 *
 * Order: AEAD → padding → canonical plaintext → schema → epoch keys → changes. A part that fails is void: it
 * has no effect and its author is named. All holders decide alike, because the key is committed, so one
 * broken device can never stop the others. Who lacks the key decides nothing.
 */
import { openOnce } from "../aead.ts";
import { toHex } from "../bytes.ts";
import { entryKeyOf, type EpochKey } from "../key-hierarchy.ts";
import { unpad } from "../padding.ts";
import { schemaKnown, type ChainState } from "./chain-state.ts";
import { belongsToChain, changeTypes, needsIdentityKey, readAccountChange } from "./change.ts";
import { entryKinds } from "./entry.ts";
import { isCommittedKey } from "./grants.ts";
import { decodePlaintext, type Plaintext, type SealedChange } from "./plaintext.ts";
import type { CheckedEntry } from "./public-checks.ts";

/** What became of a sealed part. */
export type Opened =
  | { readonly outcome: "opened"; readonly plaintext: Plaintext }
  | { readonly outcome: "void" }
  | { readonly outcome: "key-missing" }
  /** Of a schema above the known one: a newer client decides. */
  | { readonly outcome: "not-understood" };

/** Opens and judges the sealed part of an entry that passed the public checks. */
export async function openSealedPart(options: {
  readonly checked: CheckedEntry;
  /** The chain at or after the entry: commitments and lost epochs are only ever added. */
  readonly state: ChainState;
  readonly epochKey: EpochKey | undefined;
  /** Whether ledger accepts a budget change. */
  readonly isLedgerChange: (value: SealedChange["value"]) => boolean;
}): Promise<Opened> {
  const { checked, state, epochKey } = options;
  const { header, headerBytes, ciphertext } = checked.entry;
  if (state.lostEpochs.has(header.epoch)) return { outcome: "void" };
  if (checked.schema > schemaKnown) return { outcome: "not-understood" };
  if (epochKey === undefined) return { outcome: "key-missing" };
  const key = entryKeyOf(epochKey, header.salt, header.vaultId);
  const padded = await openOnce(key, headerBytes, ciphertext);
  const bytes = padded === undefined ? undefined : unpad(padded);
  const plaintext = bytes === undefined ? undefined : decodePlaintext(bytes);
  if (plaintext === undefined) return { outcome: "void" };
  const isValid =
    plaintext.schema <= checked.schema &&
    areEpochKeysValid(plaintext, checked, state) &&
    plaintext.changes.every((change) => isChangeValid(change, options));
  return isValid ? { outcome: "opened", plaintext } : { outcome: "void" };
}

function areEpochKeysValid(
  plaintext: Plaintext,
  { entry: { header } }: CheckedEntry,
  state: ChainState,
): boolean {
  const mayList = header.kind === entryKinds.epoch || header.kind === entryKinds.revoke;
  for (const [epoch, key] of plaintext.epochKeys) {
    const commitment = epoch < header.epoch ? state.commitments.get(epoch) : undefined;
    if (!mayList || commitment === undefined) return false;
    if (!isCommittedKey(key, { vaultId: header.vaultId, epoch }, commitment)) return false;
  }
  return true;
}

function isChangeValid(
  change: SealedChange,
  options: Parameters<typeof openSealedPart>[0],
): boolean {
  const { checked, state } = options;
  if (!belongsToChain(change.type, state.chainKind)) return false;
  if (needsIdentityKey(change.type) && !checked.countersigned) return false;
  if (change.type === changeTypes.ledger) return options.isLedgerChange(change.value);
  const known = readAccountChange(change.type, change.value);
  if (known === undefined) return false;
  // A device names itself only.
  return (
    known.type !== changeTypes.deviceName ||
    toHex(known.deviceId) === toHex(checked.entry.header.author)
  );
}
