/**
 * Messages taken apart and put together otherwise: what a lie below the seal is made of.
 */
import { decode, encode, type CodecValue } from "../../protocol/src/codec.ts";
import type { Bytes } from "../../protocol/src/bytes.ts";

/** The values of a message: its type, and its fields. */
export function valuesOf(message: Uint8Array): readonly CodecValue[] {
  const decoded = decode(message);
  if (!decoded.ok || !Array.isArray(decoded.value)) throw new Error("A message is an array.");
  return decoded.value;
}

/** The type of a message. */
export function typeOf(message: Uint8Array): CodecValue | undefined {
  return valuesOf(message)[0];
}

/** Changes the values of messages of one type, and leaves others alone. */
export function changing(
  type: string,
  change: (values: readonly CodecValue[]) => readonly CodecValue[],
): (message: Bytes) => Bytes {
  return (message) => (typeOf(message) === type ? encode(change(valuesOf(message))) : message);
}

/** A place in a value: the indexes that lead to it. */
export type Path = readonly number[];

/** Every place of a value at which something stands, arrays included, in order. */
export function pathsOf(value: CodecValue, path: Path = []): readonly Path[] {
  if (!Array.isArray(value)) return [path];
  const items: readonly CodecValue[] = value;
  return [path, ...items.flatMap((item, index) => pathsOf(item, [...path, index]))];
}

/** What stands at a place. */
export function valueAt(value: CodecValue, [first, ...rest]: Path): CodecValue {
  if (first === undefined) return value;
  if (!Array.isArray(value)) throw new Error("Only arrays have places.");
  return valueAt((value as readonly CodecValue[])[first] ?? null, rest);
}

/** The value with something else at a place. */
export function withAt(value: CodecValue, [first, ...rest]: Path, other: CodecValue): CodecValue {
  if (first === undefined) return other;
  if (!Array.isArray(value)) throw new Error("Only arrays have places.");
  const items: readonly CodecValue[] = value;
  return items.with(first, withAt(items[first] ?? null, rest, other));
}

/** Other values that could stand in the place of one: of its kind, and of another. */
export function mutationsOf(value: CodecValue): readonly CodecValue[] {
  if (typeof value === "number")
    return [0, 1, value + 1, value - 1, 2 ** 31].filter((n) => n !== value);
  if (typeof value === "string") return ["", `${value}x`, "admin"];
  if (value instanceof Uint8Array) {
    if (value.length === 0) return [Uint8Array.of(1)];
    const last = value.length - 1;
    const flips = [0, last >> 1, last].map((at) => value.with(at, (value[at] ?? 0) ^ 1));
    return [...flips, value.slice(1), new Uint8Array(value.length), new Uint8Array(0)];
  }
  if (!Array.isArray(value)) return [0, "x", [null]];
  const items: readonly CodecValue[] = value;
  return [[...items, 0], [...items, ...items.slice(-1)], items.slice(0, -1), items.toReversed()];
}
