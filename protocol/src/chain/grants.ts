/**
 * Epoch keys sealed to their recipients (docs/protocol.md G1–G4).
 *
 * A grant is HPKE with info = L("grant") ‖ vault_id ‖ u64(epoch) ‖ recipient id and aad = vk_commit. What it
 * opens to is believed only if it has 32 bytes and meets the commitment that the entry's author signed.
 */
import { concat, equalBytes, u64, type Bytes } from "../bytes.ts";
import { hpkeOpen, hpkeSeal } from "../hpke.ts";
import { epochCommitmentOf, epochKeyLength, type EpochKey } from "../key-hierarchy.ts";
import { label } from "../labels.ts";
import type { Grant, Grants } from "./public-part.ts";

/** Which epoch of which vault a key is for. */
export interface VaultEpoch {
  readonly vaultId: Uint8Array;
  readonly epoch: number;
}

/** Seals an epoch key to every recipient, in their order. About 3 ms of CPU each. */
export async function sealGrants(
  options: VaultEpoch & {
    readonly epochKey: EpochKey;
    readonly recipients: readonly { readonly recipientId: Bytes; readonly publicKey: Bytes }[];
  },
): Promise<Grants> {
  const { vaultId, epoch, epochKey } = options;
  const commitment = epochCommitmentOf(epochKey, vaultId, epoch);
  const grants: Grant[] = [];
  for (const { recipientId, publicKey } of options.recipients) {
    const sealed = await hpkeSeal({
      publicKey,
      info: grantInfo(options, recipientId),
      aad: commitment,
      plaintext: epochKey,
    });
    grants.push({ recipientId, ...sealed });
  }
  return { commitment, grants };
}

/** The epoch key granted to a recipient; undefined if there is none that it can open and believe. */
export async function openGrant(
  options: VaultEpoch & {
    readonly grants: Grants;
    readonly recipientId: Uint8Array;
    readonly seed: Uint8Array;
  },
): Promise<EpochKey | undefined> {
  const { grants, recipientId, seed } = options;
  const grant = grants.grants.find((candidate) => equalBytes(candidate.recipientId, recipientId));
  if (grant === undefined) return undefined;
  const key = await hpkeOpen({
    seed,
    info: grantInfo(options, recipientId),
    aad: grants.commitment,
    sealed: grant,
  });
  return key !== undefined && isCommittedKey(key, options, grants.commitment)
    ? (key as EpochKey)
    : undefined;
}

/** Whether a key is the one that an epoch's commitment names. */
export function isCommittedKey(
  key: Uint8Array,
  { vaultId, epoch }: VaultEpoch,
  commitment: Uint8Array,
): boolean {
  return (
    key.length === epochKeyLength &&
    equalBytes(epochCommitmentOf(key as EpochKey, vaultId, epoch), commitment)
  );
}

function grantInfo({ vaultId, epoch }: VaultEpoch, recipientId: Uint8Array): Bytes {
  return concat(label("grant"), vaultId, u64(epoch), recipientId);
}
