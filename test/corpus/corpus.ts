/**
 * The corpus of real files: where it lies, what is expected of its files, and how a file is read for
 * the comparison. The files lie beside the repository, are read and never copied; where they are
 * absent the tests are skipped.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { importFile, importFileToJson, judgeRows } from "@coffer/ledger";
import type { ImportFileJson } from "@coffer/ledger";

const CORPUS = new URL("../../../shared/corpus/", import.meta.url);

/** Whether the corpus is here. */
export const isCorpusHere: boolean = existsSync(CORPUS);

export interface ExpectedAccount {
  readonly currency: string | null;
  readonly sum: string;
  readonly investment_total: string | null;
}

export interface Expectation {
  readonly file: string;
  readonly format: string;
  readonly outcome: "ok" | "ok_with_warnings" | "no_transactions" | "reject";
  readonly n_transactions?: number;
  readonly n_pending?: number;
  readonly first_date?: string | null;
  readonly last_date?: string | null;
  readonly sums?: Readonly<Record<string, string>>;
  readonly accounts?: readonly ExpectedAccount[];
  readonly bad_records?: readonly string[];
  readonly tags: readonly string[];
  readonly confidence: "high" | "medium" | "low";
}

export function readExpectations(): Expectation[] {
  const text = readFileSync(new URL("expected.visible.json", CORPUS), "utf8");
  const byHash = JSON.parse(text) as Readonly<Record<string, Expectation>>;
  return Object.values(byHash).toSorted((a, b) => (a.file < b.file ? -1 : 1));
}

export function readBytes(file: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(new URL(file, CORPUS)));
}

export function readThroughLedger(file: string): ImportFileJson {
  const imported = importFile(readBytes(file), {});
  const verdicts = judgeRows(imported.rows, { currency: null, existing: [] });
  return importFileToJson(file, imported, verdicts);
}

export interface Decimal {
  readonly units: bigint;
  readonly digits: number;
}

export const ZERO: Decimal = { units: 0n, digits: 0 };

export function decimal(text: string): Decimal {
  assert.match(text, /^-?\d+(?:\.\d+)?$/u);
  const [whole = "", fraction = ""] = text.split(".");
  return { units: BigInt(whole + fraction), digits: fraction.length };
}

export function add(a: Decimal, b: Decimal): Decimal {
  const digits = Math.max(a.digits, b.digits);
  return { units: at(a, digits) + at(b, digits), digits };
}

export function equals(a: Decimal, b: Decimal): boolean {
  const digits = Math.max(a.digits, b.digits);
  return at(a, digits) === at(b, digits);
}

export function at({ units, digits }: Decimal, wanted: number): bigint {
  return units * 10n ** BigInt(wanted - digits);
}
