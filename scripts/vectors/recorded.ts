/**
 * What HPKE and OPAQUE gave, from random sources of their own: made once, kept in recorded.json, and used again.
 */
import { fromHex, toHex, utf8, type Bytes } from "../../protocol/src/bytes.ts";
import { opaquePassword } from "../../protocol/src/credentials.ts";
import { hash256 } from "../../protocol/src/hash.ts";
import { epochCommitmentOf, type EpochKey } from "../../protocol/src/key-hierarchy.ts";
import {
  finishLogin,
  finishRegistration,
  startLogin,
  startRegistration,
} from "../../protocol/src/opaque.ts";
import {
  answerLogin,
  answerRegistration,
  createOpaqueSetup,
} from "../../protocol/src/opaque-server.ts";
import { sealGrants } from "../../protocol/src/chain/grants.ts";
import type { Grants } from "../../protocol/src/chain/public-part.ts";
import type { Cast } from "./cast.ts";

/** Values by what they are; new ones are added. */
export type Recorded = Record<string, string>;

/** Who gets a grant. */
export type Recipient = { readonly recipientId: Bytes; readonly publicKey: Bytes };

/** The recorded grants of an epoch, or new ones, which are then recorded. */
export async function grantsOf(options: {
  readonly recorded: Recorded;
  readonly vaultId: Bytes;
  readonly epoch: number;
  readonly epochKey: EpochKey;
  readonly recipients: readonly Recipient[];
}): Promise<Grants> {
  const { recorded, vaultId, epoch, epochKey, recipients } = options;
  const keyOf = (id: Bytes, what: string) => `${toHex(vaultId)} ${epoch} ${toHex(id)} ${what}`;
  const isRecorded = recipients.every(
    ({ recipientId }) => recorded[keyOf(recipientId, "encapsulation")] !== undefined,
  );
  if (!isRecorded) {
    for (const grant of (await sealGrants({ vaultId, epoch, epochKey, recipients })).grants) {
      recorded[keyOf(grant.recipientId, "encapsulation")] = toHex(grant.encapsulation);
      recorded[keyOf(grant.recipientId, "ciphertext")] = toHex(grant.ciphertext);
    }
  }
  return {
    commitment: epochCommitmentOf(epochKey, vaultId, epoch),
    grants: recipients.map(({ recipientId }) => ({
      recipientId,
      encapsulation: bytesOf(recorded[keyOf(recipientId, "encapsulation")]),
      ciphertext: bytesOf(recorded[keyOf(recipientId, "ciphertext")]),
    })),
  };
}

function bytesOf(hex: string | undefined): Bytes {
  const bytes = fromHex(hex ?? "?");
  if (bytes === undefined) throw new Error("recorded.json lacks a value");
  return bytes;
}

/** A registration and a login, if none was recorded. */
export async function recordOpaque(cast: Cast, recorded: Recorded): Promise<void> {
  if (recorded["opaque KE2"] !== undefined) return;
  const { loginName, serverId } = cast;
  const identity = { loginName, serverId };
  const password = opaquePassword(cast);
  const keys = { setup: await createOpaqueSetup(), enumerationKey: hash256(utf8("enumeration")) };
  const { request, state } = await startRegistration(password);
  const response = there(await answerRegistration({ keys, loginName, request }));
  const made = there(await finishRegistration({ password, state, response, identity }));
  const login = await startLogin(password);
  const asked = { keys, identity, record: made.record, request: login.request };
  const answered = there(await answerLogin(asked));
  const finishing = { password, state: login.state, response: answered.response, identity };
  const finished = there(await finishLogin(finishing));
  Object.assign(recorded, {
    "opaque setup": toHex(keys.setup),
    "opaque enumeration key": toHex(keys.enumerationKey),
    "opaque record": toHex(made.record),
    "opaque export key": toHex(made.exportKey),
    "opaque client state": login.state,
    "opaque KE1": toHex(login.request),
    "opaque server state": answered.state,
    "opaque KE2": toHex(answered.response),
    "opaque KE3": toHex(finished.finish),
    "opaque session key": toHex(finished.sessionKey),
  });
}

function there<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("OPAQUE does not agree with itself");
  return value;
}
