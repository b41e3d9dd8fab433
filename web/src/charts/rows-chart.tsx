/** A chart of rows: names, bars and amounts; see rows-layout.ts. */
import type { Drawing } from "./chart-figure.tsx";
import styles from "./charts.module.css";
import type { Look } from "./looks.ts";
import { Paints, paintOf } from "./patterns.tsx";
import { layoutRows, shortened, type PlacedRow, type Row, type RowsLayout } from "./rows-layout.ts";

export interface DrawnRow extends Row {
  readonly id: string;
  readonly name: string;
  readonly amount: string;
  /** What stands at the end of the bar, where there is room. */
  readonly note?: string;
  readonly look: Look;
}

const noteWidth = 52;

export function RowsChart({
  rows,
  mark,
  beginsAt,
  drawing: { width, prefix, pointProps },
}: {
  readonly rows: readonly DrawnRow[];
  /** A reference line with its words, such as what the rule recommends. */
  readonly mark?: { readonly at: number; readonly text: string } | undefined;
  /** What is said if the bars do not begin at zero. */
  readonly beginsAt?: (value: number) => string;
  readonly drawing: Drawing;
}) {
  const hasNotes = rows.some(({ note }) => note !== undefined);
  const layout = layoutRows(rows, mark?.at, { width, noteWidth: hasNotes ? noteWidth : 0 });
  const head = mark === undefined ? 0 : 20;
  const { zeroX, markX } = layout;
  return (
    <>
      <svg viewBox={`0 0 ${width} ${layout.height + head + 4}`} aria-hidden="true">
        <Paints prefix={prefix} looks={rows.map(({ look }) => look)} />
        {mark !== undefined && markX !== undefined && (
          <MarkText x={markX} text={mark.text} width={width} />
        )}
        <g transform={`translate(0 ${head})`}>
          <UprightLine look="zero" layout={layout} x={zeroX} />
          {rows.map((row, index) => (
            <g key={row.id}>
              <rect
                className={styles["hit"]}
                y={index * layout.rowHeight}
                width={width}
                height={layout.rowHeight}
                rx="6"
                {...pointProps(index)}
              />
              <OneRow
                row={row}
                placed={layout.rows[index]}
                layout={layout}
                fill={paintOf(prefix, row.look)}
              />
            </g>
          ))}
          {markX !== undefined && <UprightLine look="rule" layout={layout} x={markX} />}
        </g>
      </svg>
      {layout.beginsAt !== undefined && beginsAt !== undefined && (
        <p className={styles["note"]}>{beginsAt(layout.beginsAt)}</p>
      )}
    </>
  );
}

function OneRow({
  row: { name, amount, note, from },
  placed,
  layout: { barHeight, beginsAt, isNarrow, nameWidth, width },
  fill,
}: {
  readonly row: DrawnRow;
  readonly placed: PlacedRow | undefined;
  readonly layout: RowsLayout;
  readonly fill: string;
}) {
  if (placed === undefined) return null;
  const { x, y, textY } = placed;
  return (
    <g pointerEvents="none">
      <rect
        className={styles["shape"]}
        x={x}
        y={y}
        width={placed.width}
        height={barHeight}
        rx="3"
        fill={fill}
      />
      {beginsAt !== undefined && from === 0 && (
        <path className={styles["cut"]} d={`M${x + 8} ${y + barHeight + 2}l6 -${barHeight + 4}`} />
      )}
      <text className={styles["strong"]} x="4" y={textY}>
        {shortened(name, nameWidth)}
      </text>
      {note !== undefined && !isNarrow && (
        <text x={x + placed.width + 8} y={textY}>
          {note}
        </text>
      )}
      <text className={styles["amount"]} x={width - 4} y={textY} textAnchor="end">
        {amount}
      </text>
    </g>
  );
}

/** Through all rows, but where words are above the bars only through those. */
function UprightLine({
  look,
  layout: { isNarrow, height, rows, barHeight },
  x,
}: {
  readonly look: "zero" | "rule";
  readonly layout: RowsLayout;
  readonly x: number;
}) {
  const pieces = isNarrow
    ? rows.map(({ y }) => [y - 3, y + barHeight + 3] as const)
    : [[-4, height] as const];
  return pieces.map(([from, to]) => (
    <line key={from} className={styles[look]} x1={x} x2={x} y1={from} y2={to} />
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
