/**
 * Reading decoded values into the exact shape that a message has: arrays of a fixed length with fields of
 * a fixed kind. One field too many, or of another kind, and the whole is refused (docs/protocol.md D4).
 */
import type { CodecValue } from "./codec.ts";
import type { Bytes } from "./bytes.ts";

/** Reads one field: its value, or undefined if it is not of the kind. */
export type Field<Value> = (value: CodecValue) => Value | undefined;

/** Bytes of exactly `length`, or of `min` to `max`. They are copied, and so own their memory. */
export function bytesField(min: number, max: number = min): Field<Bytes> {
  return (value) =>
    value instanceof Uint8Array && value.length >= min && value.length <= max
      ? Uint8Array.from(value)
      : undefined;
}

/** A whole number from `min` to `max`. */
export function integerField(min: number, max: number = Number.MAX_SAFE_INTEGER): Field<number> {
  return (value) => (typeof value === "number" && value >= min && value <= max ? value : undefined);
}

/** A text of at most `charactersMax` UTF-16 units. */
export function textField(charactersMax: number): Field<string> {
  return (value) =>
    typeof value === "string" && value.length <= charactersMax ? value : undefined;
}

/** One of the given texts. */
export function oneOfField<const Text extends string>(texts: readonly Text[]): Field<Text> {
  return (value) => texts.find((text) => text === value);
}

/** The field, or null. */
export function nullableField<Value>(field: Field<Value>): Field<Value | null> {
  return (value) => (value === null ? null : field(value));
}

/** An array of `min` to `max` items that are all of the field's kind. */
export function listField<Value>(
  field: Field<Value>,
  bounds: { readonly min?: number; readonly max: number },
): Field<readonly Value[]> {
  return (value) => {
    if (!isArray(value)) return undefined;
    if (value.length < (bounds.min ?? 0) || value.length > bounds.max) return undefined;
    const items: Value[] = [];
    for (const item of value) {
      const read = field(item);
      if (read === undefined) return undefined;
      items.push(read);
    }
    return items;
  };
}

type Values<Fields extends readonly Field<unknown>[]> = {
  readonly [Index in keyof Fields]: Fields[Index] extends Field<infer Value> ? Value : never;
};

/** An array of exactly these fields. */
export function tupleField<const Fields extends readonly Field<unknown>[]>(
  ...fields: Fields
): Field<Values<Fields>> {
  return (value) => {
    if (!isArray(value) || value.length !== fields.length) return undefined;
    const items: unknown[] = [];
    for (const [index, field] of fields.entries()) {
      const read = field(value[index] ?? null);
      if (read === undefined) return undefined;
      items.push(read);
    }
    return items as Values<Fields>;
  };
}

/** Any value: read later, by who knows what it is. */
export function anyField(value: CodecValue): CodecValue {
  return value;
}

/** Whether a value is an array (Array.isArray does not narrow a readonly one). */
export function isArray(value: CodecValue): value is readonly CodecValue[] {
  return Array.isArray(value);
}
