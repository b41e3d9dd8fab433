/**
 * The tables of a file when a person says where one begins, and which of them their corrections
 * mean: the one whose names stand in the line that they give, else the first that has the columns
 * that they name.
 */

import { readColumnName, plainText } from "./column-names.ts";
import { fingerprintOf } from "./fingerprint.ts";
import type { ColumnRef, CsvCorrections } from "./mapping.ts";
import { findSections } from "./sections.ts";
import type { Section } from "./sections.ts";
import type { CsvRecord } from "./tokenize.ts";

/** Returns the tables of a file. */
export function correctedSections(
  records: readonly CsvRecord[],
  { headerLine, roles }: CsvCorrections,
): readonly Section[] {
  const found = findSections(records);
  if (headerLine === undefined) {
    if (found.length > 0 || roles === undefined || records.length === 0) return found;
    return [{ preamble: [], names: null, headerLine: null, data: records }];
  }
  if (found.some((section) => section.headerLine === headerLine)) return found;
  const at = headerLine === null ? -1 : records.findIndex(({ line }) => line === headerLine);
  if (headerLine !== null && at < 0) return found;
  const header = records[at];
  const names = header === undefined ? null : header.cells.map(readColumnName);
  const preamble = records.slice(0, Math.max(at, 0));
  return [{ preamble, names, headerLine, data: records.slice(at + 1) }];
}

/** Returns a test for the tables that corrections mean. */
export function isCorrected(
  sections: readonly Section[],
  corrections: CsvCorrections,
): (section: Section) => boolean {
  const { headerLine } = corrections;
  const named = Object.values(corrections.roles ?? {})
    .flat()
    .filter(isName);
  const target =
    headerLine === undefined
      ? (sections.find((section) => hasNames(section, named)) ?? sections[0])
      : (sections.find((section) => section.headerLine === headerLine) ?? sections[0]);
  if (headerLine !== undefined || target === undefined) return (section) => section === target;
  const fingerprint = fingerprintOf(target.names, target.data);
  return (section) =>
    section === target || fingerprintOf(section.names, section.data) === fingerprint;
}

function isName(ref: ColumnRef): ref is string {
  return typeof ref === "string";
}

function hasNames({ names }: Section, wanted: readonly string[]): boolean {
  const plain = new Set(names?.map(({ written }) => plainText(written)));
  return wanted.every((name) => plain.has(plainText(name)));
}
