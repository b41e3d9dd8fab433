/**
 * The closed list of errors that a server tells (docs/protocol.md X1): a number, and no text, so that
 * nothing of the server's inside leaks and every client says it in its person's language.
 */
export const errorNumbers = {
  /** The bytes are no message of the protocol. */
  malformed: 1,
  /** A well-formed message that may not come now. */
  unexpected: 2,
  /** Over one of the named maxima. */
  "too-large": 3,
  /** Too many attempts; try again later. */
  "rate-limited": 4,
  /** Wrong name, password, device or proof: one answer for all. */
  "login-refused": 5,
  "name-taken": 6,
  /** This server registers nobody. */
  "registration-closed": 7,
  /** The invitation is unknown, used or too old. */
  "invitation-refused": 8,
  /** The session was ended: by a password change, a revocation, or its age. */
  "session-ended": 9,
  "idle-timeout": 10,
  /** The storage does not answer or is full; nothing was changed. */
  unavailable: 11,
  internal: 12,
  /** An entry failed a public check. */
  "entry-refused": 13,
  /** Another entry came first: pull, rebase, try again. */
  "lost-race": 14,
  /** A (device, counter) was used before, with other bytes. */
  "counter-reused": 15,
  "not-found": 16,
  /** This session may not do that. */
  forbidden: 17,
  /** The account's share of the storage is used up. */
  "quota-exceeded": 18,
  /** Another credential change came first. */
  "generation-conflict": 19,
  /** Too many connections or logins at once; try again. */
  busy: 20,
  "shutting-down": 21,
} as const;

export type ErrorCode = keyof typeof errorNumbers;

const codes = new Map<number, ErrorCode>(
  Object.entries(errorNumbers).map(([code, number]) => [number, code as ErrorCode]),
);

/** The code of a number; `internal` for one that this version does not know. */
export function errorCodeOf(number: number): ErrorCode {
  return codes.get(number) ?? "internal";
}
