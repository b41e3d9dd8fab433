/**
 * The sealed channel (docs/protocol.md C4–C8).
 *
 *   th  = SHA-256(L("transcript") ‖ lp(m) for every clear message m, its exact bytes, in order)
 *   ikm = the OPAQUE session key (login)  or  X25519(e_c, e_s) ‖ X25519(e_c, S_channel) (resume, recover)
 *   PRK = HKDF-Extract(salt = th, ikm);  Expand: L("c2s"), L("s2c"), L("confirm"), 32 bytes each
 *   frame = AES-256-GCM(K of the direction, IV 0^4 ‖ u64 n, aad = L("frame") ‖ direction ‖ u64 n, message)
 *
 * n counts from 0 per direction and is not sent: TCP keeps the order, so a gap, a repeat or a swap does not
 * open. After every 2^16 frames a direction's key is replaced, K' = HKDF(K, L("ratchet")), and n goes on.
 */
import { importAesKey, openCounted, sealCounted } from "../aead.ts";
import { concat, equalBytes, lengthPrefixed, u64, utf8, type Bytes } from "../bytes.ts";
import { deriveKey, hash256, hkdfExpand, hkdfExtract, hmac256 } from "../hash.ts";
import { label } from "../labels.ts";
import { limits } from "../limits.ts";

export type Side = "client" | "server";

/** th over the exact bytes of the clear messages so far. 32 bytes. */
export function transcriptHash(messages: readonly Uint8Array[]): Bytes {
  return hash256(label("transcript"), ...messages.map(lengthPrefixed));
}

/** Both directions' keys and the key that confirms them. */
export interface ChannelKeys {
  readonly clientToServer: Bytes;
  readonly serverToClient: Bytes;
  readonly confirm: Bytes;
}

/** The keys of a channel. */
export function channelKeys(transcript: Uint8Array, inputKey: Uint8Array): ChannelKeys {
  const pseudoRandomKey = hkdfExtract(transcript, inputKey);
  return {
    clientToServer: hkdfExpand(pseudoRandomKey, label("c2s")),
    serverToClient: hkdfExpand(pseudoRandomKey, label("s2c")),
    confirm: hkdfExpand(pseudoRandomKey, label("confirm")),
  };
}

/** HMAC(confirm, "server"): the server's first words. */
export function serverConfirmation(keys: ChannelKeys): Bytes {
  return hmac256(keys.confirm, utf8("server"));
}

/** Whether a welcome's confirmation is right. */
export function isServerConfirmation(keys: ChannelKeys, confirmation: Uint8Array): boolean {
  return equalBytes(serverConfirmation(keys), confirmation);
}

/** What a device signs to prove, after a resume, that it holds its key. */
export function resumeMessage(transcript: Uint8Array): Bytes {
  return concat(label("resume"), transcript);
}

/** What the recovery key signs, after `recover.start`. */
export function recoverMessage(transcript: Uint8Array): Bytes {
  return concat(label("recover"), transcript);
}

/** One end of a channel: seals what goes out and opens what comes in, each in order. */
export class Channel {
  readonly #outgoing: Direction;
  readonly #incoming: Direction;

  constructor(side: Side, keys: ChannelKeys) {
    const clientToServer = new Direction(0, keys.clientToServer);
    const serverToClient = new Direction(1, keys.serverToClient);
    this.#outgoing = side === "client" ? clientToServer : serverToClient;
    this.#incoming = side === "client" ? serverToClient : clientToServer;
  }

  /** The frame of the next outgoing message. Frames must be sent in the order of the calls. */
  seal(message: Uint8Array): Promise<Bytes> {
    return this.#outgoing.next((key, count, aad) => sealCounted(key, count, aad, message));
  }

  /** The message of the next incoming frame; undefined if it is not exactly that, and then the channel is dead. */
  open(frame: Uint8Array): Promise<Bytes | undefined> {
    return this.#incoming.next((key, count, aad) => openCounted(key, count, aad, frame));
  }
}

/** A direction's key and count. Calls may overlap: each takes its number when it is made. */
class Direction {
  readonly #byte: number;
  #key: Bytes;
  #handle: Promise<CryptoKey>;
  #count = 0;

  constructor(byte: number, key: Bytes) {
    this.#byte = byte;
    this.#key = key;
    this.#handle = importAesKey(key);
  }

  async next<Value>(
    work: (key: CryptoKey, count: number, aad: Bytes) => Promise<Value>,
  ): Promise<Value> {
    const count = this.#count;
    if (count > 0 && count % limits.framesPerKey === 0) this.#ratchet();
    this.#count += 1;
    const aad = concat(label("frame"), Uint8Array.of(this.#byte), u64(count));
    return work(await this.#handle, count, aad);
  }

  #ratchet(): void {
    const next = deriveKey({ key: this.#key, info: label("ratchet") });
    this.#key.fill(0);
    this.#key = next;
    this.#handle = importAesKey(next);
  }
}
