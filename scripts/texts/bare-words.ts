/**
 * Words that no language reaches: in a component instead of in a `…-texts.ts`, between tags and in the attributes that
 * people read or hear; and in a command of the terminal, where it writes, asks or refuses.
 */
import type { Node } from "oxc-parser";
import { lineAt, parseSource, placesOf } from "../idle-checks/source.ts";
import { hasWords, literalText } from "./messages.ts";

/** The name is the same in every language. */
const ownName = "Coffer";

const readAttributes = new Set([
  "alt",
  "aria-description",
  "aria-label",
  "aria-placeholder",
  "aria-roledescription",
  "aria-valuetext",
  "error",
  "hint",
  "label",
  "placeholder",
  "title",
  "what",
]);

/** Where a component says words of its own. */
export function bareWordsIn(file: string, text: string): readonly string[] {
  const program = parseSource(file, text);
  if (program === undefined) return [`${file} cannot be parsed`];
  const found: string[] = [];
  for (const { node } of placesOf(program)) {
    for (const said of saidBy(node)) {
      const words = wordsIn(said);
      if (words !== ownName && hasWords(words)) {
        found.push(`${file}:${lineAt(text, said.start)}: ${words}`);
      }
    }
  }
  return found;
}

/** What a node of JSX shows by itself. */
function saidBy(node: Node): readonly Node[] {
  switch (node.type) {
    case "JSXText":
      return [node];
    case "JSXElement":
    case "JSXFragment":
      return node.children.flatMap((child) =>
        child.type === "JSXExpressionContainer" ? branchesOf(child.expression) : [],
      );
    case "JSXAttribute": {
      const { name, value } = node;
      if (name.type !== "JSXIdentifier" || !readAttributes.has(name.name) || value === null) {
        return [];
      }
      return value.type === "JSXExpressionContainer" ? branchesOf(value.expression) : [value];
    }
    default:
      return [];
  }
}

/** What an expression may come to, as far as it is seen at once. */
function branchesOf(node: Node): readonly Node[] {
  switch (node.type) {
    case "ConditionalExpression":
      return [...branchesOf(node.consequent), ...branchesOf(node.alternate)];
    case "LogicalExpression":
      return [...branchesOf(node.left), ...branchesOf(node.right)];
    case "Literal":
    case "TemplateLiteral":
      return [node];
    default:
      return [];
  }
}

function wordsIn(node: Node): string {
  if (node.type === "JSXText") return node.value.trim();
  if (node.type === "TemplateLiteral") {
    return node.quasis.map(({ value }) => value.cooked ?? "").join("…");
  }
  return literalText(node) ?? "";
}

/** What a command of the terminal says through: its terminal, and the ends of a command. */
const sayers = new Set(["ask", "err", "line", "misuse", "out", "refuse", "showTransaction"]);

/** Where a command says words that are no message. */
export function bareSayingsIn(file: string, text: string): readonly string[] {
  const program = parseSource(file, text);
  if (program === undefined) return [`${file} cannot be parsed`];
  const found: string[] = [];
  for (const { node } of placesOf(program)) {
    if (node.type !== "CallExpression") continue;
    const { callee } = node;
    const named = callee.type === "MemberExpression" ? callee.property : callee;
    if (named.type !== "Identifier" || !sayers.has(named.name)) continue;
    for (const said of node.arguments.flatMap((argument) => spokenIn(argument))) {
      if (hasWords(said.replaceAll(sameEverywhere, ""))) {
        found.push(`${file}:${lineAt(text, node.start)}: ${said}`);
      }
    }
  }
  return found;
}

/** Options and codes are typed alike in every language. */
const sameEverywhere = /--[a-z-]+|\b[A-Z]{3}\b/g;

/** The texts that an expression puts together by itself; what programs read (`{"locked":true}`) is no words. */
function spokenIn(node: Node): readonly string[] {
  switch (node.type) {
    case "Literal":
      return typeof node.value === "string" && !node.value.startsWith("{") ? [node.value] : [];
    case "TemplateLiteral": {
      const quasis = node.quasis.map(({ value }) => value.cooked ?? "");
      if (quasis[0]?.startsWith("{") === true) return [];
      return [...quasis, ...node.expressions.flatMap(spokenIn)];
    }
    case "BinaryExpression":
      return node.operator === "+" ? [node.left, node.right].flatMap(spokenIn) : [];
    case "ConditionalExpression":
      return [node.consequent, node.alternate].flatMap(spokenIn);
    default:
      return [];
  }
}
