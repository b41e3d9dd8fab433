/**
 * What the ways into an account have in common: what they return, and how the connection becomes a sealed channel.
 */
import {
  accountField,
  Channel,
  channelKeys,
  encodeServerMessage,
  fail,
  serverConfirmation,
  type AccountFacts,
  type Bytes,
  type ErrorCode,
  type Result,
} from "@coffer/protocol/server";
import type { Account } from "../storage/storage.ts";
import type { Wire } from "./wire.ts";

/** Why nothing was opened. "left": the other side has gone, or was told why already. */
export interface Refusal {
  readonly code: ErrorCode | "left";
}

/** An opened session, a finished registration, a link box given out; or why not. */
export type Opening<Value> = Result<Value, Refusal>;

export const left: Opening<never> = fail({ code: "left" });

/** A refusal with a code. */
export function refuse(code: ErrorCode): Opening<never> {
  return fail({ code });
}

/** Seals the connection with the keys of an input key, and sends the welcome. Returns th. */
export function sealWire(wire: Wire, inputKey: Uint8Array, account: AccountFacts | null): Bytes {
  const transcript = wire.transcriptHash();
  const keys = channelKeys(transcript, inputKey);
  wire.seal(new Channel("server", keys));
  const facts = account === null ? null : accountField(account);
  wire.sendSealed(encodeServerMessage("welcome", serverConfirmation(keys), facts));
  return transcript;
}

/** What is told of an account once the password or the kit is proved. Version 1 has no second factor. */
export function factsOf(account: Account, withRecoveryBox: boolean): AccountFacts {
  const { accountId, generation, accountBox, rootBox, recoveryBox } = account;
  return {
    accountId,
    generation,
    secondFactor: 0,
    accountBox,
    rootBox,
    recoveryBox: withRecoveryBox ? recoveryBox : null,
  };
}
