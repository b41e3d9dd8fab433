/**
 * An MT940 or MT942 file, whole: its messages, their rows, the balances of each account. Statements
 * of one account follow each other; one whose balances do not add up, or that does not begin where
 * the one before ended, is named.
 */

import { sentence, type Sentence } from "../../sentence.ts";
import { DAY_MIN } from "../../calendar/day.ts";
import { decodeText } from "../text-decoding.ts";
import { addExact, equalsExact, formatExact } from "../exact-amount.ts";
import { finishFile } from "../finish-file.ts";
import { rejectedFile, statementKey } from "../imported-file.ts";
import type {
  ImportedFile,
  ImportedRow,
  ImportOptions,
  ImportWarning,
  StatedBalances,
} from "../imported-file.ts";
import { FIELD_LENGTH_MAX, RECORDS_MAX, STATEMENTS_MAX } from "../limits.ts";
import { cutMessages } from "./fields.ts";
import type { NotMessages } from "./fields.ts";
import { readMessage } from "./statements.ts";
import type { MessageTotals } from "./statements.ts";

/** Returns what an MT940 or MT942 file holds. */
export function readMt940(bytes: Uint8Array<ArrayBuffer>, options: ImportOptions): ImportedFile {
  const decoded = decodeText(bytes, null);
  if (!decoded.ok) {
    return rejectedFile(
      "mt940",
      null,
      sentence("Byte {offset} of the file is zero: it is not text.", {
        offset: decoded.error.offset,
      }),
    );
  }
  const { encoding, remark } = decoded.value;
  const text = decoded.value.text.replaceAll("\r\n", "\n").replaceAll("\r", "\n");
  const messages = cutMessages(text);
  if (!messages.ok) return rejectedFile("mt940", encoding, messagesReason(messages.error));
  if (messages.value.length === 0) {
    return rejectedFile(
      "mt940",
      encoding,
      sentence("The file has no fields of a SWIFT message: it is not an MT940 file."),
    );
  }
  const warnings: ImportWarning[] =
    remark === null ? [] : [{ line: null, text: remark, isRecord: false }];
  const rows: ImportedRow[] = [];
  const totals = messages.value.map((message) => readMessage(message, rows, warnings));
  if (rows.length > RECORDS_MAX) {
    return rejectedFile(
      "mt940",
      encoding,
      sentence("The file has more than {most} transactions.", { most: RECORDS_MAX }),
    );
  }
  return finishFile({
    format: "mt940",
    encoding,
    rows,
    warnings,
    questions: [],
    balances: balancesOf(totals, warnings),
    emptyReason: sentence(
      "The file's statements hold no transactions: there is nothing to import.",
    ),
    options,
  });
}

function messagesReason({ code, line }: NotMessages): Sentence {
  return code === "field-too-long"
    ? sentence("Line {line}: the field has more than {most} characters.", {
        line,
        most: FIELD_LENGTH_MAX,
      })
    : sentence("The file has more than {most} statements.", { most: STATEMENTS_MAX });
}

/** Opening of the first and closing of the last statement of each account, in the order of time. */
function balancesOf(
  totals: readonly MessageTotals[],
  warnings: ImportWarning[],
): ReadonlyMap<string, StatedBalances> {
  const byKey = Map.groupBy(totals, ({ account, currency }) => statementKey(account, currency));
  const balances = new Map<string, StatedBalances>();
  for (const [key, group] of byKey) {
    const ordered = group.toSorted((a, b) => timeOf(a) - timeOf(b));
    if (ordered.length > 1) checkChain(ordered, warnings);
    const opening = ordered[0]?.opening?.amount ?? null;
    const closing = ordered.at(-1)?.closing?.amount ?? null;
    balances.set(key, { opening, closing });
  }
  return balances;
}

/** Statements without dates stay where they are only among themselves: before all others. */
function timeOf({ opening, closing }: MessageTotals): number {
  return closing?.day ?? opening?.day ?? DAY_MIN;
}

function checkChain(ordered: readonly MessageTotals[], warnings: ImportWarning[]): void {
  let before: MessageTotals | null = null;
  for (const statement of ordered) {
    const { line, opening, closing, sum } = statement;
    const start = before?.closing?.amount;
    if (start !== undefined && opening !== null && !equalsExact(start, opening.amount)) {
      warnings.push({
        line,
        text: sentence(
          "The statement that begins here opens with {opening}, the one before closes with {closing}: one between them may be missing.",
          { opening: formatExact(opening.amount, 2), closing: formatExact(start, 2) },
        ),
        isRecord: false,
      });
    }
    if (
      opening !== null &&
      closing !== null &&
      !equalsExact(addExact(opening.amount, sum), closing.amount)
    ) {
      warnings.push({
        line,
        text: sentence(
          "The statement that begins here does not add up: {opening} and {sum} are not {closing}.",
          {
            opening: formatExact(opening.amount, 2),
            sum: formatExact(sum, 2),
            closing: formatExact(closing.amount, 2),
          },
        ),
        isRecord: false,
      });
    }
    before = statement;
  }
}
