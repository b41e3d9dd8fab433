/**
 * A column of whole numbers as bytes: little-endian, in the narrowest width of 0, 1, 2, 4 or 8 bytes that holds
 * every value's distance from the smallest. Equal columns have equal bytes. Packing keeps a state cache to half
 * its size; reading back is one native widening copy and the pass that checks the range anyway.
 *
 *   [base, width, bytes]     width 8: the values themselves as 64-bit floats, base 0
 */
import { assert } from "../result.ts";
import { isInteger, type PlainValue } from "./plain.ts";

type Values = Int32Array | Uint32Array | Float64Array | Uint8Array;

/** Typed arrays have the machine's byte order: a big-endian one would write files that others misread. */
const isLittleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/** The packed form of a column's first `count` values, which are whole and exact. */
export function packColumn(column: Values, count: number): PlainValue {
  assert(isLittleEndian, "columns are packed on little-endian machines");
  let min = count === 0 ? 0 : (column[0] ?? 0);
  let max = min;
  for (let row = 1; row < count; row++) {
    const value = column[row] ?? 0;
    if (value < min) min = value;
    else if (value > max) max = value;
  }
  const span = max - min;
  if (span === 0) return [min, 0, new Uint8Array(0)];
  if (span < 2 ** 8) return [min, 1, offsets(column, new Uint8Array(count), min)];
  if (span < 2 ** 16) return [min, 2, offsets(column, new Uint16Array(count), min)];
  if (span < 2 ** 32) return [min, 4, offsets(column, new Uint32Array(count), min)];
  return [0, 8, offsets(column, new Float64Array(count), 0)];
}

/** A column of integers, none of which is below `least` or above `greatest`. */
export type Integers = {
  readonly column: Int32Array<ArrayBuffer>;
  readonly least: number;
  readonly greatest: number;
};

/** The column of integers that all are from `min` to `max`, or undefined. */
export function unpackIntegers(
  value: unknown,
  count: number,
  min: number,
  max: number,
): Integers | undefined {
  const packed = readPacked(value, count);
  if (packed === undefined || packed.source instanceof Float64Array) return undefined;
  const { base, source } = packed;
  const column = new Int32Array(count);
  let largest = 0;
  if (source === undefined) column.fill(base);
  else {
    column.set(source);
    for (let row = 0; row < count; row++) {
      // A distance of 2^31 or more has wrapped around in the copy.
      const distance = (column[row] ?? 0) >>> 0;
      if (distance > largest) largest = distance;
      column[row] = base + distance;
    }
  }
  const isWithin = count === 0 || (base >= min && base + largest <= max);
  return isWithin ? { column, least: base, greatest: base + largest } : undefined;
}

/** The column of whole amounts no further than `bound` from zero with the furthest distance, or undefined. */
export function unpackAmounts(
  value: unknown,
  count: number,
  bound: number,
): { readonly column: Float64Array<ArrayBuffer>; readonly furthest: number } | undefined {
  const packed = readPacked(value, count);
  if (packed === undefined) return undefined;
  const { base, source } = packed;
  const column = new Float64Array(count);
  if (source !== undefined) column.set(source);
  let furthest = 0;
  let areWhole = true;
  for (let row = 0; row < count; row++) {
    // Adding makes 0 of −0; the distance of NaN is not at most the bound.
    const amount = (column[row] ?? 0) + base;
    const distance = Math.abs(amount);
    if (!(distance <= bound) || amount !== Math.trunc(amount)) areWhole = false;
    if (distance > furthest) furthest = distance;
    column[row] = amount;
  }
  return areWhole ? { column, furthest } : undefined;
}

function offsets(
  column: Values,
  target: Uint8Array | Uint16Array | Uint32Array | Float64Array,
  base: number,
): Uint8Array {
  for (let row = 0; row < target.length; row++) target[row] = (column[row] ?? 0) - base;
  return new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
}

type Packed = {
  readonly base: number;
  /** Undefined: every value is the base. */
  readonly source: Uint8Array | Uint16Array | Uint32Array | Float64Array | undefined;
};

function readPacked(value: unknown, count: number): Packed | undefined {
  if (!isLittleEndian || !Array.isArray(value) || value.length !== 3) return undefined;
  const [base, width, bytes] = value as unknown[];
  if (!isInteger(base, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)) return undefined;
  if (!(bytes instanceof Uint8Array) || typeof width !== "number") return undefined;
  if (bytes.length !== count * width) return undefined;
  switch (width) {
    case 0:
      return { base, source: undefined };
    case 1:
      return { base, source: bytes };
    // A view needs memory that is aligned to it: a copy is (slice would not copy a Buffer of Node's).
    case 2:
      return { base, source: new Uint16Array(new Uint8Array(bytes).buffer) };
    case 4:
      return { base, source: new Uint32Array(new Uint8Array(bytes).buffer) };
    case 8:
      return base === 0
        ? { base, source: new Float64Array(new Uint8Array(bytes).buffer) }
        : undefined;
    default:
      return undefined;
  }
}
