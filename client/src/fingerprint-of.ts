/** The fingerprint of a file that is imported: the same in every user interface, so that a file is known again. */
import { hash256, toHex } from "@coffer/protocol";

/** SHA-256 in hex. */
export function fingerprintOf(bytes: Uint8Array): string {
  return toHex(hash256(bytes));
}
