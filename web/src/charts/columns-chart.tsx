/** A chart of columns; see columns-layout.ts. */
import { line } from "d3-shape";
import type { Drawing } from "./chart-figure.tsx";
import styles from "./charts.module.css";
import { layoutColumns, type Column, type ColumnsLayout } from "./columns-layout.ts";
import type { Look } from "./looks.ts";
import { Paints, paintOf } from "./patterns.tsx";

/** A column's name, and a second line where the year changes. */
export interface ColumnName {
  readonly name: string;
  readonly year: string | null;
}

export function ColumnsChart({
  columns,
  names,
  looks,
  tick,
  pointOf,
  drawing: { width, prefix, pointProps },
}: {
  readonly columns: readonly Column[];
  readonly names: readonly ColumnName[];
  /** Of each series. */
  readonly looks: readonly Look[];
  readonly tick: (value: number) => string;
  /** The point of a part. */
  readonly pointOf: (column: number, series: number) => number;
  readonly drawing: Drawing;
}) {
  const layout = layoutColumns(columns, width);
  const through = line()(layout.totals.map(([x, y]): [number, number] => [x, y]));
  return (
    <svg viewBox={`0 0 ${width} ${layout.height}`} aria-hidden="true">
      <Paints prefix={prefix} looks={looks} />
      <AmountAxis layout={layout} width={width} tick={tick} />
      {layout.parts.map((part) => (
        <rect
          key={`${part.column} ${part.series}`}
          className={styles["shape"]}
          x={part.x}
          y={part.y}
          width={part.width}
          height={part.height}
          fill={paintOf(prefix, looks[part.series] ?? { colour: "plain", pattern: "solid" })}
          {...pointProps(pointOf(part.column, part.series))}
        />
      ))}
      <line
        className={styles["zero"]}
        x1={layout.plotLeft}
        x2={width}
        y1={layout.zeroY}
        y2={layout.zeroY}
      />
      {layout.marks.map(({ column, mark, x1, x2, y }) => (
        <line key={`${column} ${mark}`} className={styles["rule"]} x1={x1} x2={x2} y1={y} y2={y} />
      ))}
      {through !== null && <path className={styles["total"]} d={through} />}
      {layout.totals.map(([x, y]) => (
        <circle key={x} className={styles["totalDot"]} cx={x} cy={y} r="3.5" />
      ))}
      <ColumnNames layout={layout} names={names} />
    </svg>
  );
}

/** Lines at round amounts, with the amounts beside them. */
export function AmountAxis({
  layout: { ticks, plotLeft },
  width,
  tick,
}: {
  readonly layout: Pick<ColumnsLayout, "ticks" | "plotLeft">;
  readonly width: number;
  readonly tick: (value: number) => string;
}) {
  return ticks.map(({ value, y }) => (
    <g key={value}>
      <line className={styles["grid"]} x1={plotLeft} x2={width} y1={y} y2={y} />
      <text x={plotLeft - 8} y={y + 4} textAnchor="end">
        {tick(value)}
      </text>
    </g>
  ));
}

/** Names under columns, as many as there is room for; the last one always has its own. */
export function ColumnNames({
  layout: { centres, plotBottom, nameEvery },
  names,
}: {
  readonly layout: Pick<ColumnsLayout, "centres" | "plotBottom" | "nameEvery">;
  readonly names: readonly ColumnName[];
}) {
  return names.map(({ name, year }, index) => {
    if ((names.length - 1 - index) % nameEvery !== 0) return null;
    return (
      <text
        key={`${name} ${year} ${centres[index]}`}
        x={centres[index]}
        y={plotBottom + 16}
        textAnchor="middle"
      >
        {name}
        {year !== null && (
          <tspan x={centres[index]} dy="15">
            {year}
          </tspan>
        )}
      </text>
    );
  });
}
