/**
 * The outcome of something that may fail for an expected reason: bytes that do not open, a message that is not well formed.
 * Plain objects, no classes and no combinators; `code` is for programs, the other fields are facts.
 * Bugs throw (`assert`), and so never appear here.
 */
export type Result<Value, Failure extends { readonly code: string }> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: Failure };

/** Returns a successful result. */
export function ok<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

/** Returns a failed result. */
export function fail<Failure extends { readonly code: string }>(
  error: Failure,
): { readonly ok: false; readonly error: Failure } {
  return { ok: false, error };
}
