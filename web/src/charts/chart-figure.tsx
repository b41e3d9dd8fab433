/**
 * What is around every chart: a sentence that says what it shows, the same figures as a table, and the arrow keys
 * over its points, each told politely. The drawing itself is silent: it says nothing that the words do not.
 */
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { navigate } from "../page/location.ts";
import { Button, Link } from "../ui/parts.tsx";
import { chartTexts as texts } from "./chart-texts.ts";
import styles from "./charts.module.css";
import { Legend, type LegendItem } from "./patterns.tsx";
import { nextPoint, type Steps } from "./points.ts";
import { useWidth } from "./use-width.ts";

/** One figure of a chart: what is said of it, and where it leads. */
export interface ChartPoint {
  readonly text: string;
  readonly to?: string | undefined;
}

/** The figures of a chart in rows; the first cell of a row names it. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly id: string;
    readonly cells: readonly string[];
    readonly to?: string | undefined;
  }[];
}

/** What a drawing gets: the room it has, the point that is looked at, and whom to tell of another one. */
export interface Drawing {
  readonly width: number;
  /** Names of paints begin with this. */
  readonly prefix: string;
  readonly active: number | undefined;
  /** Makes a shape that of a point. */
  readonly pointProps: (index: number) => {
    readonly onPointerEnter: () => void;
    readonly onClick: (event: { readonly nativeEvent: unknown }) => void;
    readonly "data-active": boolean | undefined;
    readonly "data-leads": boolean | undefined;
  };
}

const oneByOne: Steps = { across: 1, down: 1 };

export function ChartFigure({
  title,
  sentence,
  points,
  steps = oneByOne,
  table,
  legend,
  children,
}: {
  readonly title: string;
  readonly sentence: string;
  readonly points: readonly ChartPoint[];
  readonly steps?: Steps;
  readonly table: ChartTable;
  readonly legend?: readonly LegendItem[];
  readonly children: (drawing: Drawing) => ReactNode;
}) {
  const prefix = useId();
  const area = useRef<HTMLDivElement>(null);
  const width = useWidth(area);
  const [isTable, setTable] = useState(false);
  const { active, onKey, pointProps } = usePoints(points, steps, sentence);
  return (
    <figure className={styles["figure"]} aria-labelledby={`${prefix}-says`}>
      <figcaption className={styles["caption"]}>
        <p id={`${prefix}-says`}>{sentence}</p>
        <Button className={styles["toggle"]} onClick={() => setTable(!isTable)}>
          {isTable ? texts.asChart : texts.asTable}
        </Button>
      </figcaption>
      <div className={styles["chart"]} hidden={isTable}>
        {legend !== undefined && <Legend prefix={`${prefix}-l`} items={legend} />}
        {/* The arrow keys are the chart's, as in a widget: the table has the same for who reads line by line. */}
        <div
          ref={area}
          className={styles["area"]}
          role="application"
          aria-roledescription={texts.chart}
          aria-label={texts.area(title)}
          tabIndex={0}
          onKeyDown={onKey}
        >
          {width > 0 && children({ width, prefix, active, pointProps })}
        </div>
        <Readout point={active === undefined ? undefined : points[active]} />
      </div>
      <FiguresTable title={title} table={table} isShown={isTable} />
    </figure>
  );
}

/** Which point is looked at, by keys and by pointer. */
function usePoints(
  points: readonly ChartPoint[],
  steps: Steps,
  /** What the points are of: in another chart none is looked at yet. */
  of: string,
): Pick<Drawing, "active" | "pointProps"> & { readonly onKey: (event: KeyboardEvent) => void } {
  const [chosen, choose] = useState<{ readonly of: string; readonly index: number }>();
  const active = chosen?.of === of && chosen.index < points.length ? chosen.index : undefined;
  const setChosen = (index: number): void => choose({ of, index });
  const onKey = (event: KeyboardEvent): void => {
    const to = active === undefined ? undefined : points[active]?.to;
    const next = nextPoint(event.key, active, points.length, steps);
    if (next !== undefined) setChosen(next);
    else if (event.key === "Escape") choose(undefined);
    else if (event.key === "Enter" && to !== undefined) navigate(to);
    else return;
    event.preventDefault();
  };
  const pointProps: Drawing["pointProps"] = (index) => ({
    onPointerEnter: () => setChosen(index),
    onClick: ({ nativeEvent }) => {
      const to = points[index]?.to;
      // A finger has not pointed at it before: the link under the chart is for it.
      const isMouse = nativeEvent instanceof PointerEvent && nativeEvent.pointerType === "mouse";
      if (isMouse && to !== undefined) navigate(to);
      else setChosen(index);
    },
    "data-active": active === index || undefined,
    "data-leads": points[index]?.to !== undefined || undefined,
  });
  return { active, onKey, pointProps };
}

function Readout({ point }: { readonly point: ChartPoint | undefined }) {
  return (
    <p className={styles["readout"]}>
      <span role="status">{point?.text ?? texts.hint}</span>
      {point?.to !== undefined && (
        <>
          {" "}
          <Link to={point.to}>{texts.open}</Link>
        </>
      )}
    </p>
  );
}

/** Always there, so that paper has the figures too. */
function FiguresTable({
  title,
  table: { columns, rows },
  isShown,
}: {
  readonly title: string;
  readonly table: ChartTable;
  readonly isShown: boolean;
}) {
  return (
    <div
      className={styles["tableBox"]}
      data-shown={isShown || undefined}
      // On a small window it is moved sideways, by the keyboard too.
      role="region"
      aria-label={title}
      tabIndex={0}
    >
      <table className={styles["table"]}>
        <caption>{title}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, cells: [name = "", ...cells], to }) => (
            <tr key={id}>
              <th scope="row">{to === undefined ? name : <Link to={to}>{name}</Link>}</th>
              {cells.map((cell, place) => (
                <td key={columns[place + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
