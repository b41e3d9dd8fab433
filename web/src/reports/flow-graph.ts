/** A cash flow as the nodes and links of a chart: sources, the pot, uses, and their categories, from left to right. */
import { ownName } from "@coffer/client/texts";
import { looksOfBuckets, noneLook, type Look } from "../charts/looks.ts";
import type { CashFlowModel } from "../engine/report-models.ts";
import { reportAddress } from "./addresses.ts";
import { reportsTexts } from "./reports-texts.ts";

const { flow: texts } = reportsTexts;

export interface FlowGraph {
  readonly nodes: readonly {
    readonly id: string;
    readonly name: string;
    readonly amount: string;
    readonly look: Look;
    readonly to?: string | undefined;
  }[];
  readonly links: readonly {
    readonly from: string;
    readonly to: string;
    readonly minor: bigint;
  }[];
}

/** The node that everything goes through. */
export const pot = "pot";
const incomeLook: Look = { colour: "accent", pattern: "solid" };

export function flowGraph(model: CashFlowModel, amount: (minor: bigint) => string): FlowGraph {
  const { sources, uses, buckets, total, period } = model;
  const looks = looksOfBuckets(buckets.map(({ id }) => id));
  const nodes: FlowGraph["nodes"][number][] = [];
  const links: FlowGraph["links"][number][] = [];
  for (const [index, { kind, name, amount: minor }] of sources.entries()) {
    const id = `source ${index}`;
    const look = kind === "income" ? incomeLook : noneLook;
    nodes.push({ id, name: sourceName(kind, name), amount: amount(minor), look });
    links.push({ from: id, to: pot, minor });
  }
  nodes.push({ id: pot, name: texts.pot, amount: amount(total), look: incomeLook });
  for (const [index, use] of uses.entries()) {
    const id = `use ${index}`;
    const bucket = use.place === null ? undefined : buckets[use.place];
    const look = (use.place === null ? undefined : looks[use.place]) ?? noneLook;
    const bucketId = use.kind === "unassigned" ? "none" : bucket?.id;
    const to =
      bucketId === undefined
        ? undefined
        : reportAddress("spending", { period: period.name, bucket: bucketId });
    const name = bucket === undefined ? texts.kinds[use.kind] : ownName(bucket.name);
    nodes.push({ id, name, amount: amount(use.amount), look, to });
    links.push({ from: pot, to: id, minor: use.amount });
    for (const part of use.categories) {
      const own = `${id} ${part.categoryId ?? "none"}`;
      const nothing = bucket?.kind === "floor" ? reportsTexts.transfers : reportsTexts.noCategory;
      nodes.push({
        id: own,
        name: leafOf(part.name ?? nothing),
        amount: amount(part.amount),
        look,
        to: reportAddress("list", {
          period: period.name,
          bucket: bucketId,
          category: part.categoryId ?? "none",
        }),
      });
      links.push({ from: id, to: own, minor: part.amount });
    }
    if (use.others > 0n) {
      const own = `${id} others`;
      nodes.push({ id: own, name: reportsTexts.others, amount: amount(use.others), look, to });
      links.push({ from: id, to: own, minor: use.others });
    }
  }
  return { nodes, links };
}

function sourceName(kind: CashFlowModel["sources"][number]["kind"], name: string | null): string {
  if (kind === "back") return texts.backFrom(leafOf(name ?? reportsTexts.transfers));
  return leafOf(name ?? texts.kinds[kind]);
}

/** A category without its parent: a chart has little room. */
function leafOf(name: string): string {
  return name.split(" › ").at(-1) ?? name;
}
