/**
 * Reading a source as a tree, by oxc: the parser that the linter and knip have too.
 *
 * A node is looked at through its own fields only; types have no part in what runs, and are passed over.
 */
import { parseSync, visitorKeys, type Node, type Program } from "oxc-parser";

/** A node, and the nodes that it stands in, the nearest first. */
export interface Place {
  readonly node: Node;
  readonly parents: readonly Node[];
}

/** The tree of a source; undefined if it is none. */
export function parseSource(file: string, text: string): Program | undefined {
  const { program, errors } = parseSync(file, text, { preserveParens: false });
  return errors.length === 0 ? program : undefined;
}

/** Every node of a tree that runs, parents before children, in the order of the source. */
export function* placesOf(node: Node, parents: readonly Node[] = []): Generator<Place> {
  yield { node, parents };
  for (const child of childrenOf(node)) {
    if (isRun(child)) yield* placesOf(child, [node, ...parents]);
  }
}

function childrenOf(node: Node): readonly Node[] {
  const fields = node as unknown as Readonly<Record<string, unknown>>;
  const keys = visitorKeys[node.type] ?? [];
  return keys.flatMap((key) => fields[key]).filter((value) => isNode(value));
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value;
}

const runsThough = new Set(["TSAsExpression", "TSNonNullExpression", "TSSatisfiesExpression"]);

function isRun(node: Node): boolean {
  return !node.type.startsWith("TS") || runsThough.has(node.type);
}

/** Line of a place in a text, counted from 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
