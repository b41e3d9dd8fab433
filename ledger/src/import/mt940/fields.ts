/**
 * The text of an MT940 or MT942 file cut into messages and their fields (SWIFT User Handbook,
 * category 9): `:61:…` with the lines that continue it. Banks wrap messages in blocks
 * (`{1:…}{4:` to `-}`), end them with a lone `-`, or only begin the next one; what stands around
 * them is no part of them. Nothing is understood here but where a field begins and a message ends.
 */

import { fail, ok } from "../../result.ts";
import type { Result } from "../../result.ts";
import { FIELD_LENGTH_MAX, STATEMENTS_MAX } from "../limits.ts";

/** One field; `lines` are as written, without the tag, at least one. */
export interface Field {
  readonly tag: string;
  readonly line: number;
  readonly lines: readonly string[];
}

/** One message: a statement, or a page of one. */
export interface Message {
  readonly fields: readonly Field[];
  /** Its block was opened, and neither it nor the message was ever ended. */
  readonly isCutOff: boolean;
}

/** Why a text cannot be cut into messages. */
export interface NotMessages {
  readonly code: "field-too-long" | "too-many-messages";
  readonly line: number;
}

/** Other tags do not occur; a line that looks like one continues a text ("13\n:12:11"). */
const TAG =
  /^[\s\p{Cc}]{0,4}:(13D?|20|21|25P?|28C?|34F|60[FM]|61|62[FM]|64|65F?|86|90[CD]|940|942|NS) ?:/u;
const BLOCK = /^[\s\p{Cc}]{0,4}(-?)\}?\{[1-5]:/u;
const END = /^-(?:\}|XXX|\s*$)/u;
/** A "-" before one of these is the last line of a text. */
const INNER_TAGS = /^(?:61|62[FM]|64|65F?|86|90[CD])$/u;
const HEAD_TAGS: ReadonlySet<string> = new Set(["20", "940", "942"]);

interface Draft {
  readonly fields: { tag: string; line: number; lines: string[]; length: number }[];
  readonly isEnveloped: boolean;
  isEnded: boolean;
}

/** Returns the messages of a text whose lines end in "\n". */
export function cutMessages(text: string): Result<readonly Message[], NotMessages> {
  const messages: Message[] = [];
  let draft = emptyDraft(false);
  const finish = (isEnveloped: boolean): void => {
    if (draft.fields.length > 0) {
      messages.push({ fields: draft.fields, isCutOff: draft.isEnveloped && !draft.isEnded });
    }
    draft = emptyDraft(isEnveloped);
  };
  let line = 0;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    const written = text.slice(start, end);
    line += 1;
    start = end + 1;
    const block = BLOCK.exec(written);
    if (block !== null) {
      if (block[1] === "-") draft.isEnded = true;
      finish(true);
    } else if (END.test(written) && !INNER_TAGS.test(tagAfter(text, start))) {
      draft.isEnded = true;
      finish(false);
      continue;
    }
    const rest = block === null ? written : afterBlocks(written);
    const tag = TAG.exec(rest);
    if (tag?.[1] !== undefined && beginsMessage(tag[1], draft)) finish(draft.isEnveloped);
    if (!take(rest, tag, line, draft)) return fail({ code: "field-too-long", line });
    if (messages.length > STATEMENTS_MAX) return fail({ code: "too-many-messages", line });
  }
  finish(false);
  return ok(messages);
}

function emptyDraft(isEnveloped: boolean): Draft {
  return { fields: [], isEnveloped, isEnded: false };
}

/** Adds a line to a message; returns false if its field grows too long. */
function take(rest: string, tag: RegExpExecArray | null, line: number, draft: Draft): boolean {
  if (tag?.[1] !== undefined) {
    const value = rest.slice(tag[0].length);
    draft.fields.push({ tag: tag[1], line, lines: [value], length: value.length });
    return value.length <= FIELD_LENGTH_MAX;
  }
  const field = draft.fields.at(-1);
  if (field === undefined || rest.trim() === "") return true;
  field.lines.push(rest);
  field.length += rest.length;
  return field.length <= FIELD_LENGTH_MAX;
}

function afterBlocks(line: string): string {
  const at = line.lastIndexOf("{4:");
  return at < 0 ? "" : line.slice(at + 3);
}

/** Not every bank ends a message: its head, or an account after a closing balance, begins one. */
function beginsMessage(tag: string, { fields }: Draft): boolean {
  if (HEAD_TAGS.has(tag)) return fields.some((field) => !HEAD_TAGS.has(field.tag));
  return tag.startsWith("25") && fields.some((field) => field.tag.startsWith("62"));
}

/** Returns the tag of the next line that is not empty, or "". */
function tagAfter(text: string, from: number): string {
  for (let start = from; start < text.length;) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, Math.min(end, start + 16));
    if (line.trim() !== "") return TAG.exec(line)?.[1] ?? "";
    start = end + 1;
  }
  return "";
}
