/** A Sankey chart; see flow-layout.ts. The points are its nodes, in the order given. */
import { classes } from "../ui/classes.ts";
import type { Drawing } from "./chart-figure.tsx";
import styles from "./charts.module.css";
import { layoutFlow, type FlowLink, type FlowNode } from "./flow-layout.ts";
import type { Look } from "./looks.ts";
import { Paints, paintOf } from "./patterns.tsx";
import { shortened } from "./rows-layout.ts";

export interface DrawnNode extends FlowNode {
  readonly name: string;
  readonly amount: string;
  readonly look: Look;
}

export function FlowChart({
  nodes,
  links,
  drawing: { width, prefix, pointProps },
}: {
  readonly nodes: readonly DrawnNode[];
  readonly links: readonly FlowLink[];
  readonly drawing: Drawing;
}) {
  const layout = layoutFlow(nodes, links, width);
  const lookOf = new Map(nodes.map(({ id, look }) => [id, look]));
  const isNarrow = width < 560;
  return (
    <svg viewBox={`0 0 ${width} ${layout.height}`} aria-hidden="true">
      <Paints prefix={prefix} looks={nodes.map(({ look }) => look)} />
      {layout.links.map(({ index, path, width: thickness }) => {
        const link = links[index];
        const look = lookOf.get(link?.to ?? "") ?? lookOf.get(link?.from ?? "");
        return (
          <path
            key={index}
            className={classes(styles["line"], styles[look?.colour ?? "plain"], styles["flow"])}
            d={path}
            style={{ strokeWidth: thickness, strokeLinecap: "butt" }}
            {...pointProps(nodes.findIndex(({ id }) => id === link?.to))}
          />
        );
      })}
      {layout.nodes.map(({ id, x, y, width: wide, height, isLast }, index) => {
        const node = nodes[index];
        if (node === undefined) return null;
        const room = isNarrow ? width * 0.3 : width * 0.22;
        const textX = isLast ? x - 6 : x + wide + 6;
        return (
          <g key={id}>
            <rect
              className={styles["shape"]}
              x={x}
              y={y}
              width={wide}
              height={height}
              fill={paintOf(prefix, node.look)}
              {...pointProps(index)}
            />
            <text
              className={styles["halo"]}
              x={textX}
              y={y + height / 2 - (isNarrow ? 2 : -4)}
              textAnchor={isLast ? "end" : "start"}
              pointerEvents="none"
            >
              {shortened(node.name, room)}
              <tspan {...(isNarrow ? { x: textX, dy: 13 } : { dx: 6 })} fontWeight={600}>
                {node.amount}
              </tspan>
            </text>
          </g>
        );
      })}
    </svg>
  );
}
