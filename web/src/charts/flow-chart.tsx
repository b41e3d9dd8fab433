/** A Sankey chart; see flow-layout.ts. The points are its nodes, in the order given. */
import { classes } from "../ui/classes.ts";
import type { Drawing } from "./chart-figure.tsx";
import styles from "./charts.module.css";
import { layoutFlow, type FlowLayout, type FlowLink, type FlowNode } from "./flow-layout.ts";
import type { Look } from "./looks.ts";
import { Paints, paintOf } from "./patterns.tsx";
import { shortened } from "./rows-layout.ts";

export interface DrawnNode extends FlowNode {
  readonly name: string;
  readonly amount: string;
  readonly look: Look;
}

/** Below this width there is no room for the sources, of which there is mostly one: they are in the table. */
const narrowBelow = 560;

export function FlowChart({
  nodes,
  links,
  pot,
  drawing: { width, prefix, pointProps },
}: {
  readonly nodes: readonly DrawnNode[];
  readonly links: readonly FlowLink[];
  /** The node that everything goes through. */
  readonly pot: string;
  readonly drawing: Drawing;
}) {
  const isNarrow = width < narrowBelow;
  const shownLinks = isNarrow ? links.filter(({ to }) => to !== pot) : links;
  const linked = new Set(shownLinks.flatMap(({ from, to }) => [from, to]));
  const shown = nodes.filter(({ id }) => linked.has(id));
  const layout = layoutFlow(shown, shownLinks, width, isNarrow ? "narrow" : "wide");
  const nodeOf = new Map(nodes.map((node, index) => [node.id, { ...node, index }]));
  return (
    <svg viewBox={`0 0 ${width} ${layout.height}`} aria-hidden="true">
      <Paints prefix={prefix} looks={nodes.map(({ look }) => look)} />
      {layout.links.map(({ index, path, width: thickness }) => {
        const to = nodeOf.get(shownLinks[index]?.to ?? "");
        if (to === undefined) return null;
        return (
          <path
            key={to.id}
            className={classes(styles["line"], styles[to.look.colour], styles["flow"])}
            d={path}
            style={{ strokeWidth: thickness }}
            {...pointProps(to.index)}
          />
        );
      })}
      {layout.nodes.map((placed) => {
        const node = nodeOf.get(placed.id);
        if (node === undefined) return null;
        return (
          <g key={placed.id}>
            <rect
              className={styles["shape"]}
              x={placed.x}
              y={placed.y}
              width={placed.width}
              height={placed.height}
              fill={paintOf(prefix, node.look)}
              {...pointProps(node.index)}
            />
            <NodeText
              node={node}
              placed={placed}
              isNarrow={isNarrow}
              room={width * (isNarrow ? 0.34 : 0.22)}
              isBefore={placed.isLast || (isNarrow && placed.id !== pot)}
            />
          </g>
        );
      })}
    </svg>
  );
}

/** A node's name and amount beside it, in one line or in two. */
function NodeText({
  node: { name, amount },
  placed: { x, y, width, height },
  isNarrow,
  room,
  isBefore,
}: {
  readonly node: DrawnNode;
  readonly placed: FlowLayout["nodes"][number];
  readonly isNarrow: boolean;
  readonly room: number;
  readonly isBefore: boolean;
}) {
  const textX = isBefore ? x - 6 : x + width + 6;
  const middle = y + height / 2;
  return (
    <text
      className={styles["halo"]}
      x={textX}
      y={isNarrow ? middle - 2 : middle + 4}
      textAnchor={isBefore ? "end" : "start"}
      pointerEvents="none"
    >
      {shortened(name, room)}
      <tspan {...(isNarrow ? { x: textX, dy: 13 } : { dx: 6 })} fontWeight={600}>
        {amount}
      </tspan>
    </text>
  );
}
