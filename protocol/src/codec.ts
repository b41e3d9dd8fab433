/**
 * The one codec: deterministic CBOR (RFC 8949 §4.2.1), by cborg (docs/protocol.md D1–D3).
 *
 * Only these values exist: null, booleans, integers of 64 bits, well-formed text, bytes, arrays, maps.
 * Shortest forms, definite lengths, map keys sorted by their encoded bytes; no tags, floats, undefined.
 * Reading is strict: what was decoded is encoded again and compared, so that one value has one encoding.
 */
import {
  decode as cborgDecode,
  encode as cborgEncode,
  rfc8949EncodeOptions,
  Tokenizer,
} from "cborg";
import { equalBytes, type Bytes } from "./bytes.ts";
import { limits } from "./limits.ts";
import { fail, ok, type Result } from "./result.ts";

/** A value that has an encoding. An integer outside the safe range is a bigint, others are numbers. */
export type CodecValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | readonly CodecValue[]
  | ReadonlyMap<number | string, CodecValue>;

export type CodecError = { readonly code: "not-canonical" };

const notCanonical = fail<CodecError>({ code: "not-canonical" });

const decodeOptions = {
  strict: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowInfinity: false,
  allowNaN: false,
  allowBigInt: true,
  useMaps: true,
  rejectDuplicateMapKeys: true,
};

/**
 * The bytes of a value.
 *
 * Throws if the value has none (a float, a lone surrogate, too deep): that is a bug of the caller.
 */
export function encode(value: CodecValue): Bytes {
  if (!isCodecValue(value, 0)) throw new Error("Broken invariant: a value without an encoding");
  return Uint8Array.from(cborgEncode(value, rfc8949EncodeOptions));
}

/** The value of bytes that are exactly one canonical encoding. Never throws. */
export function decode(bytes: Uint8Array): Result<CodecValue, CodecError> {
  const read = decodeWith(bytes, decodeOptions);
  if (read.ok || !hasByteOrderMark(bytes)) return read;
  const options = { ...decodeOptions, retainStringBytes: true };
  return decodeWith(bytes, { ...options, tokenizer: new WholeTextTokenizer(bytes, options) });
}

function decodeWith(
  bytes: Uint8Array,
  options: Parameters<typeof cborgDecode>[1],
): Result<CodecValue, CodecError> {
  let value: unknown;
  try {
    value = cborgDecode(bytes, options);
  } catch {
    // Every way in which bytes are not an item, the stack's end at hostile nesting included.
    return notCanonical;
  }
  if (!isCodecValue(value, 0)) return notCanonical;
  return equalBytes(cborgEncode(value, rfc8949EncodeOptions), bytes) ? ok(value) : notCanonical;
}

/** cborg's TextDecoder takes a U+FEFF at the start of a text for a mark and drops it: here it stays. */
class WholeTextTokenizer extends Tokenizer {
  override next(): ReturnType<Tokenizer["next"]> {
    const token = super.next();
    if (token.byteValue !== undefined && hasByteOrderMark(token.byteValue.subarray(0, 3))) {
      token.value = `\ufeff${token.value}`;
    }
    return token;
  }
}

function hasByteOrderMark(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0xef); at >= 0; at = bytes.indexOf(0xef, at + 1)) {
    if (bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf) return true;
  }
  return false;
}

const integerMin = -(2n ** 64n);
const integerMax = 2n ** 64n - 1n;

function isCodecValue(value: unknown, depth: number): value is CodecValue {
  if (value === null || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isSafeInteger(value);
  if (typeof value === "bigint") return value >= integerMin && value <= integerMax;
  if (typeof value === "string") return value.isWellFormed();
  if (value instanceof Uint8Array) return true;
  if (depth >= limits.codecDepthMax) return false;
  if (Array.isArray(value)) return value.every((item) => isCodecValue(item, depth + 1));
  if (!(value instanceof Map)) return false;
  for (const [key, item] of value) {
    if (typeof key !== "number" && typeof key !== "string") return false;
    if (!isCodecValue(key, depth + 1) || !isCodecValue(item, depth + 1)) return false;
  }
  return true;
}
