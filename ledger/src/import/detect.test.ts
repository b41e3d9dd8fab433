import assert from "node:assert/strict";
import test from "node:test";
import { detectFormat } from "./detect.ts";

function detect(text: string): string {
  return detectFormat(new TextEncoder().encode(text));
}

test("detect: formats show by their contents", () => {
  assert.equal(detect("OFXHEADER:100\n<OFX>"), "ofx");
  assert.equal(detect("\n\n  <ofx>"), "ofx");
  assert.equal(detect('\uFEFF<?xml version="1.0"?><?OFX OFXHEADER="200"?><OFX>'), "ofx");
  assert.equal(detect("!Type:Bank\nD01/03/2026\nT-1\n^\n"), "qif");
  assert.equal(detect('!Type:Prices\n"ABC",1.5,"1/ 2\'04"\n'), "qif");
  assert.equal(
    detect('<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>'),
    "camt",
  );
  assert.equal(detect("{1:F01BANK}{4:\n:20:X\n:25:1\n:28C:1/1\n:60F:C260101EUR1,\n"), "mt940");
  assert.equal(detect("\u0001\r\n:61:260105D1,NMSC\r\n"), "mt940");
  assert.equal(detect("12:30:45,Bakery,-5\n"), "csv");
  assert.equal(detect("<!DOCTYPE html><html>"), "html");
  assert.equal(detect("<note/>"), "xml");
  assert.equal(detect('[{"income": 1}]'), "json");
  assert.equal(detect("Date,Amount\n"), "csv");
  assert.equal(detect(" \n"), "empty");
});

const detectBytes = (...bytes: number[]): string => detectFormat(new Uint8Array(bytes));

test("detect: binary files show by their first bytes", () => {
  assert.equal(detectBytes(0x50, 0x4b, 3, 4, 20, 0), "zip");
  assert.equal(detectBytes(0x1f, 0x8b, 8), "gzip");
  assert.equal(detectBytes(0x89, 0x50, 0x4e, 0x47), "image");
  assert.equal(detectBytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), "xls");
  assert.equal(detect("%PDF-1.7"), "pdf");
  assert.equal(detect("SQLite format 3\0"), "sqlite");
});

test("detect: UTF-16 text is text", () => {
  const wide = [...new TextEncoder().encode("OFXHEADER:100 <OFX>")].flatMap((byte) => [byte, 0]);
  assert.equal(detectFormat(new Uint8Array([0xff, 0xfe, ...wide])), "ofx");
  assert.equal(detectFormat(new Uint8Array(wide)), "ofx");
});

test("detect: journals show by postings below a date, or by directives", () => {
  assert.equal(detect("; note\n\n2026/01/02 * Shop\n    food  5 EUR\n    bank\n"), "journal");
  assert.equal(detect("1/2 Shop\n\t1:2  5 EUR\n"), "journal");
  assert.equal(detect("2026-01-02 open Assets:Bank\n"), "journal");
  assert.equal(detect("#!/usr/bin/env -S hledger check -f\n\n1\n"), "journal");
  assert.equal(detect("commodity $1.00\naccount assets  ; type: A\n"), "journal");
});

test("detect: tables are no journals", () => {
  assert.equal(detect("account number,amount\n1,2\n"), "csv");
  assert.equal(detect('2026-01-02,"two\n  lines",5\n2026-01-03,x,5\n2026-01-04,y,5\n'), "csv");
  assert.equal(detect("2026-01-02\tShop\t5\n2026-01-03\tShop\t5\n"), "csv");
  assert.equal(detect("#!/usr/bin/env -S hledger check -f\n2026-01-02,5\n"), "csv");
});
