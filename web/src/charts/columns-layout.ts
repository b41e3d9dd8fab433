/**
 * A chart of columns, one a period: stacked parts, those below zero downwards, with marks at targets and a line
 * through totals. Everything in pixels; nothing here knows what is drawn.
 */
import { scaleBand } from "d3-scale";
import { amountScale, type AmountScale } from "./scale.ts";

export interface Column {
  /** One value for each series. */
  readonly values: readonly number[];
  /** Where marks are drawn across the column. */
  readonly marks: readonly number[];
  readonly total?: number | undefined;
}

export interface PlacedPart {
  readonly column: number;
  readonly series: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface ColumnsLayout {
  readonly height: number;
  readonly plotLeft: number;
  readonly plotBottom: number;
  readonly parts: readonly PlacedPart[];
  readonly marks: readonly {
    readonly column: number;
    readonly mark: number;
    readonly x1: number;
    readonly x2: number;
    readonly y: number;
  }[];
  readonly ticks: readonly { readonly value: number; readonly y: number }[];
  readonly zeroY: number;
  /** For each column its middle, and the total's height. */
  readonly centres: readonly number[];
  readonly totals: readonly (readonly [x: number, y: number])[];
  readonly columnWidth: number;
  /** Only every so many columns have room for their name. */
  readonly nameEvery: number;
}

export const columnMargins = { top: 12, right: 8, bottom: 40, left: 58 } as const;
const nameWidth = 44;

export function layoutColumns(columns: readonly Column[], width: number): ColumnsLayout {
  const { top, right, bottom, left } = columnMargins;
  const height = width < 560 ? 260 : 320;
  const plotBottom = height - bottom;
  const scale = amountScale(endsOf(columns), [plotBottom, top], 5);
  const band = scaleBand<number>()
    .domain(columns.map((_, index) => index))
    .range([left, Math.max(left + 1, width - right)])
    .paddingInner(0.28)
    .paddingOuter(0.14);
  const most = Math.min(band.bandwidth(), 72);
  const startOf = (column: number): number =>
    (band(column) ?? left) + (band.bandwidth() - most) / 2;
  return {
    height,
    plotLeft: left,
    plotBottom,
    parts: columns.flatMap(({ values }, column) =>
      stack(values, scale).map((part) => ({ ...part, column, x: startOf(column), width: most })),
    ),
    marks: columns.flatMap(({ marks }, column) =>
      marks.map((value, mark) => ({
        column,
        mark,
        x1: startOf(column) - 3,
        x2: startOf(column) + most + 3,
        y: scale(value),
      })),
    ),
    ticks: scale.ticks(5).map((value) => ({ value, y: scale(value) })),
    zeroY: scale(0),
    centres: columns.map((_, column) => startOf(column) + most / 2),
    totals: columns.flatMap(({ total }, column): (readonly [number, number])[] =>
      total === undefined ? [] : [[startOf(column) + most / 2, scale(total)]],
    ),
    columnWidth: most,
    nameEvery: Math.max(1, Math.ceil(nameWidth / Math.max(1, band.step()))),
  };
}

/** How far each column reaches, up and down. */
function endsOf(columns: readonly Column[]): readonly number[] {
  return columns.flatMap(({ values, marks, total = 0 }) => {
    const up = values.reduce((sum, value) => sum + Math.max(0, value), 0);
    const down = values.reduce((sum, value) => sum + Math.min(0, value), 0);
    return [up, down, total, ...marks];
  });
}

function stack(
  values: readonly number[],
  scale: AmountScale,
): readonly { readonly series: number; readonly y: number; readonly height: number }[] {
  let up = 0;
  let down = 0;
  return values.map((value, series) => {
    const from = value < 0 ? down : up;
    const to = from + value;
    if (value < 0) down = to;
    else up = to;
    const y = scale(Math.max(from, to));
    return { series, y, height: scale(Math.min(from, to)) - y };
  });
}
