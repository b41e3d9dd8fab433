/**
 * Self-certifying names (docs/protocol.md I1–I3): an id is the hash of the keys or the genesis that it
 * names, so nobody can put other keys under an id. 16 bytes: 128 bits of second-preimage resistance.
 */
import { concat, type Bytes } from "./bytes.ts";
import { hash256 } from "./hash.ts";
import { label, type LabelName } from "./labels.ts";

export const idLength = 16;
export const hashLength = 32;

/** account_id = SHA-256(L("account-id") ‖ IK ‖ IKEM)[:16], over the keys of the genesis. */
export function accountIdOf(identityKey: Uint8Array, identityKemKey: Uint8Array): Bytes {
  return idOf("account-id", identityKey, identityKemKey);
}

/** device_id = SHA-256(L("device-id") ‖ DSK ‖ DKEM)[:16]. */
export function deviceIdOf(signKey: Uint8Array, kemKey: Uint8Array): Bytes {
  return idOf("device-id", signKey, kemKey);
}

/** vault_id = SHA-256(L("vault-id") ‖ SHA-256(genesis content))[:16]. */
export function vaultIdOf(genesisContent: Uint8Array): Bytes {
  return idOf("vault-id", hash256(genesisContent));
}

function idOf(name: LabelName, ...parts: readonly Uint8Array[]): Bytes {
  return hash256(concat(label(name), ...parts)).slice(0, idLength);
}
