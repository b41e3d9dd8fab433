/**
 * What in a source refuses something: the condition of an `if` that leaves with a failure or raises an alarm, the
 * failure that a `return` may give, a named condition (`isOurs`), what a `catch` makes of an exception.
 */
import type { Node } from "oxc-parser";
import { placesOf, type Place } from "./source.ts";

/** Whether a place is part of something that refuses. */
export function isOfRefusal({ node, parents }: Place): boolean {
  const chain = [node, ...parents];
  const index = chain.findIndex(({ type }) => /(Statement|Clause|Declarator)$/.test(type));
  const statement = chain[index];
  switch (statement?.type) {
    case "IfStatement":
      return isRefused(statement, chain[index - 1] ?? statement.test);
    case "ReturnStatement":
      if (statement.argument === null) return false;
      // `first() ?? second()`: the first of them that refuses.
      if (statement.argument.type === "LogicalExpression") return true;
      return placesIn(statement.argument).some(isFailure);
    case "VariableDeclarator":
      return statement.id.type === "Identifier" && isUsed(statement.id.name, chain);
    case "CatchClause":
      return statement === node;
    default:
      return node.type === "VariableDeclarator";
  }
}

/** Whether an `if`, of which `part` is looked at, leaves with a failure or raises an alarm. */
function isRefused(statement: Node, part: Node): boolean {
  if (statement.type !== "IfStatement" || part === statement.consequent) return false;
  return placesIn(statement.consequent).some((node) => {
    if (node.type === "ThrowStatement") return true;
    if (node.type === "AssignmentExpression") return node.operator === "??=";
    if (node.type !== "ReturnStatement" || node.argument === null) return false;
    // `if (!pulled.ok) return pulled`: a failure that is passed on.
    return node.argument.type === "Identifier" || isFailure(node.argument);
  });
}

/** `fail(…)`, `{ kind: … }`, `undefined`. */
function isFailure(node: Node): boolean {
  const inner = node.type === "TSAsExpression" ? node.expression : node;
  switch (inner.type) {
    case "CallExpression":
      return inner.callee.type === "Identifier" && inner.callee.name === "fail";
    case "ObjectExpression":
      return inner.properties.some(
        (property) =>
          property.type === "Property" &&
          property.key.type === "Identifier" &&
          property.key.name === "kind",
      );
    case "Identifier":
      return inner.name === "undefined";
    default:
      return false;
  }
}

/** Whether what is named is a limit, or decides of a refusal in the same function. */
function isUsed(name: string, chain: readonly Node[]): boolean {
  if (/(Max|Min)$/.test(name)) return true;
  const own = chain.find(({ type }) => /^(Function|ArrowFunction)/.test(type));
  if (own === undefined) return false;
  return placesIn(own).some((node) => {
    if (node.type === "IfStatement") return reads(node.test, name) && isRefused(node, node.test);
    if (node.type !== "ConditionalExpression" || !reads(node.test, name)) return false;
    return isFailure(node.consequent) || isFailure(node.alternate);
  });
}

function reads(test: Node, name: string): boolean {
  return placesIn(test).some((node) => node.type === "Identifier" && node.name === name);
}

function placesIn(node: Node): readonly Node[] {
  return [...placesOf(node)].map((place) => place.node);
}
