/** An XML file, whole: its encoding, its elements, and what to say if it cannot be read. */

import { fail, ok } from "../../result.ts";
import type { Result } from "../../result.ts";
import { sentence, type Sentence } from "../../sentence.ts";
import { decodeText } from "../text-decoding.ts";
import { parseXml } from "./parse-xml.ts";
import type { XmlElement } from "./xml-element.ts";
import { xmlReason } from "./xml-error.ts";

/** A document as parseXml gives it; `remark` says what was guessed about its letters, or null. */
export interface XmlDocument {
  readonly root: XmlElement;
  readonly encoding: string;
  readonly remark: Sentence | null;
}

/** Why a file is not read, as a sentence; `encoding` is null if it is not text. */
export interface NotXml {
  readonly code: "not-xml";
  readonly encoding: string | null;
  readonly reason: Sentence;
}

const HEAD_BYTES = 1024;

/** Returns the document in a file. */
export function readXml(bytes: Uint8Array<ArrayBuffer>): Result<XmlDocument, NotXml> {
  const decoded = decodeText(bytes, declaredEncoding(bytes));
  if (!decoded.ok) {
    const { offset } = decoded.error;
    const reason = sentence("Byte {offset} of the file is zero: it is not text.", { offset });
    return fail({ code: "not-xml", encoding: null, reason });
  }
  const { text, encoding, remark } = decoded.value;
  const parsed = parseXml(text);
  if (!parsed.ok) return fail({ code: "not-xml", encoding, reason: xmlReason(parsed.error) });
  return ok({ root: parsed.value, encoding, remark });
}

function declaredEncoding(bytes: Uint8Array<ArrayBuffer>): string | null {
  const head = new TextDecoder("windows-1252").decode(bytes.subarray(0, HEAD_BYTES));
  return /<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w.-]{1,40})["']/iu.exec(head)?.[1] ?? null;
}
