/**
 * Why something of the engine did not happen. Codes are for programs; user interfaces have the words.
 */
import type { ErrorCode, PublicCheckCode } from "@coffer/protocol";

/** A server said no, or is not the one that this device knows, or does not keep to the protocol. */
export type ServerError =
  /** There is no server at that address, or no way to it. */
  | { readonly code: "offline"; readonly cause: unknown }
  | { readonly code: "server-refused"; readonly reason: ErrorCode }
  | { readonly code: "login-refused" }
  | { readonly code: "connection-lost" }
  | { readonly code: "server-changed" }
  | { readonly code: "server-misbehaves" };

/** What a server, who sits on it, or the disk was caught at. The chain stops; its last good state stays readable. */
export type Alarm =
  | { readonly kind: "entry-refused"; readonly seq: number; readonly check: PublicCheckCode }
  | { readonly kind: "entry-malformed"; readonly seq: number }
  /** The log on this device has changed on the disk; the next start repairs it. */
  | { readonly kind: "log-damaged"; readonly seq: number }
  /** The server shows less than this device has seen. */
  | { readonly kind: "rollback"; readonly seq: number }
  /** The server shows another history than this device, or another device, has seen. */
  | { readonly kind: "fork"; readonly seq: number }
  /** The account's list names a vault that the server does not show as it was founded. */
  | { readonly kind: "vault-replaced" }
  /** A device may write to a vault that is none of the account's. */
  | { readonly kind: "foreign-device" };
