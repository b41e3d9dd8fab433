/**
 * OPAQUE (RFC 9807) for the server, by @serenity-kit/opaque: bytes in, bytes out.
 *
 * An account that does not exist takes the same path as one that does (record null), so the answers do
 * not tell them apart (RFC 9807 §10.9). A login state holds the session key: it stays in memory, is
 * finished once, and lives as long as its connection at most.
 */
import { ready, server } from "@serenity-kit/opaque";
import { toBase64Url, utf8, type Bytes } from "./bytes.ts";
import { hmac256 } from "./hash.ts";
import { bytesOf, identifiers, type OpaqueIdentity } from "./opaque.ts";

/** A new server setup: OPRF seed, private key, dummy key. 128 bytes, secret. */
export async function createOpaqueSetup(): Promise<Bytes> {
  await ready;
  return bytesOf(server.createSetup());
}

/** The public key of a setup, which clients pin. 32 bytes. */
export async function opaquePublicKey(setup: Uint8Array): Promise<Bytes> {
  await ready;
  return bytesOf(server.getPublicKey(toBase64Url(setup)));
}

/** The setup and the key under which login names become OPRF inputs: both the server's secrets. */
export interface OpaqueServerKeys {
  readonly setup: Uint8Array;
  readonly enumerationKey: Uint8Array;
}

/** Answers a registration request; undefined if it is malformed. */
export async function answerRegistration(options: {
  readonly keys: OpaqueServerKeys;
  readonly loginName: string;
  readonly request: Uint8Array;
}): Promise<Bytes | undefined> {
  await ready;
  try {
    const { registrationResponse } = server.createRegistrationResponse({
      serverSetup: toBase64Url(options.keys.setup),
      userIdentifier: userIdentifier(options.keys, options.loginName),
      registrationRequest: toBase64Url(options.request),
    });
    return bytesOf(registrationResponse);
  } catch {
    return undefined;
  }
}

/** KE2 (320 bytes) and the state to finish the login with. */
export interface OpaqueServerLogin {
  readonly response: Bytes;
  readonly state: string;
}

/** Answers KE1 for an account's record, or for none (null); undefined if KE1 is malformed. */
export async function answerLogin(options: {
  readonly keys: OpaqueServerKeys;
  readonly identity: OpaqueIdentity;
  readonly record: Uint8Array | null;
  readonly request: Uint8Array;
}): Promise<OpaqueServerLogin | undefined> {
  await ready;
  try {
    const { loginResponse, serverLoginState } = server.startLogin({
      serverSetup: toBase64Url(options.keys.setup),
      userIdentifier: userIdentifier(options.keys, options.identity.loginName),
      registrationRecord: options.record === null ? null : toBase64Url(options.record),
      startLoginRequest: toBase64Url(options.request),
      identifiers: identifiers(options.identity),
    });
    return { response: bytesOf(loginResponse), state: serverLoginState };
  } catch {
    return undefined;
  }
}

/** The session key (64 bytes) if KE3 proves the password; else undefined. */
export async function finishServerLogin(options: {
  readonly state: string;
  readonly finish: Uint8Array;
  readonly identity: OpaqueIdentity;
}): Promise<Bytes | undefined> {
  await ready;
  try {
    const { sessionKey } = server.finishLogin({
      serverLoginState: options.state,
      finishLoginRequest: toBase64Url(options.finish),
      identifiers: identifiers(options.identity),
    });
    return bytesOf(sessionKey);
  } catch {
    return undefined;
  }
}

/**
 * What the OPRF key of an account is derived from: a keyed hash of its name, the same for a name that
 * does not exist yet, so that registering changes nothing that a stranger can see.
 */
function userIdentifier(keys: OpaqueServerKeys, loginName: string): string {
  return toBase64Url(hmac256(keys.enumerationKey, utf8(loginName)));
}
