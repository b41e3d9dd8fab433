/** The patterns of a chart as SVG paint: the colour, with lines or dots of the ground on it. */
import type { Look, Pattern } from "./looks.ts";
import styles from "./charts.module.css";

/** The name of a look's paint in a chart whose paints begin with `prefix`. */
function paintId(prefix: string, { colour, pattern }: Look): string {
  return `${prefix}-${colour}-${pattern}`;
}

/** What to fill a shape with. */
export function paintOf(prefix: string, look: Look): string {
  return `url(#${paintId(prefix, look)})`;
}

const marks: Readonly<Record<Pattern, string | null>> = {
  solid: null,
  diagonal: "M-2 2 2 -2M0 8 8 0M6 10 10 6",
  back: "M-2 6 2 10M0 0 8 8M6 -2 10 2",
  cross: "M0 8 8 0M0 0 8 8",
  lines: "M0 4H8",
  dots: "M4 4h.01M0 0h.01M8 0h.01M0 8h.01M8 8h.01",
};

/** The paints that a chart's shapes refer to. */
export function Paints({
  prefix,
  looks,
}: {
  readonly prefix: string;
  readonly looks: readonly Look[];
}) {
  const different = new Map(looks.map((look) => [paintId(prefix, look), look]));
  return (
    <defs>
      {[...different].map(([id, { colour, pattern }]) => (
        <pattern key={id} id={id} width="8" height="8" patternUnits="userSpaceOnUse">
          <rect width="8" height="8" className={styles[colour]} />
          {marks[pattern] !== null && (
            <path
              d={marks[pattern]}
              className={styles[pattern === "dots" ? "markDots" : "markLines"]}
            />
          )}
        </pattern>
      ))}
    </defs>
  );
}

/** What a series looks like, and its name; points of a line have a shape of their own. */
export interface LegendItem {
  readonly name: string;
  readonly look: Look;
  /** A path around the middle of a square of 16. */
  readonly shape?: string;
}

/** What each look means, in words beside a swatch of it. */
export function Legend({
  prefix,
  items,
}: {
  readonly prefix: string;
  readonly items: readonly LegendItem[];
}) {
  return (
    <ul className={styles["legend"]}>
      {items.map(({ name, look, shape }) => (
        <li key={name}>
          <svg width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true">
            {shape === undefined ? (
              <>
                <Paints prefix={prefix} looks={[look]} />
                <rect
                  className={styles["swatch"]}
                  x="-8"
                  y="-7"
                  width="16"
                  height="14"
                  rx="3"
                  fill={paintOf(prefix, look)}
                />
              </>
            ) : (
              <path className={styles[look.colour]} d={shape} />
            )}
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}
