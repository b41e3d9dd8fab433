/** A chart of lines; see lines-layout.ts. Each line has points of a shape of its own. */
import { symbol, symbolCircle, symbolDiamond, symbolSquare, symbolTriangle } from "d3-shape";
import { classes } from "../ui/classes.ts";
import type { Drawing } from "./chart-figure.tsx";
import styles from "./charts.module.css";
import { AmountAxis, ColumnNames, type ColumnName } from "./columns-chart.tsx";
import { layoutLines, type Series } from "./lines-layout.ts";
import type { Look } from "./looks.ts";

export interface DrawnSeries extends Series {
  readonly id: string;
  readonly look: Look;
  /** What the level says, at the end of its line. */
  readonly levelText: string;
}

const symbols = [symbolCircle, symbolSquare, symbolDiamond, symbolTriangle] as const;

export function shapeOf(place: number): string {
  return symbol(symbols[place % symbols.length], 64)() ?? "";
}

export function LinesChart({
  series,
  names,
  tick,
  pointOf,
  drawing: { width, pointProps },
}: {
  readonly series: readonly DrawnSeries[];
  readonly names: readonly ColumnName[];
  readonly tick: (value: number) => string;
  readonly pointOf: (at: number, series: number) => number;
  readonly drawing: Drawing;
}) {
  const layout = layoutLines(series, width);
  return (
    <svg viewBox={`0 0 ${width} ${layout.height}`} aria-hidden="true">
      <AmountAxis layout={layout} width={layout.plotRight} tick={tick} />
      {layout.lines.map(({ path, levelY, points }, place) => {
        const drawn = series[place];
        if (drawn === undefined) return null;
        const { colour } = drawn.look;
        return (
          <g key={drawn.id}>
            <line
              className={classes(styles["line"], styles[colour])}
              strokeDasharray="2 6"
              x1={layout.plotLeft}
              x2={layout.plotRight}
              y1={levelY}
              y2={levelY}
            />
            <text x={layout.plotRight + 6} y={levelY + 4}>
              {drawn.levelText}
            </text>
            <path className={classes(styles["line"], styles[colour])} d={path} />
            {points.map(({ at, x, y }) => (
              <path
                key={at}
                className={classes(styles["shape"], styles[colour])}
                d={shapeOf(place)}
                transform={`translate(${x} ${y})`}
                {...pointProps(pointOf(at, place))}
              />
            ))}
          </g>
        );
      })}
      <ColumnNames layout={layout} names={names} />
    </svg>
  );
}
