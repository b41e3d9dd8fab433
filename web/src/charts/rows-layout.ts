/**
 * A chart of rows: one horizontal bar each, with its name and its amount. Bars begin at zero, or where the one before
 * ended (a waterfall). Where there is no room for three columns, a bar goes under its words.
 */
import { amountScale } from "./scale.ts";

/** A bar from one value to another. */
export interface Row {
  readonly from: number;
  readonly to: number;
}

export interface PlacedRow {
  readonly top: number;
  readonly textY: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface RowsLayout {
  readonly height: number;
  readonly rowHeight: number;
  readonly barHeight: number;
  readonly rows: readonly PlacedRow[];
  readonly zeroX: number;
  /** Of the reference line, if there is one. */
  readonly markX: number | undefined;
  readonly plotLeft: number;
  readonly plotRight: number;
  /** How wide a name can be. */
  readonly nameWidth: number;
  readonly isNarrow: boolean;
}

const narrowBelow = 560;
const leastBar = 2;

export function layoutRows(
  rows: readonly Row[],
  mark: number | undefined,
  width: number,
): RowsLayout {
  const isNarrow = width < narrowBelow;
  const rowHeight = isNarrow ? 46 : 36;
  const barHeight = isNarrow ? 16 : 20;
  const plotLeft = isNarrow ? 0 : Math.min(230, Math.round(width * 0.3));
  const plotRight = isNarrow ? width : width - 110;
  const values = rows.flatMap(({ from, to }) => [from, to]);
  const scale = amountScale(
    mark === undefined ? values : [...values, mark],
    [plotLeft, Math.max(plotLeft + 1, plotRight)],
    4,
  ).clamp(true);
  const placed = rows.map(({ from, to }, index) => {
    const top = index * rowHeight;
    const start = Math.min(scale(from), scale(to));
    const length = Math.abs(scale(to) - scale(from));
    return {
      top,
      textY: isNarrow ? top + 16 : top + rowHeight / 2 + 5,
      x: start,
      y: isNarrow ? top + 24 : top + (rowHeight - barHeight) / 2,
      width: from === to ? 0 : Math.max(leastBar, length),
    };
  });
  return {
    height: rows.length * rowHeight,
    rowHeight,
    barHeight,
    rows: placed,
    zeroX: scale(0),
    markX: mark === undefined ? undefined : scale(mark),
    plotLeft,
    plotRight,
    nameWidth: isNarrow ? width - 110 : plotLeft - 14,
    isNarrow,
  };
}

/** About how wide a letter is: enough to know where a name must end. */
const letterWidth = 7.2;

/** A name that fits, with an ellipsis if it had to be cut. */
export function shortened(name: string, width: number): string {
  const letters = Math.max(3, Math.floor(width / letterWidth));
  return name.length <= letters ? name : `${name.slice(0, letters - 1).trimEnd()}…`;
}
