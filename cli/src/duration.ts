/** Lengths of time as people write them: 90s, 15m, 8h. */

const secondsByUnit: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600 };
const secondsMax = 86_400;

/** Milliseconds of a text such as "15m"; undefined if it is none, or above a day. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,6})([smh])$/.exec(text);
  const seconds = Number(match?.[1]) * (secondsByUnit[match?.[2] ?? ""] ?? Number.NaN);
  return seconds >= 1 && seconds <= secondsMax ? seconds * 1_000 : undefined;
}
