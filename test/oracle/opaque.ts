/**
 * OPAQUE-3DH (RFC 9807) over ristretto255-SHA512, small and slow, for tests only: the library that Coffer uses
 * takes no random source, so it cannot be held to the RFC's vectors; this can, and the library to this.
 *
 * Written from RFC 9807 and RFC 9497 alone. Every random value is an argument. Not constant in time, and it
 * checks its input only as far as points go. Context is empty unless given.
 */
import { argon2Sync } from "node:crypto";
import { ristretto255, ristretto255_hasher as hasher } from "@noble/curves/ed25519.js";
import { expand, extract } from "@noble/hashes/hkdf.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha512 } from "@noble/hashes/sha2.js";

const { Point } = ristretto255;
const { Fn } = Point;
type Point = InstanceType<typeof Point>;

const ascii = (text: string) => Buffer.from(text, "latin1");
const join = (...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts);
const u8 = (value: number) => Uint8Array.of(value);
const u16 = (value: number) => Uint8Array.of(value >> 8, value & 0xff);
const withLength = (bytes: Uint8Array) => join(u16(bytes.length), bytes);
const empty = new Uint8Array(0);
const derive = (key: Uint8Array, info: Uint8Array, length = 64) =>
  expand(sha512, key, info, length);
const mac = (key: Uint8Array, message: Uint8Array) => hmac(sha512, key, message);

/** Key stretching: from 64 bytes to as many. The RFC's vectors have the identity. */
type Stretch = (oprfOutput: Uint8Array) => Uint8Array;

/** Argon2id with a zero salt, as opaque-ke does it, with Coffer's parameters: 64 MiB, 3 passes, 4 lanes. */
export const argon2idStretch: Stretch = (message) =>
  argon2Sync("argon2id", {
    message,
    nonce: new Uint8Array(16),
    memory: 65_536,
    passes: 3,
    parallelism: 4,
    tagLength: 64,
  });

/** Both identities that an envelope is bound to; where one is absent, the public key stands for it. */
interface Identities {
  readonly client?: Uint8Array;
  readonly server?: Uint8Array;
}

// RFC 9497: OPRF(ristretto255, SHA-512), mode 0.
const oprfContext = ascii("OPRFV1-\0-ristretto255-SHA512");
const toGroup = (input: Uint8Array) =>
  hasher.hashToCurve(input, { DST: join(ascii("HashToGroup-"), oprfContext) });
const scalarOf = (bytes: Uint8Array) => Fn.fromBytes(bytes);
const times = (point: Uint8Array, scalar: bigint) =>
  Point.fromBytes(point).multiply(scalar).toBytes();

/** A key pair of a seed (RFC 9497 §3.2.1). */
export function deriveKeyPair(seed: Uint8Array, info: string) {
  const DST = join(ascii("DeriveKeyPair"), oprfContext);
  const input = join(seed, withLength(ascii(info)));
  for (let counter = 0; counter < 256; counter += 1) {
    const secret = hasher.hashToScalar?.(join(input, u8(counter)), { DST }) ?? 0n;
    if (secret !== 0n) return { secret, publicKey: Point.BASE.multiply(secret).toBytes() };
  }
  throw new Error("no key pair of this seed");
}

const exchangePair = (seed: Uint8Array) => deriveKeyPair(seed, "OPAQUE-DeriveDiffieHellmanKeyPair");

/** The OPRF key of an account (RFC 9807 §5.2.2). */
export function oprfKeyOf(oprfSeed: Uint8Array, credentialIdentifier: Uint8Array): bigint {
  const seed = derive(oprfSeed, join(credentialIdentifier, ascii("OprfKey")), 32);
  return deriveKeyPair(seed, "OPAQUE-DeriveKeyPair").secret;
}

/** A blinded password: the registration request, and the head of KE1. */
export function blind(password: Uint8Array, scalar: Uint8Array): Uint8Array {
  return toGroup(password).multiply(scalarOf(scalar)).toBytes();
}

/** The server's answer to a blinded password. */
export function evaluate(blinded: Uint8Array, oprfKey: bigint): Uint8Array {
  return times(blinded, oprfKey);
}

/** The randomized password (RFC 9807 §5.2.3). */
export function randomizedPassword(options: {
  readonly password: Uint8Array;
  readonly blind: Uint8Array;
  readonly evaluated: Uint8Array;
  readonly stretch: Stretch;
}): Uint8Array {
  const { password, evaluated } = options;
  const unblinded = times(evaluated, Fn.inv(scalarOf(options.blind)));
  const output = sha512(join(withLength(password), withLength(unblinded), ascii("Finalize")));
  return extract(sha512, join(output, options.stretch(output)), empty);
}

/** What the randomized password and the nonce of an envelope make of it (RFC 9807 §4.1.2). */
export function envelopeOf(options: {
  readonly randomized: Uint8Array;
  readonly nonce: Uint8Array;
  readonly serverPublicKey: Uint8Array;
  readonly identities: Identities;
}) {
  const { randomized, nonce, serverPublicKey, identities } = options;
  const { secret, publicKey } = exchangePair(
    derive(randomized, join(nonce, ascii("PrivateKey")), 32),
  );
  const cleartext = join(
    serverPublicKey,
    withLength(identities.server ?? serverPublicKey),
    withLength(identities.client ?? publicKey),
  );
  const authKey = derive(randomized, join(nonce, ascii("AuthKey")));
  return {
    envelope: join(nonce, mac(authKey, join(nonce, cleartext))),
    clientSecret: secret,
    clientPublicKey: publicKey,
    maskingKey: derive(randomized, ascii("MaskingKey")),
    exportKey: derive(randomized, join(nonce, ascii("ExportKey"))),
  };
}

/** The record that a server keeps: public key, masking key, envelope. */
export function recordOf(made: ReturnType<typeof envelopeOf>): Uint8Array {
  return join(made.clientPublicKey, made.maskingKey, made.envelope);
}

/** KE1: blinded password, nonce, ephemeral key. */
export function ke1Of(blinded: Uint8Array, nonce: Uint8Array, keyShareSeed: Uint8Array) {
  return join(blinded, nonce, exchangePair(keyShareSeed).publicKey);
}

/** What both sides know of an exchange. */
interface Exchange {
  readonly ke1: Uint8Array;
  /** Evaluated, masking nonce, masked response: 192 bytes. */
  readonly credentialResponse: Uint8Array;
  readonly serverNonce: Uint8Array;
  readonly serverShare: Uint8Array;
  readonly clientIdentity: Uint8Array;
  readonly serverIdentity: Uint8Array;
  readonly context: Uint8Array;
  readonly dh: readonly Uint8Array[];
}

/** Session key and MACs (RFC 9807 §6.4). */
function keySchedule(exchange: Exchange) {
  const preamble = join(
    ascii("OPAQUEv1-"),
    withLength(exchange.context),
    withLength(exchange.clientIdentity),
    exchange.ke1,
    withLength(exchange.serverIdentity),
    exchange.credentialResponse,
    exchange.serverNonce,
    exchange.serverShare,
  );
  const labeled = (key: Uint8Array, label: string, transcript: Uint8Array) => {
    const name = ascii(`OPAQUE-${label}`);
    return derive(key, join(u16(64), u8(name.length), name, u8(transcript.length), transcript));
  };
  const secret = extract(sha512, join(...exchange.dh), empty);
  const handshake = labeled(secret, "HandshakeSecret", sha512(preamble));
  const serverMac = mac(labeled(handshake, "ServerMAC", empty), sha512(preamble));
  const both = sha512(join(preamble, serverMac));
  return {
    sessionKey: labeled(secret, "SessionKey", sha512(preamble)),
    serverMac,
    clientMac: mac(labeled(handshake, "ClientMAC", empty), both),
  };
}

const masked = (maskingKey: Uint8Array, nonce: Uint8Array, bytes: Uint8Array) =>
  derive(maskingKey, join(nonce, ascii("CredentialResponsePad")), bytes.length).map(
    (byte, index) => byte ^ (bytes[index] ?? 0),
  );

/** The server's side of a login: KE2, the KE3 it expects, and the session key. */
export function answerLogin(options: {
  readonly ke1: Uint8Array;
  readonly record: Uint8Array;
  readonly oprfKey: bigint;
  readonly serverSecret: Uint8Array;
  readonly serverPublicKey: Uint8Array;
  readonly maskingNonce: Uint8Array;
  readonly serverNonce: Uint8Array;
  readonly keyShareSeed: Uint8Array;
  readonly identities: Identities;
  readonly context?: Uint8Array;
}) {
  const { ke1, record, serverPublicKey, maskingNonce, serverNonce, identities } = options;
  const clientPublicKey = record.subarray(0, 32);
  const response = join(serverPublicKey, record.subarray(96));
  const credentialResponse = join(
    evaluate(ke1.subarray(0, 32), options.oprfKey),
    maskingNonce,
    masked(record.subarray(32, 96), maskingNonce, response),
  );
  const share = exchangePair(options.keyShareSeed);
  const clientShare = ke1.subarray(64);
  const keys = keySchedule({
    ke1,
    credentialResponse,
    serverNonce,
    serverShare: share.publicKey,
    clientIdentity: identities.client ?? clientPublicKey,
    serverIdentity: identities.server ?? serverPublicKey,
    context: options.context ?? empty,
    dh: [
      times(clientShare, share.secret),
      times(clientShare, scalarOf(options.serverSecret)),
      times(clientPublicKey, share.secret),
    ],
  });
  const ke2 = join(credentialResponse, serverNonce, share.publicKey, keys.serverMac);
  return { ke2, ke3: keys.clientMac, sessionKey: keys.sessionKey };
}

/** The client's side of a login; undefined if envelope or server do not prove themselves. */
export function finishLogin(options: {
  readonly ke1: Uint8Array;
  readonly ke2: Uint8Array;
  readonly password: Uint8Array;
  readonly blind: Uint8Array;
  readonly keyShareSeed: Uint8Array;
  readonly stretch: Stretch;
  readonly identities: Identities;
  readonly context?: Uint8Array;
}) {
  const { ke1, ke2, identities } = options;
  const randomized = randomizedPassword({ ...options, evaluated: ke2.subarray(0, 32) });
  const maskingKey = derive(randomized, ascii("MaskingKey"));
  const response = masked(maskingKey, ke2.subarray(32, 64), ke2.subarray(64, 192));
  const serverPublicKey = response.subarray(0, 32);
  const nonce = response.subarray(32, 64);
  const made = envelopeOf({ randomized, nonce, serverPublicKey, identities });
  if (!Buffer.from(made.envelope).equals(response.subarray(32))) return undefined;
  const share = exchangePair(options.keyShareSeed);
  const serverShare = ke2.subarray(224, 256);
  const keys = keySchedule({
    ke1,
    credentialResponse: ke2.subarray(0, 192),
    serverNonce: ke2.subarray(192, 224),
    serverShare,
    clientIdentity: identities.client ?? made.clientPublicKey,
    serverIdentity: identities.server ?? serverPublicKey,
    context: options.context ?? empty,
    dh: [
      times(serverShare, share.secret),
      times(serverPublicKey, share.secret),
      times(serverShare, made.clientSecret),
    ],
  });
  if (!Buffer.from(keys.serverMac).equals(ke2.subarray(256))) return undefined;
  const { sessionKey, clientMac: ke3 } = keys;
  return { ke3, sessionKey, exportKey: made.exportKey, serverPublicKey };
}
