/** A Sankey chart from sources over one pot to uses and on to their parts, by d3-sankey. */
import { sankey, sankeyJustify, sankeyLinkHorizontal } from "d3-sankey";

export interface FlowNode {
  readonly id: string;
}

export interface FlowLink {
  readonly from: string;
  readonly to: string;
  readonly value: number;
}

export interface FlowLayout {
  readonly height: number;
  readonly nodes: readonly {
    readonly id: string;
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
    /** Nothing comes after it. */
    readonly isLast: boolean;
  }[];
  readonly links: readonly {
    readonly index: number;
    readonly path: string;
    readonly width: number;
  }[];
}

const nodeWidth = 12;
/** Between the middles of two thin nodes, for their words in one line or in two. */
const rowPixels = { wide: 34, narrow: 46 } as const;
const gapPixels = { wide: 18, narrow: 30 } as const;

export function layoutFlow(
  nodes: readonly FlowNode[],
  links: readonly FlowLink[],
  width: number,
  room: "wide" | "narrow",
): FlowLayout {
  const ends = new Set(links.map(({ from }) => from));
  const rows = Math.max(
    nodes.filter(({ id }) => !ends.has(id)).length,
    nodes.filter(({ id }) => links.every(({ to }) => to !== id)).length,
  );
  const height = Math.max(200, rows * rowPixels[room]);
  const place = sankey<FlowNode, { readonly index: number }>()
    .nodeId(({ id }) => id)
    .nodeAlign(sankeyJustify)
    .nodeSort(null)
    .nodeWidth(nodeWidth)
    .nodePadding(gapPixels[room])
    .extent([
      [1, 10],
      [Math.max(nodeWidth * 4, width - 1), height - 10],
    ]);
  const placed = place({
    nodes: nodes.map((node) => ({ ...node })),
    links: links.map(({ from, to, value }, index) => ({ source: from, target: to, value, index })),
  });
  const path = sankeyLinkHorizontal();
  return {
    height,
    nodes: placed.nodes.map(({ id, x0 = 0, x1 = 0, y0 = 0, y1 = 0, sourceLinks = [] }) => ({
      id,
      x: x0,
      y: y0,
      width: x1 - x0,
      height: Math.max(1, y1 - y0),
      isLast: sourceLinks.length === 0,
    })),
    links: placed.links.map((link) => ({
      index: link.index,
      path: path(link) ?? "",
      width: Math.max(1, link.width ?? 1),
    })),
  };
}
