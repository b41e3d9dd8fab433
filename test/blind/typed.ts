/**
 * Everything that a person of the scripted month types or has in a file, each of it unlike anything else, so that
 * a search for it finds that thing and no other.
 */
import { hash256 } from "../../protocol/src/hash.ts";
import { utf8 } from "../../protocol/src/bytes.ts";
import { amountMarkers, textMarker, type Marker } from "./markers.ts";

const letters = 16;

/** A word that nobody has ever written: lower-case letters, because programs fold case. */
function word(name: string): string {
  return Array.from(hash256(utf8(`blind: ${name}`)).slice(0, letters), (byte) =>
    String.fromCharCode(97 + (byte % 26)),
  ).join("");
}

function words<const Name extends string>(
  ...names: readonly Name[]
): Readonly<Record<Name, string>> {
  return Object.fromEntries(names.map((name) => [name, word(name)])) as Record<Name, string>;
}

/** An amount of thirteen digits, in cents. */
function cents(name: string): bigint {
  const [high = 0, ...rest] = hash256(utf8(`blind amount: ${name}`));
  const digits = rest.slice(0, 12).map((byte) => String(byte % 10));
  return BigInt(`${(high % 9) + 1}${digits.join("")}`);
}

function amounts<const Name extends string>(
  ...names: readonly Name[]
): Readonly<Record<Name, bigint>> {
  return Object.fromEntries(names.map((name) => [name, cents(name)])) as Record<Name, bigint>;
}

/** An amount as it is typed. */
export function asTyped(minor: bigint): string {
  const digits = minor.toString();
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** What the server is told, and must know: who signs in. */
export const loginName: string = word("login name");

export const texts = words(
  "password",
  "mistyped password",
  "new password",
  "password after recovery",
  "device name",
  "second device's name",
  "household's name",
  "transaction text",
  "edited text",
  "deleted transaction's text",
  "transfer text",
  "note",
  "split's note",
  "account name",
  "renamed account",
  "savings account",
  "category name",
  "renamed category",
  "bucket name",
  "csv file name",
  "csv text",
  "csv column",
  "ofx file name",
  "ofx payee",
  "ofx memo",
  "ofx transaction id",
  "ofx account number",
  "ofx bank",
  "json file name",
  "json note",
  "text written while offline",
  "text after the revocation",
);

/** A text that no ASCII holds. */
export const foreignText = `Zoë ${word("foreign text")} Größe`;

export const sums = amounts(
  "expense",
  "edited amount",
  "income",
  "opening balance",
  "transfer",
  "planned income",
  "least income",
  "review income",
  "review needs",
  "review wants",
  "review savings",
  "csv amount",
  "ofx amount",
  "ofx balance",
  "split",
);

/** Days that no clock will show for a while, so that no time stamp looks like them. */
export const days = {
  typed: "2087-03-14",
  edited: "2087-04-26",
  csv: "2087-05-17",
  ofx: "20870619",
} as const;

/** A number of the prototype's file. */
export const prototypeIncome = 80_417_263.5;

/** All of it, as markers. */
export const typedMarkers: readonly Marker[] = [
  ...Object.entries(texts).map(([name, text]) => textMarker(name, text)),
  textMarker("foreign text", foreignText),
  ...Object.entries(sums).flatMap(([name, minor]) => amountMarkers(name, minor)),
  ...Object.entries(days).map(([name, day]) => textMarker(`day (${name})`, day)),
  textMarker("prototype's income", prototypeIncome.toFixed(2)),
];

/** What a scan must find where the server or the device may know it: else it would find nothing anywhere. */
export const knownMarkers: readonly Marker[] = [textMarker("login name", loginName)];
