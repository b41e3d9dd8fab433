/**
 * The first sealed message of a resume or a recovery: a signature over the transcript.
 *
 * Where there is nobody to check it against, it is checked against a decoy, so that the answer comes at the same
 * point and after the same work.
 */
import {
  decodeClientMessage,
  exchangeKeyOf,
  fromHex,
  importVerifyKey,
  ok,
  serverInputKey,
  verify,
  type Bytes,
} from "@coffer/protocol/server";
import { randomBytes } from "../secrets.ts";
import { left, refuse, type Opening } from "./opening.ts";
import type { Services } from "./services.ts";
import type { Wire } from "./wire.ts";

/** Ed25519's base point: a key of prime order. Whether a signature is right under it does not matter. */
const decoyKey =
  fromHex("5866666666666666666666666666666666666666666666666666666666666666") ?? new Uint8Array(32);

/** The server's ephemeral public key and the input key with it; undefined for a low-order client key. */
export async function answerExchange(
  { identity }: Services,
  clientEphemeral: Bytes,
): Promise<{ readonly publicKey: Bytes; readonly inputKey: Bytes } | undefined> {
  const ephemeral = await exchangeKeyOf(randomBytes(32));
  const { channelKey } = identity;
  const inputKey = await serverInputKey({ ephemeral, channelKey, clientEphemeral });
  return inputKey === undefined ? undefined : { publicKey: ephemeral.publicKey, inputKey };
}

/** Receives the proof. */
export async function receiveProof(wire: Wire): Promise<Opening<Bytes>> {
  const bytes = await wire.receiveSealed();
  if (bytes === undefined) return left;
  const message = decodeClientMessage(bytes);
  if (message === undefined) return refuse("malformed");
  return message.type === "proof" ? ok(message.fields[0]) : refuse("unexpected");
}

/** Whether a signature is that of a public key, which may be missing. */
export async function isProof(
  publicKey: Uint8Array | undefined,
  signature: Bytes,
  message: Bytes,
): Promise<boolean> {
  const key = await importVerifyKey(publicKey ?? decoyKey);
  const isRight = await verify(key, signature, message);
  return isRight && publicKey !== undefined;
}
