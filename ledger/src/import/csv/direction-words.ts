/**
 * The flags by which banks say whether an unsigned amount came in or went out, and the ones that
 * say neither: data, and its lookup. A letter may mean one thing in one language and another in the
 * next (K is credit in Lithuania); only meanings that do not contradict each other are listed.
 */

import { plainText } from "./column-names.ts";

/**
 * Where money went: in, out, or between the person's own pots ("neutral"), which is no income and
 * no expense.
 */
export type Direction = "in" | "out" | "neutral";

const IN =
  "c|cr|credit|cred|crdt|k|kredit|kreditas|h|haben|in|inn|ind|bij|gutschrift|eingang|incoming|income|deposit|received|" +
  "money in|entrada|ingreso|abono|haber|avere|entrata|accredito|credito|recette|uznanie|uznani|wplyw|wplywy|prijem|" +
  "bevetel|jovairas|gelir|alacak|i|收入|收|贷|贷方|入金|存入|приход|plus|paid in|insattning|tulo|tulot";
const OUT =
  "d|dr|debit|deb|dbit|debet|debetas|s|soll|out|af|lastschrift|belastung|ausgang|outgoing|expense|withdrawal|spent|" +
  "money out|saida|cargo|debe|dare|uscita|addebito|debito|depense|obciazenie|wydatek|vydaj|terheles|gider|borc|o|u|" +
  "uit|ut|ud|支出|支|借|借方|出金|расход|minus|paid out|uttag|meno|menot";
const NEUTRAL = "不计收支|中性交易|其他|neutral";

const FLAGS: ReadonlyMap<string, Direction> = new Map([
  ...IN.split("|").map((flag): [string, Direction] => [flag, "in"]),
  ...OUT.split("|").map((flag): [string, Direction] => [flag, "out"]),
  ...NEUTRAL.split("|").map((flag): [string, Direction] => [flag, "neutral"]),
  ["+", "in"],
  ["-", "out"],
  ["−", "out"],
  ["/", "neutral"],
]);

const FLAG_LENGTH_MAX = 16;

/** Returns the direction that a cell names, or null if the cell is no such flag. */
export function readDirection(cell: string): Direction | null {
  if (cell === "" || cell.length > FLAG_LENGTH_MAX) return null;
  return FLAGS.get(cell) ?? FLAGS.get(plainText(cell)) ?? null;
}
