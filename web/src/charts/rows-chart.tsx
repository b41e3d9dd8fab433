/** A chart of rows: names, bars and amounts; see rows-layout.ts. */
import type { Drawing } from "./chart-figure.tsx";
import styles from "./charts.module.css";
import type { Look } from "./looks.ts";
import { Paints, paintOf } from "./patterns.tsx";
import { layoutRows, shortened, type Row, type RowsLayout } from "./rows-layout.ts";

export interface DrawnRow extends Row {
  readonly id: string;
  readonly name: string;
  readonly amount: string;
  readonly look: Look;
}

export function RowsChart({
  rows,
  mark,
  drawing: { width, prefix, pointProps },
}: {
  readonly rows: readonly DrawnRow[];
  /** A reference line with its words, such as what the rule recommends. */
  readonly mark?: { readonly at: number; readonly text: string } | undefined;
  readonly drawing: Drawing;
}) {
  const layout = layoutRows(rows, mark?.at, width);
  const head = mark === undefined ? 0 : 20;
  const { rowHeight, barHeight, zeroX, markX, nameWidth } = layout;
  return (
    <svg viewBox={`0 0 ${width} ${layout.height + head + 4}`} aria-hidden="true">
      <Paints prefix={prefix} looks={rows.map(({ look }) => look)} />
      {mark !== undefined && markX !== undefined && (
        <MarkText x={markX} text={mark.text} width={width} />
      )}
      <g transform={`translate(0 ${head})`}>
        <line className={styles["zero"]} x1={zeroX} x2={zeroX} y1={0} y2={layout.height} />
        {layout.rows.map((placed, index) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <g key={row.id}>
              <rect
                className={styles["hit"]}
                y={placed.top}
                width={width}
                height={rowHeight}
                rx="6"
                {...pointProps(index)}
              />
              <rect
                className={styles["shape"]}
                x={placed.x}
                y={placed.y}
                width={placed.width}
                height={barHeight}
                rx="3"
                fill={paintOf(prefix, row.look)}
                pointerEvents="none"
              />
              <text className={styles["strong"]} x="4" y={placed.textY} pointerEvents="none">
                {shortened(row.name, nameWidth)}
              </text>
              <text
                className={styles["amount"]}
                x={width - 4}
                y={placed.textY}
                textAnchor="end"
                pointerEvents="none"
              >
                {row.amount}
              </text>
            </g>
          );
        })}
        {markX !== undefined && <MarkLine layout={layout} x={markX} />}
      </g>
    </svg>
  );
}

/** Through all rows, but where words are above the bars only through those. */
function MarkLine({ layout, x }: { readonly layout: RowsLayout; readonly x: number }) {
  const { isNarrow, height, rows, barHeight } = layout;
  const pieces = isNarrow
    ? rows.map(({ y }) => [y - 3, y + barHeight + 3] as const)
    : [[-4, height] as const];
  return pieces.map(([from, to]) => (
    <line key={from} className={styles["rule"]} x1={x} x2={x} y1={from} y2={to} />
  ));
}

function MarkText({
  x,
  text,
  width,
}: {
  readonly x: number;
  readonly text: string;
  readonly width: number;
}) {
  const isRight = x > width / 2;
  return (
    <text
      x={isRight ? Math.min(x + 4, width) : x - 4}
      y="12"
      textAnchor={isRight ? "end" : "start"}
    >
      {text}
    </text>
  );
}
