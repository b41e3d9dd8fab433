/**
 * Values that have an encoding in Coffer's codec: null, booleans, integers, well-formed text, bytes, arrays and
 * maps. Nothing here makes bytes; that is the protocol's. Field codecs turn one field into such a value and
 * back; what is not of the kind reads as undefined, whatever it is, and never throws.
 */
import type { Id } from "./id.ts";

/** A value that the codec can encode. */
export type PlainValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | readonly PlainValue[]
  | ReadonlyMap<number | string, PlainValue>;

/** Gives the number by which an id is named within one encoding. */
export type IdWriter = (id: Id) => number;

/** Gives the id that a number names within one encoding, or undefined. */
export type IdReader = (reference: unknown) => Id | undefined;

/** One field's two directions. */
export type FieldCodec<Value> = {
  readonly encode: (value: Value, ids: IdWriter) => PlainValue;
  readonly decode: (value: unknown, ids: IdReader) => Value | undefined;
};

/** Whether a value is a whole number from `min` to `max`; −0, which has no encoding, is none. */
export function isInteger(value: unknown, min: number, max: number): value is number {
  return (
    typeof value === "number" &&
    Number.isSafeInteger(value) &&
    value >= min &&
    value <= max &&
    !Object.is(value, -0)
  );
}

/** A whole number from `min` to `max`. */
export function integerField(min: number, max: number): FieldCodec<number> {
  return {
    encode: (value) => value,
    decode: (value) => (isInteger(value, min, max) ? value : undefined),
  };
}

/** True or false. */
export const booleanField: FieldCodec<boolean> = {
  encode: (value) => value,
  decode: (value) => (typeof value === "boolean" ? value : undefined),
};

/** Well-formed text of `min` to `max` UTF-16 units. */
export function textField(min: number, max: number): FieldCodec<string> {
  return {
    encode: (value) => value,
    decode: (value) =>
      typeof value === "string" &&
      value.length >= min &&
      value.length <= max &&
      value.isWellFormed()
        ? value
        : undefined,
  };
}

/** One of the given texts, encoded as its place among them: their order is the format. */
export function oneOfField<const Text extends string>(texts: readonly Text[]): FieldCodec<Text> {
  return {
    encode: (value) => texts.indexOf(value),
    decode: (value) => (isInteger(value, 0, texts.length - 1) ? texts[value] : undefined),
  };
}

/** Money: a bigint in memory, a number in the encoding, at most `max` from zero. */
export function minorField(max: bigint): FieldCodec<bigint> {
  const bound = Number(max);
  return {
    encode: (value) => Number(value),
    decode: (value) => (isInteger(value, -bound, bound) ? BigInt(value) : undefined),
  };
}

/** An id, encoded as the number that names it. */
export const idField: FieldCodec<Id> = {
  encode: (value, ids) => ids(value),
  decode: (value, ids) => ids(value),
};

/** The field, or null. */
export function nullableField<Value>(field: FieldCodec<Value>): FieldCodec<Value | null> {
  return {
    encode: (value, ids) => (value === null ? null : field.encode(value, ids)),
    decode: (value, ids) => (value === null ? null : field.decode(value, ids)),
  };
}

/** A list of `min` to `max` values of one kind. */
export function listField<Value>(
  field: FieldCodec<Value>,
  min: number,
  max: number,
): FieldCodec<readonly Value[]> {
  return {
    encode: (values, ids) => values.map((value) => field.encode(value, ids)),
    decode: (value, ids) => {
      if (!Array.isArray(value) || value.length < min || value.length > max) return undefined;
      const values: Value[] = [];
      for (const item of value as unknown[]) {
        const read = field.decode(item, ids);
        if (read === undefined) return undefined;
        values.push(read);
      }
      return values;
    },
  };
}

/** The fields of an object in their order, which is the format; the encoding is an array of as many. */
export function objectField<Fields extends object>(codecs: {
  readonly [Name in keyof Fields]-?: FieldCodec<Fields[Name]>;
}): FieldCodec<Fields> {
  const entries = Object.entries(codecs) as [keyof Fields & string, FieldCodec<unknown>][];
  return {
    encode: (value, ids) => entries.map(([name, codec]) => codec.encode(value[name], ids)),
    decode: (value, ids) => {
      if (!Array.isArray(value) || value.length !== entries.length) return undefined;
      const fields: Record<string, unknown> = {};
      for (const [index, [name, codec]] of entries.entries()) {
        const read = codec.decode((value as unknown[])[index], ids);
        if (read === undefined) return undefined;
        fields[name] = read;
      }
      return fields as Fields;
    },
  };
}
