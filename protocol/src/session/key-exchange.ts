/**
 * X25519 (RFC 7748) by WebCrypto, for channels without a password: resume by device key, recovery by kit.
 *
 * The server's channel key is pinned by every device, so ikm holds X25519(e_c, S_channel): only that
 * server can answer. X25519(e_c, e_s) gives forward secrecy. An all-zero result is refused (RFC 7748 §6.1).
 */
import { concat, type Bytes } from "../bytes.ts";

export const exchangeKeyLength = 32;

/** An ephemeral pair, or the server's channel key: the public key, and the handle of the secret. */
export interface ExchangeKey {
  readonly publicKey: Bytes;
  readonly secret: CryptoKey;
}

// RFC 8410 §7: PKCS #8 of an X25519 key is this head and the scalar.
const pkcs8Head = Uint8Array.fromHex("302e020100300506032b656e04220420");

/** The exchange key of 32 secret bytes. */
export async function exchangeKeyOf(secretBytes: Uint8Array): Promise<ExchangeKey> {
  const secret = await crypto.subtle.importKey(
    "pkcs8",
    concat(pkcs8Head, secretBytes),
    "X25519",
    false,
    ["deriveBits"],
  );
  // The base point, u = 9: multiplying it gives the public key.
  const basePoint = new Uint8Array(exchangeKeyLength);
  basePoint[0] = 9;
  return { publicKey: await multiply(secret, basePoint), secret };
}

/** X25519(secret, public key), 32 bytes; undefined for a malformed or low-order public key. */
export async function sharedSecret(
  secret: CryptoKey,
  publicKey: Uint8Array,
): Promise<Bytes | undefined> {
  try {
    return await multiply(secret, publicKey);
  } catch {
    return undefined;
  }
}

/** Throws for a malformed public key, and as WebCrypto demands for an all-zero result. */
async function multiply(secret: CryptoKey, publicKey: Uint8Array): Promise<Bytes> {
  const imported = await crypto.subtle.importKey("raw", publicKey, "X25519", false, []);
  const bits = await crypto.subtle.deriveBits({ name: "X25519", public: imported }, secret, 256);
  return new Uint8Array(bits);
}

/** The client's ikm: its ephemeral key with the server's ephemeral and channel keys. */
export async function clientInputKey(options: {
  readonly ephemeral: ExchangeKey;
  readonly serverEphemeral: Uint8Array;
  readonly channelPublicKey: Uint8Array;
}): Promise<Bytes | undefined> {
  const { ephemeral, serverEphemeral, channelPublicKey } = options;
  return joined(
    await sharedSecret(ephemeral.secret, serverEphemeral),
    await sharedSecret(ephemeral.secret, channelPublicKey),
  );
}

/** The server's ikm: its ephemeral and channel keys with the client's ephemeral key. */
export async function serverInputKey(options: {
  readonly ephemeral: ExchangeKey;
  readonly channelKey: ExchangeKey;
  readonly clientEphemeral: Uint8Array;
}): Promise<Bytes | undefined> {
  const { ephemeral, channelKey, clientEphemeral } = options;
  return joined(
    await sharedSecret(ephemeral.secret, clientEphemeral),
    await sharedSecret(channelKey.secret, clientEphemeral),
  );
}

function joined(ephemeral: Bytes | undefined, fixed: Bytes | undefined): Bytes | undefined {
  return ephemeral === undefined || fixed === undefined ? undefined : concat(ephemeral, fixed);
}
