/** Axes for amounts: plain numbers, for drawing alone. */
import { scaleLinear, type ScaleLinear } from "d3-scale";

export type AmountScale = ScaleLinear<number, number>;

/** A scale that begins with a value above zero, and ends with the largest. */
export function scaleFrom(
  first: number,
  values: readonly number[],
  [from, to]: readonly [from: number, to: number],
): AmountScale {
  return scaleLinear()
    .domain([first, Math.max(first + 1, ...values)])
    .range([from, to])
    .clamp(true);
}

/** A scale from zero and the values, to round ends, onto a stretch of pixels. */
export function amountScale(
  values: readonly number[],
  [from, to]: readonly [from: number, to: number],
  ticks: number,
): AmountScale {
  const least = Math.min(0, ...values);
  const most = Math.max(0, ...values);
  return scaleLinear()
    .domain([least, most === least ? least + 1 : most])
    .range([from, to])
    .nice(ticks);
}
