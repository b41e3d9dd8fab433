/**
 * A chart of rows: one horizontal bar each, with its name and its amount. Bars begin at zero, or where the one before
 * ended (a waterfall). Where there is no room for three columns, a bar goes under its words.
 */
import { amountScale, scaleFrom } from "./scale.ts";

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
  readonly width: number;
  readonly height: number;
  readonly rowHeight: number;
  readonly barHeight: number;
  readonly rows: readonly PlacedRow[];
  readonly zeroX: number;
  /** Of the reference line, if there is one. */
  readonly markX: number | undefined;
  readonly plotLeft: number;
  readonly plotRight: number;
  /** Where bars begin that would be too long to show what changed; undefined if that is zero. */
  readonly beginsAt: number | undefined;
  /** How wide a name can be. */
  readonly nameWidth: number;
  readonly isNarrow: boolean;
}

const narrowBelow = 560;
const leastBar = 2;

export interface RowsRoom {
  readonly width: number;
  /** For what stands at the end of bars, where there is room for it. */
  readonly noteWidth?: number;
}

export function layoutRows(
  rows: readonly Row[],
  mark: number | undefined,
  { width, noteWidth = 0 }: RowsRoom,
): RowsLayout {
  const isNarrow = width < narrowBelow;
  const rowHeight = isNarrow ? 46 : 36;
  const barHeight = isNarrow ? 16 : 20;
  const plotLeft = isNarrow ? 0 : Math.min(230, Math.round(width * 0.3));
  const plotRight = isNarrow ? width : width - 110 - noteWidth;
  const pixels = [plotLeft, Math.max(plotLeft + 1, plotRight)] as const;
  const ends = mark === undefined ? [] : [mark];
  const beginsAt = beginningOf(rows, ends);
  const values = [...rows.flatMap(({ from, to }) => [from, to]), ...ends];
  const scale =
    beginsAt === undefined ? amountScale(values, pixels, 4) : scaleFrom(beginsAt, values, pixels);
  const placed = rows.map(({ from, to }, index) => {
    const top = index * rowHeight;
    const [one, other] = [scale(Math.max(from, beginsAt ?? from)), scale(to)];
    const start = Math.min(one, other);
    const length = Math.abs(other - one);
    return {
      top,
      textY: isNarrow ? top + 16 : top + rowHeight / 2 + 5,
      x: start,
      y: isNarrow ? top + 24 : top + (rowHeight - barHeight) / 2,
      width: from === to ? 0 : Math.max(leastBar, length),
    };
  });
  return {
    width,
    height: rows.length * rowHeight,
    rowHeight,
    barHeight,
    rows: placed,
    zeroX: beginsAt === undefined ? scale(0) : plotLeft,
    beginsAt,
    markX: mark === undefined ? undefined : scale(mark),
    plotLeft,
    plotRight,
    nameWidth: isNarrow ? width - 110 : plotLeft - 14,
    isNarrow,
  };
}

/**
 * Where the bars of a waterfall begin: at zero, unless its steps would be slivers between long bars. Only whole bars
 * begin there; steps lie between what was reached before them and after.
 */
function beginningOf(rows: readonly Row[], ends: readonly number[]): number | undefined {
  const steps = rows.filter(({ from }) => from !== 0);
  const reached = [...rows.map(({ to }) => to), ...steps.map(({ from }) => from), ...ends];
  const least = Math.min(...reached);
  const span = Math.max(...reached) - least;
  if (steps.length === 0 || least <= 0 || span === 0 || span > least) return undefined;
  return roundDown(least - span / 3);
}

/** Down to two digits: an amount that can be said. */
function roundDown(value: number): number {
  const one = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
  return Math.floor(value / one) * one;
}

/** About how wide a letter is: enough to know where a name must end. */
const letterWidth = 7.2;

/** A name that fits, with an ellipsis if it had to be cut. */
export function shortened(name: string, width: number): string {
  const letters = Math.max(3, Math.floor(width / letterWidth));
  return name.length <= letters ? name : `${name.slice(0, letters - 1).trimEnd()}…`;
}
