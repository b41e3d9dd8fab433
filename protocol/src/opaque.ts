/**
 * OPAQUE (RFC 9807, ristretto255-SHA512) for clients, by @serenity-kit/opaque: bytes in, bytes out.
 *
 * The key stretching is a constant of the client, passed explicitly: no server names it. It costs about
 * 0.2 s of CPU in `finish…`, synchronously. Every wrong thing (password, server, record) is one answer,
 * undefined; malformed bytes from a server are the same answer.
 */
import type { client } from "@serenity-kit/opaque";
import { fromBase64Url, toBase64Url, toHex, type Bytes } from "./bytes.ts";

/** Argon2id, version 1.3, 64 MiB, 3 passes, 4 lanes: the second recommendation of RFC 9106 §4. */
export const keyStretching = {
  "argon2id-custom": { iterations: 3, memory: 65_536, parallelism: 4 },
} as const;

/** The library, when a password is used for the first time: starting its WebAssembly takes as long as a whole command. */
async function loadLibrary(): Promise<typeof client> {
  const library = await import("@serenity-kit/opaque");
  await library.ready;
  return library.client;
}

/** Both names that the envelope is bound to (RFC 9807 §6.1). */
export interface OpaqueIdentity {
  readonly loginName: string;
  readonly serverId: Uint8Array;
}

/** The identifiers of RFC 9807 for an account at a server. */
export function identifiers(identity: OpaqueIdentity): { client: string; server: string } {
  return { client: identity.loginName, server: `coffer:${toHex(identity.serverId)}` };
}

/** A first message for the server, and the state to finish with, which stays here. */
export interface OpaqueStart {
  readonly request: Bytes;
  readonly state: string;
}

/** Begins a registration. The request has 32 bytes. */
export async function startRegistration(password: string): Promise<OpaqueStart> {
  const library = await loadLibrary();
  const { registrationRequest, clientRegistrationState } = library.startRegistration({ password });
  return { request: bytesOf(registrationRequest), state: clientRegistrationState };
}

/** What a registration gives: the record for the server, and what stays here. */
export interface OpaqueRegistration {
  readonly record: Bytes;
  readonly exportKey: Bytes;
  readonly serverPublicKey: Bytes;
}

/** Finishes a registration; undefined if the server's answer is malformed. */
export async function finishRegistration(options: {
  readonly password: string;
  readonly state: string;
  readonly response: Uint8Array;
  readonly identity: OpaqueIdentity;
}): Promise<OpaqueRegistration | undefined> {
  const library = await loadLibrary();
  try {
    const finished = library.finishRegistration({
      password: options.password,
      clientRegistrationState: options.state,
      registrationResponse: toBase64Url(options.response),
      identifiers: identifiers(options.identity),
      keyStretching,
    });
    return {
      record: bytesOf(finished.registrationRecord),
      exportKey: bytesOf(finished.exportKey),
      serverPublicKey: bytesOf(finished.serverStaticPublicKey),
    };
  } catch {
    return undefined;
  }
}

/** Begins a login: KE1, 96 bytes. */
export async function startLogin(password: string): Promise<OpaqueStart> {
  const library = await loadLibrary();
  const { startLoginRequest, clientLoginState } = library.startLogin({ password });
  return { request: bytesOf(startLoginRequest), state: clientLoginState };
}

/** What a login gives: KE3 for the server, and the keys that stay here. */
export interface OpaqueLogin {
  readonly finish: Bytes;
  readonly sessionKey: Bytes;
  readonly exportKey: Bytes;
  readonly serverPublicKey: Bytes;
}

/** Finishes a login; undefined for a wrong password, another server, or malformed bytes alike. */
export async function finishLogin(options: {
  readonly password: string;
  readonly state: string;
  readonly response: Uint8Array;
  readonly identity: OpaqueIdentity;
}): Promise<OpaqueLogin | undefined> {
  const library = await loadLibrary();
  let finished: ReturnType<typeof library.finishLogin>;
  try {
    finished = library.finishLogin({
      password: options.password,
      clientLoginState: options.state,
      loginResponse: toBase64Url(options.response),
      identifiers: identifiers(options.identity),
      keyStretching,
    });
  } catch {
    return undefined;
  }
  if (finished === undefined) return undefined;
  return {
    finish: bytesOf(finished.finishLoginRequest),
    sessionKey: bytesOf(finished.sessionKey),
    exportKey: bytesOf(finished.exportKey),
    serverPublicKey: bytesOf(finished.serverStaticPublicKey),
  };
}

/** Bytes of the library's base64url. */
export function bytesOf(text: string): Bytes {
  const bytes = fromBase64Url(text);
  if (bytes === undefined) throw new Error("Broken invariant: OPAQUE speaks base64url");
  return bytes;
}
