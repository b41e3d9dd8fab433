/**
 * Numbers that people compare (docs/protocol.md F1, F2): 8 groups of 5 digits, about 132 bits, because who
 * colludes with the server can search both sides of a fork offline (birthday bound 2^66).
 *
 * The safety number says which chain and whose keys; it changes when members do. The head code says how far
 * a device has read: two devices of equal head code have seen the same.
 */
import { compareBytes, concat, u64 } from "./bytes.ts";
import { hash512 } from "./hash.ts";
import { label } from "./labels.ts";
import type { ChainState } from "./chain/chain-state.ts";

/** h = SHA-512(L("safety") ‖ genesis hash ‖ sorted IK ‖ IKEM of the members) as 8 groups of 5 digits. */
export function safetyNumber(state: Pick<ChainState, "genesisHash" | "members">): string {
  const keys = [...state.members.values()]
    .map((member) => concat(member.identityKey, member.identityKemKey))
    .toSorted(compareBytes);
  return digitGroups(hash512(label("safety"), state.genesisHash, ...keys));
}

/** h = SHA-512(L("head") ‖ vault_id ‖ u64 seq ‖ hash) as 8 groups of 5 digits. */
export function headCode(state: Pick<ChainState, "vaultId" | "seq" | "head">): string {
  return digitGroups(hash512(label("head"), state.vaultId, u64(state.seq), state.head));
}

/** Group i is the 40-bit number h[5i..5i+5] mod 100,000. */
function digitGroups(hash: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, group) => {
    const number = hash
      .subarray(5 * group, 5 * group + 5)
      .reduce((value, byte) => value * 256 + byte, 0);
    return String(number % 100_000).padStart(5, "0");
  });
  return groups.join(" ");
}
