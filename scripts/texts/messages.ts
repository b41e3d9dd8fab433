/**
 * The messages that sources say through `_` and `translated` (client/src/texts), and where words are said past them.
 *
 * A message has to stand in the source as a whole: what is put together at run time cannot be looked up. A file of
 * words that knows nothing of `translated` is not converted yet, and is passed over.
 */
import type { CallExpression, Node } from "oxc-parser";
import { lineAt, parseSource, placesOf, type Place } from "../idle-checks/source.ts";

/** A message where it is said. */
export interface Said {
  readonly message: string;
  /** Names of the values that are given with it; undefined if none can be. */
  readonly values: readonly string[] | undefined;
  /** file:line */
  readonly where: string;
}

export interface Found {
  readonly said: readonly Said[];
  /** Words that no catalogue can translate: where, and what. */
  readonly bare: readonly string[];
}

/** Functions that take messages, and how many of their first arguments are some; values come after them. */
const takers: ReadonlyMap<string, number> = new Map([
  ["_", 1],
  ["sentence", 1],
  ["argument", 2],
  ["message", 1],
  ["neededFlag", 2],
  ["switchFlag", 1],
  ["textFlag", 2],
]);
const door = "@coffer/client/texts";
const speaks = /\b(_|argument|message|neededFlag|sentence|switchFlag|textFlag|translated)\(/;
const contextMark = "\u0004";

/** What a source says. */
export function messagesIn(file: string, text: string): Found {
  if (!speaks.test(text) && !text.includes(door)) return { said: [], bare: [] };
  const program = parseSource(file, text);
  if (program === undefined) return { said: [], bare: [`${file} cannot be parsed`] };
  const said: Said[] = [];
  const bare: string[] = [];
  const where = (node: Node): string => `${file}:${lineAt(text, node.start)}`;
  const isWords = file.endsWith("-texts.ts") && text.includes(door);
  const isHeard = new Set<Node>();
  const hear = (node: Node, values: readonly string[] | undefined): void => {
    const message = literalText(node);
    if (message === undefined) bare.push(`${where(node)}: a message that is put together`);
    else if (message.replaceAll(/\{\w+\}/g, "").trim() !== "" && hasWords(message))
      said.push({ message, values, where: where(node) });
    for (const { node: inner } of placesOf(node)) isHeard.add(inner);
  };
  for (const place of placesOf(program)) {
    const { node } = place;
    if (isHeard.has(node)) continue;
    const count = node.type === "CallExpression" ? messageCount(node) : undefined;
    if (node.type === "CallExpression" && count !== undefined) {
      for (const [at, message] of node.arguments.slice(0, count).entries()) {
        hear(message, at === 0 ? valueNames(node.arguments[count]) : []);
      }
    } else if (node.type === "CallExpression" && isCallOf(node, "translated")) {
      for (const value of wordsOf(node.arguments[0])) hear(value, undefined);
    } else if (isWords && isBareWord(place)) {
      bare.push(`${where(node)}: ${text.slice(node.start, node.end)}`);
    }
  }
  return { said, bare };
}

/** The strings of an object of words; its functions speak for themselves. */
function* wordsOf(node: Node | undefined): Generator<Node> {
  if (node === undefined) return;
  switch (node.type) {
    case "ObjectExpression":
      for (const property of node.properties) {
        yield* wordsOf(property.type === "Property" ? property.value : property);
      }
      return;
    case "ArrayExpression":
      for (const element of node.elements) if (element !== null) yield* wordsOf(element);
      return;
    case "TSSatisfiesExpression":
    case "TSAsExpression":
      yield* wordsOf(node.expression);
      return;
    case "ArrowFunctionExpression":
    case "FunctionExpression":
    case "Identifier":
      return;
    default:
      yield node;
  }
}

/** Whether a text with words in it stands where somebody may read it. */
function isBareWord({ node, parents: [parent] }: Place): boolean {
  if (node.type === "TemplateLiteral") {
    return node.quasis.some(({ value }) => hasWords(value.cooked ?? ""));
  }
  if (node.type !== "Literal" || typeof node.value !== "string" || !hasWords(node.value)) {
    return false;
  }
  switch (parent?.type) {
    case "BinaryExpression":
      return parent.operator === "+";
    case "MemberExpression":
    case "SwitchCase":
    case "ImportDeclaration":
    case "ExportNamedDeclaration":
      return false;
    case "Property":
      return parent.value === node;
    default:
      return true;
  }
}

/** The text of a literal, of literals that are added, or of a message in a context; undefined for anything else. */
export function literalText(node: Node): string | undefined {
  switch (node.type) {
    case "Literal":
      return typeof node.value === "string" ? node.value : undefined;
    case "TemplateLiteral":
      return node.expressions.length === 0
        ? (node.quasis[0]?.value.cooked ?? undefined)
        : undefined;
    case "BinaryExpression": {
      const left = node.operator === "+" ? literalText(node.left) : undefined;
      const right = literalText(node.right);
      return left === undefined || right === undefined ? undefined : left + right;
    }
    case "CallExpression": {
      if (!isCallOf(node, "inContext")) return undefined;
      const [context, message] = node.arguments.map(literalText);
      return context === undefined || message === undefined
        ? undefined
        : context + contextMark + message;
    }
    default:
      return undefined;
  }
}

/** The names of an object's fields; undefined if there is an object whose fields are not all seen. */
function valueNames(node: Node | undefined): readonly string[] | undefined {
  if (node === undefined) return [];
  if (node.type !== "ObjectExpression") return undefined;
  const names = node.properties.map((property) =>
    property.type === "Property" && property.key.type === "Identifier"
      ? property.key.name
      : undefined,
  );
  const seen = names.filter((name) => name !== undefined);
  return seen.length === names.length ? seen : undefined;
}

function isCallOf({ callee }: CallExpression, name: string): boolean {
  return callee.type === "Identifier" && callee.name === name;
}

/** How many arguments of a call are messages; undefined for other calls. */
function messageCount(node: CallExpression): number | undefined {
  return node.callee.type === "Identifier" ? takers.get(node.callee.name) : undefined;
}

/** Two letters side by side: marks and placeholders alone are no words. */
export function hasWords(text: string): boolean {
  return /\p{L}{2}/u.test(text);
}
