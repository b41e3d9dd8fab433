/**
 * `:86:` with names between slashes, as Dutch and other banks write it after the structured
 * remittance information of SWIFT: `/TRTP/SEPA OVERBOEKING/IBAN/NL…/NAME/Bakery/REMI/Bread`.
 */

import { displayText } from "../display-text.ts";
import type { Details } from "./details.ts";

const CODE =
  /\/(TRTP|IBAN|BIC|NAME|REMI|EREF|MARF|CSID|BENM|ORDP|ADDR|ISDT|TRCD|CNTP|PURP|PREF|RTRN|RREF|KREF|BUSP|ULTD|ULTB|ULTC|INIT|OCMT|CHGS|CHGE|ACCW|SVCL|IACC|EXCH|NRTX|SUM|ID|OAMT|CREF|CDTR|DBTR|RFB)\//gu;

/** Returns name and purpose, or null if the text is of another form. */
export function readSlashDetails(text: string): Details | null {
  const marks = [...text.matchAll(CODE)];
  const [first] = marks;
  if (first === undefined) return null;
  const values = new Map<string, string>();
  for (const [index, mark] of marks.entries()) {
    const value = text.slice(mark.index + mark[0].length - 1, marks[index + 1]?.index);
    const code = mark[1] ?? "";
    if ((values.get(code) ?? "") === "") values.set(code, withoutSlashes(value));
  }
  const before = withoutSlashes(text.slice(0, first.index));
  const isForm = before === "" || values.has("REMI") || values.has("NAME");
  if (!isForm) return null;
  const of = (code: string): string => values.get(code) ?? "";
  const name = of("NAME") || partyOf(of("CNTP")) || of("ORDP") || of("BENM");
  const reference = of("EREF") === "NOTPROVIDED" ? "" : of("EREF");
  const purpose = withoutKind(of("REMI")) || reference || of("TRTP");
  const said = [before, purpose].filter((part) => part !== "").join(" ");
  return { name: displayText(name), purpose: displayText(said) };
}

/** The value begins with the slash that ends its code. */
function withoutSlashes(value: string): string {
  let from = 0;
  let to = value.length;
  while (from < to && isEdge(value, from)) from += 1;
  while (to > from && isEdge(value, to - 1)) to -= 1;
  return value.slice(from, to);
}

function isEdge(value: string, at: number): boolean {
  return value.charAt(at) === "/" || value.charAt(at).trim() === "";
}

/** `/CNTP/account/BIC/name/city`. */
function partyOf(value: string): string {
  const [account = "", , name = ""] = value.split("/");
  return name === "" ? account : name;
}

/** `/REMI/USTD//text`, `/REMI/STRD/CUR/reference`. */
function withoutKind(value: string): string {
  return withoutSlashes(value.replace(/^(?:USTD|STRD(?:\/(?:CUR|ISO))?)\//u, ""));
}
