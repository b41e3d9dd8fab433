/**
 * WebCrypto for the time of a simulation: the same primitives, done at once instead of on other threads, and random
 * bytes from a seed.
 *
 * The platform finishes its operations in any order; here each is done when it is asked for, by node:crypto, so that
 * one seed is one run. What is done and what comes out is the same, which seeded-crypto.test.ts holds against the
 * platform. The methods are replaced where the platform has them, because @hpke keeps a handle of its own.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  hkdfSync,
  sign,
  verify,
  type KeyObject,
} from "node:crypto";
import type { RandomBytes } from "../../protocol/src/bytes.ts";

const tagLength = 16;
/** RFC 8410 §4: the SubjectPublicKeyInfo of a raw key is this head and the key. */
const spkiHeads: Readonly<Record<string, string>> = {
  Ed25519: "302a300506032b6570032100",
  X25519: "302a300506032b656e032100",
};

type Named = string | { readonly name: string };
type Derivation =
  | { readonly name: "HKDF"; readonly salt: ArrayBuffer; readonly info: ArrayBuffer }
  | { readonly name: "X25519"; readonly public: object };
interface GcmOptions {
  readonly iv: Uint8Array;
  readonly additionalData?: Uint8Array;
}

/** Runs something with seeded cryptography, and puts the platform's back. */
export async function withSeededCrypto<Value>(
  randomBytes: RandomBytes,
  run: () => Promise<Value>,
): Promise<Value> {
  if (Reflect.has(subtleMethod("encrypt"), seeded)) {
    throw new Error("Another simulation is running in this process.");
  }
  const restores = [
    replaceMethods(Object.getPrototypeOf(globalThis.crypto.subtle) as object, subtleMethods()),
    replaceMethods(Object.getPrototypeOf(globalThis.crypto) as object, {
      getRandomValues: (array: Uint8Array) => {
        array.set(randomBytes(array.length));
        return array;
      },
    }),
  ];
  try {
    return await run();
  } finally {
    for (const restore of restores) restore();
  }
}

/** Marks what stands in the place of the platform's methods. */
const seeded = Symbol("seeded");

function subtleMethod(name: string): object {
  return Reflect.get(globalThis.crypto.subtle, name) as object;
}

function replaceMethods(target: object, methods: Readonly<Record<string, object>>): () => void {
  const before = Object.getOwnPropertyDescriptors(target);
  for (const [name, value] of Object.entries(methods)) {
    Object.assign(value, { [seeded]: true });
    Object.defineProperty(target, name, { value, configurable: true, writable: true });
  }
  return () => {
    for (const name of Object.keys(methods)) {
      const descriptor = before[name as keyof typeof before];
      if (descriptor !== undefined) Object.defineProperty(target, name, descriptor);
    }
  };
}

/** The algorithms that the protocol uses; any other is an error that names it. */
function subtleMethods(): Readonly<Record<string, object>> {
  const keys = new WeakMap<object, KeyObject>();
  /** Every device imports the same keys and verifies the same entries: each is worked out once. */
  const known = new Map<string, KeyObject>();
  const verified = new WeakMap<KeyObject, Map<string, boolean>>();
  const keyOf = (handle: object): KeyObject => {
    const key = keys.get(handle);
    if (key === undefined) throw new Error("The key is of another simulation.");
    return key;
  };
  return {
    importKey: async (format: string, bytes: Uint8Array, algorithm: Named) => {
      const name = `${format} ${nameOf(algorithm)} ${textOf(bytesOf(bytes))}`;
      const key = known.get(name) ?? importedKey(format, bytesOf(bytes), nameOf(algorithm));
      known.set(name, key);
      const handle = { type: key.type, algorithm, usages: [] };
      keys.set(handle, key);
      return handle;
    },
    encrypt: async (options: GcmOptions, handle: object, plaintext: Uint8Array) => {
      const cipher = createCipheriv("aes-256-gcm", keyOf(handle), bytesOf(options.iv));
      if (options.additionalData !== undefined) cipher.setAAD(bytesOf(options.additionalData));
      const body = cipher.update(bytesOf(plaintext));
      return bufferOf(Buffer.concat([body, cipher.final(), cipher.getAuthTag()]));
    },
    decrypt: async (options: GcmOptions, handle: object, ciphertext: Uint8Array) => {
      const bytes = bytesOf(ciphertext);
      const decipher = createDecipheriv("aes-256-gcm", keyOf(handle), bytesOf(options.iv));
      if (options.additionalData !== undefined) decipher.setAAD(bytesOf(options.additionalData));
      decipher.setAuthTag(bytes.subarray(bytes.length - tagLength));
      const body = decipher.update(bytes.subarray(0, bytes.length - tagLength));
      return bufferOf(Buffer.concat([body, decipher.final()]));
    },
    sign: async (algorithm: Named, handle: object, message: Uint8Array) => {
      const key = keyOf(handle);
      const bytes = bytesOf(message);
      return bufferOf(
        nameOf(algorithm) === "HMAC"
          ? createHmac("sha256", key).update(bytes).digest()
          : sign(null, bytes, key),
      );
    },
    verify: async (_: Named, handle: object, signature: Uint8Array, message: Uint8Array) => {
      const key = keyOf(handle);
      const outcomes = verified.get(key) ?? new Map<string, boolean>();
      verified.set(key, outcomes);
      const text = `${textOf(bytesOf(signature))} ${textOf(bytesOf(message))}`;
      const outcome = outcomes.get(text) ?? verify(null, bytesOf(message), key, bytesOf(signature));
      outcomes.set(text, outcome);
      return outcome;
    },
    deriveBits: async (options: Derivation, handle: object, bits: number) =>
      options.name === "HKDF"
        ? hkdfSync("sha256", keyOf(handle), options.salt, options.info, bits / 8)
        : bufferOf(diffieHellman({ privateKey: keyOf(handle), publicKey: keyOf(options.public) })),
  };
}

function importedKey(format: string, bytes: Uint8Array, name: string): KeyObject {
  if (["AES-GCM", "HMAC", "HKDF"].includes(name)) return createSecretKey(bytes);
  if (format === "pkcs8") {
    return createPrivateKey({ key: Buffer.from(bytes), format: "der", type: "pkcs8" });
  }
  const head = spkiHeads[name];
  if (head === undefined) throw new Error(`The simulation has no ${name}.`);
  const key = Buffer.concat([Buffer.from(head, "hex"), bytes]);
  return createPublicKey({ key, format: "der", type: "spki" });
}

function nameOf(algorithm: Named): string {
  return typeof algorithm === "string" ? algorithm : algorithm.name;
}

function bytesOf(data: Uint8Array | ArrayBuffer): Uint8Array {
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}

/** Bytes as a text that is the same for the same bytes only. */
function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
