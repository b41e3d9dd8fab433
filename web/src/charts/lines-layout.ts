/**
 * A chart of lines over periods, with a level line for each: shares of the income against the rule. A value that is
 * not known breaks its line.
 */
import { line } from "d3-shape";
import { scalePoint } from "d3-scale";
import { columnMargins } from "./columns-layout.ts";
import { amountScale } from "./scale.ts";

export interface Series {
  readonly values: readonly (number | null)[];
  readonly level: number;
}

export interface LinesLayout {
  readonly height: number;
  readonly plotLeft: number;
  readonly plotRight: number;
  readonly plotBottom: number;
  readonly ticks: readonly { readonly value: number; readonly y: number }[];
  readonly centres: readonly number[];
  readonly nameEvery: number;
  readonly lines: readonly {
    readonly path: string;
    readonly levelY: number;
    readonly points: readonly { readonly at: number; readonly x: number; readonly y: number }[];
  }[];
}

const nameWidth = 44;
/** For what a level line says at its end. */
const endWidth = 60;

export function layoutLines(series: readonly Series[], width: number): LinesLayout {
  const { top, bottom } = columnMargins;
  const left = 48;
  const height = width < 560 ? 260 : 320;
  const plotBottom = height - bottom;
  const plotRight = Math.max(left + 1, width - endWidth);
  const values = series.flatMap(({ values: own, level }) => [
    level,
    ...own.filter((value) => value !== null),
  ]);
  const scale = amountScale(values, [plotBottom, top], 5);
  const count = Math.max(0, ...series.map(({ values: own }) => own.length));
  const place = scalePoint<number>()
    .domain(Array.from({ length: count }, (_, index) => index))
    .range([left + 10, plotRight - 10]);
  const xOf = (index: number): number =>
    count === 1 ? (left + plotRight) / 2 : (place(index) ?? left);
  const path = line<number | null>()
    .defined((value) => value !== null)
    .x((_, index) => xOf(index))
    .y((value) => scale(value ?? 0));
  return {
    height,
    plotLeft: left,
    plotRight,
    plotBottom,
    ticks: scale.ticks(5).map((value) => ({ value, y: scale(value) })),
    centres: Array.from({ length: count }, (_, index) => xOf(index)),
    nameEvery: Math.max(1, Math.ceil(nameWidth / Math.max(1, count === 1 ? width : place.step()))),
    lines: series.map(({ values: own, level }) => ({
      path: path([...own]) ?? "",
      levelY: scale(level),
      points: own.flatMap((value, at) =>
        value === null ? [] : [{ at, x: xOf(at), y: scale(value) }],
      ),
    })),
  };
}
