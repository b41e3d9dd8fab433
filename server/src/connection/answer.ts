/**
 * What a request is answered with: a value, or a refusal after which the session goes on.
 */
import {
  fail,
  sessionKinds,
  type CodecValue,
  type ErrorCode,
  type Result,
} from "@coffer/protocol/server";
import type { Session } from "./session.ts";

/** Why a request was refused. */
export interface RequestRefusal {
  readonly code: ErrorCode;
  readonly facts: CodecValue;
}

export type Answer = Result<CodecValue, RequestRefusal>;

/** A refusal without facts. */
export function refused(code: ErrorCode): Answer {
  return fail({ code, facts: null });
}

/** Whether a session may change credentials: the password or the kit was proved in it. */
export function isFullSession(session: Session): boolean {
  return session.kind !== sessionKinds.resume;
}
