/**
 * What a scan looks for: a secret or a text of a person's, in every form in which a program that leaks it would
 * write it down.
 *
 * A form is bytes that contain the whole marker: UTF-8, Latin-1 (JavaScript's own strings), UTF-16 of both orders,
 * hex of both cases, base64 and base64url at the three alignments that a longer text can put the marker at. What a
 * longer text decides (the characters at the ends, padding) is left out of the form.
 */
import assert from "node:assert/strict";

/** A thing that must not be found, by its name: what it is says more than its bytes. */
export interface Marker {
  readonly name: string;
  readonly forms: readonly Form[];
}

/** Bytes that a marker can lie there as. */
export interface Form {
  readonly encoding: string;
  readonly bytes: Buffer;
}

/** Shorter forms would be found by chance: 64 bits in a billion bytes once in 10^10 scans. */
const formBytesMin = 8;

/** A text that a person typed, or that Coffer shows to that person alone. */
export function textMarker(name: string, text: string): Marker {
  const utf8 = Buffer.from(text, "utf8");
  const forms: Form[] = [
    { encoding: "utf-8", bytes: utf8 },
    { encoding: "utf-16le", bytes: Buffer.from(text, "utf16le") },
    { encoding: "utf-16be", bytes: Buffer.from(text, "utf16le").swap16() },
    ...encodedForms(utf8),
  ];
  const latin1 = Buffer.from(text, "latin1");
  // Beyond Latin-1 that would be another text.
  if (latin1.toString("latin1") === text) forms.push({ encoding: "latin-1", bytes: latin1 });
  return marker(name, forms);
}

/** Bytes that are secret: keys. */
export function keyMarker(name: string, key: Uint8Array): Marker {
  const bytes = Buffer.from(key);
  return marker(name, [{ encoding: "bytes", bytes }, ...encodedForms(bytes)]);
}

/** An amount of so many minor units of a currency with cents, as text and as number. Of 12 digits or more. */
export function amountMarkers(name: string, minor: bigint): readonly Marker[] {
  const digits = minor.toString();
  assert.ok(digits.length >= 12, "fewer digits would be found by chance");
  const [whole, cents] = [digits.slice(0, -2), digits.slice(-2)];
  const grouped = (separator: string): string => whole.replaceAll(/\B(?=(?:\d{3})+$)/g, separator);
  const texts = [
    digits,
    `${whole}.${cents}`,
    `${whole},${cents}`,
    `${grouped(",")}.${cents}`,
    `${grouped(".")},${cents}`,
  ];
  const numbers: Form[] = [];
  for (const value of [minor, -minor, minor - 1n]) {
    // CBOR writes -1 - n for a negative number, so n is one less than the amount.
    const [integer, float] = [Buffer.alloc(8), Buffer.alloc(8)];
    integer.writeBigInt64BE(value);
    float.writeDoubleBE(Number(value));
    for (const [kind, bytes] of [
      ["integer", integer],
      ["float", float],
    ] as const) {
      numbers.push({ encoding: `${kind} big-endian`, bytes });
      numbers.push({ encoding: `${kind} little-endian`, bytes: Buffer.from(bytes.toReversed()) });
    }
  }
  return [...texts.map((text) => textMarker(`${name} ${text}`, text)), marker(name, numbers)];
}

function marker(name: string, forms: readonly Form[]): Marker {
  const byBytes = new Map<string, Form>();
  for (const form of forms) {
    assert.ok(form.bytes.length >= formBytesMin, `${name} is too short to be looked for`);
    const key = form.bytes.toString("latin1");
    if (!byBytes.has(key)) byBytes.set(key, form);
  }
  return { name, forms: [...byBytes.values()] };
}

function encodedForms(bytes: Buffer): readonly Form[] {
  const hex = bytes.toString("hex");
  const forms: Form[] = [
    { encoding: "hex", bytes: Buffer.from(hex, "latin1") },
    { encoding: "HEX", bytes: Buffer.from(hex.toUpperCase(), "latin1") },
  ];
  for (const encoding of ["base64", "base64url"] as const) {
    for (const before of [0, 1, 2]) {
      const text = Buffer.concat([Buffer.alloc(before), bytes]).toString(encoding);
      // A character stands for six bits; the ones that hold bits of neighbours are cut off.
      const first = Math.ceil((8 * before) / 6);
      const end = Math.floor((8 * (before + bytes.length)) / 6);
      forms.push({
        encoding: `${encoding} +${before}`,
        bytes: Buffer.from(text.slice(first, end), "latin1"),
      });
    }
  }
  return forms;
}
