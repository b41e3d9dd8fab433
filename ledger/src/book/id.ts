/**
 * Ids of everything in a book: 128 random bits, as 32 lower-case hexadecimal characters in memory and as 16
 * bytes when encoded. They are drawn by the caller: this package has no randomness.
 */
import { assert } from "../result.ts";

declare const idBrand: unique symbol;

/** An id: 32 lower-case hexadecimal characters. */
export type Id = string & { readonly [idBrand]: "Id" };

/** Bytes of an id. */
export const ID_BYTES = 16;

/** The id of the one settings record. */
export const SETTINGS_ID: Id = "0".repeat(2 * ID_BYTES) as Id;

const idForm = /^[0-9a-f]{32}$/;

/** The id a text spells in full, or undefined. */
export function parseId(text: string): Id | undefined {
  return idForm.test(text) ? (text as Id) : undefined;
}

/** The id of 16 bytes. */
export function idFromBytes(bytes: Uint8Array): Id {
  assert(bytes.length === ID_BYTES, "an id has 16 bytes");
  return bytes.toHex() as Id;
}

/** The 16 bytes of an id. */
export function idToBytes(id: Id): Uint8Array<ArrayBuffer> {
  return Uint8Array.fromHex(id);
}
