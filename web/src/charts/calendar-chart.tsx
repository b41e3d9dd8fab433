/**
 * A calendar of amounts; see calendar-layout.ts. The more on a day, the larger its mark: the size says it, and
 * colour is not needed to read it.
 */
import type { Drawing } from "./chart-figure.tsx";
import { layoutCalendar } from "./calendar-layout.ts";
import styles from "./charts.module.css";

export interface DrawnMonth {
  readonly name: string;
  readonly weekday: number;
  /** From 0 for nothing. */
  readonly levels: readonly number[];
}

export function CalendarChart({
  months,
  levelMax,
  drawing: { width, pointProps },
}: {
  readonly months: readonly DrawnMonth[];
  readonly levelMax: number;
  readonly drawing: Drawing;
}) {
  const layout = layoutCalendar(
    months.map(({ weekday, levels }) => ({ weekday, days: levels.length })),
    width,
  );
  const box = layout.cell - 2;
  return (
    <svg viewBox={`0 0 ${width} ${layout.height}`} aria-hidden="true">
      {layout.months.map((placed, index) => {
        const month = months[index];
        if (month === undefined) return null;
        return (
          <g key={month.name}>
            <text className={styles["strong"]} x={placed.x} y={placed.y}>
              {month.name}
            </text>
            {placed.days.map(({ x, y }, day) => {
              // By area: twice the level is twice the ink.
              const side = box * Math.sqrt((month.levels[day] ?? 0) / levelMax);
              return (
                <g key={`${x} ${y}`}>
                  <rect
                    className={styles["day"]}
                    x={x}
                    y={y}
                    width={box}
                    height={box}
                    rx="3"
                    {...pointProps(placed.firstDay + day)}
                  />
                  <rect
                    className={styles["dayMark"]}
                    x={x + (box - side) / 2}
                    y={y + (box - side) / 2}
                    width={side}
                    height={side}
                    rx="3"
                  />
                </g>
              );
            })}
          </g>
        );
      })}
    </svg>
  );
}
