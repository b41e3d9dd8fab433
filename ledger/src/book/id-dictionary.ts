/**
 * Naming ids by small numbers within one encoding: the ids stand once, as 16 bytes each, in the order in which
 * they are first named. An import names its account a thousand times and spells it once. Reading is strict: each
 * id is there once, in that order, and is named, so that one meaning has one encoding.
 */
import { ID_BYTES, idFromBytes, idToBytes, type Id } from "./id.ts";
import { isInteger, type IdReader, type IdWriter } from "./plain.ts";

/** Collects the ids that an encoding names. */
export type IdDictionaryWriter = { readonly name: IdWriter; readonly bytes: () => Uint8Array };

/** Gives back the ids that an encoding names. */
export type IdDictionaryReader = { readonly idOf: IdReader; readonly areAllNamed: () => boolean };

/** Returns an empty dictionary to write with. */
export function createIdWriter(): IdDictionaryWriter {
  const numbers = new Map<Id, number>();
  return {
    name: (id) => {
      const known = numbers.get(id);
      if (known !== undefined) return known;
      numbers.set(id, numbers.size);
      return numbers.size - 1;
    },
    bytes: () => {
      const bytes = new Uint8Array(numbers.size * ID_BYTES);
      for (const [id, number] of numbers) bytes.set(idToBytes(id), number * ID_BYTES);
      return bytes;
    },
  };
}

/** Returns the dictionary of written bytes, or undefined if they are not at most `idsMax` different ids. */
export function createIdReader(bytes: unknown, idsMax: number): IdDictionaryReader | undefined {
  if (!(bytes instanceof Uint8Array) || bytes.length % ID_BYTES !== 0) return undefined;
  const count = bytes.length / ID_BYTES;
  if (count > idsMax) return undefined;
  const ids: Id[] = [];
  for (let at = 0; at < bytes.length; at += ID_BYTES) {
    ids.push(idFromBytes(bytes.subarray(at, at + ID_BYTES)));
  }
  if (new Set(ids).size !== count) return undefined;
  let named = 0;
  return {
    idOf: (reference) => {
      if (!isInteger(reference, 0, named)) return undefined;
      const id = ids[reference];
      if (id !== undefined && reference === named) named += 1;
      return id;
    },
    areAllNamed: () => named === count,
  };
}
