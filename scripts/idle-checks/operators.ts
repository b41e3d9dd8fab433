/**
 * The ways in which a check is taken away. Each is a function from a place in a source to the edits that
 * leave the program whole, but without that check, or with a part of it or its bound changed.
 */
import type { Node } from "oxc-parser";
import type { Place } from "./source.ts";

/** A piece of the source and what stands there instead. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly becomes: string;
  /** What it does to the check, in a few words. */
  readonly what: string;
}

export type Operator = (place: Place, textOf: (node: Node) => string) => readonly Edit[];

function edit(node: Node, becomes: string, what: string): Edit {
  return { start: node.start, end: node.end, becomes, what };
}

/** `if (c) …` and `case c:` that are never taken, `c ? a : b` that always is one of the two. */
const branches: Operator = ({ node }, textOf) => {
  switch (node.type) {
    case "IfStatement":
      return [edit(node.test, "false", "never taken")];
    case "ConditionalExpression": {
      const guarded = guardedBy(node.test);
      const isFree = (branch: Node): boolean =>
        guarded === undefined || !readsText(branch, textOf(guarded), textOf);
      return [
        ...(isFree(node.consequent) ? [edit(node.test, "true", "always true")] : []),
        ...(isFree(node.alternate) ? [edit(node.test, "false", "always false")] : []),
      ];
    }
    case "SwitchCase":
      return node.test === null ? [] : [edit(node.test, "Symbol()", "never taken")];
    default:
      return [];
  }
};

/** `a || b || c`, `a && b` without one of them; `a() ?? b()` too, if b is more than a default. */
const operands: Operator = ({ node, parents: [parent] }, textOf) => {
  if (node.type !== "LogicalExpression") return [];
  const { operator } = node;
  if (operator === "??" && !isCall(node.right)) return [];
  if (parent?.type === "LogicalExpression" && parent.operator === operator) return [];
  const all = operandsOf(node, operator);
  return all.flatMap((left, index) => {
    const guarded = guardedBy(left);
    const isGuard =
      guarded !== undefined &&
      all.slice(index + 1).some((operand) => readsText(operand, textOf(guarded), textOf));
    if (isGuard) return [];
    const kept = all.filter((operand) => operand !== left).map((operand) => `(${textOf(operand)})`);
    const becomes = kept.length === 1 ? kept.join("") : `(${kept.join(` ${operator} `)})`;
    return [edit(node, becomes, `without ${oneLine(textOf(left))}`)];
  });
};

function operandsOf(node: Node, operator: string): readonly Node[] {
  if (node.type !== "LogicalExpression" || node.operator !== operator) return [node];
  return [...operandsOf(node.left, operator), ...operandsOf(node.right, operator)];
}

/**
 * What a condition guards, if anything: `x` of `x !== undefined`, `x === null`, `x.ok` and `x.code === "…"`.
 *
 * Who reads x behind it would not compile without it: that is the compiler's to miss.
 */
function guardedBy(node: Node): Node | undefined {
  if (node.type === "UnaryExpression") return guardedBy(node.argument);
  if (node.type === "MemberExpression") {
    const isTold = node.property.type === "Identifier" && /^(ok|code)$/.test(node.property.name);
    return isTold ? node.object : undefined;
  }
  if (node.type !== "BinaryExpression" || !/^[!=]==$/.test(node.operator)) return undefined;
  const { left, right } = node;
  if (left.type === "MemberExpression" && right.type === "Literal") return guardedBy(left);
  const isNothing =
    (right.type === "Identifier" && right.name === "undefined") ||
    (right.type === "Literal" && right.value === null);
  return isNothing ? left : undefined;
}

function readsText(node: Node, text: string, textOf: (node: Node) => string): boolean {
  return new RegExp(`(?<![\\w#.])${RegExp.escape(text)}\\b`).test(textOf(node));
}

const shifted: Readonly<Record<string, string>> = { "<": "<=", "<=": "<", ">": ">=", ">=": ">" };

/** A comparison of size that is one off. Those that end a loop are no checks. */
const bounds: Operator = ({ node, parents }, textOf) => {
  if (node.type !== "BinaryExpression") return [];
  const operator = shifted[node.operator];
  const whole = parents.find(({ type }) => type !== "LogicalExpression");
  if (operator === undefined || (whole !== undefined && isLoop(whole))) return [];
  // Only the sign, so that brackets stay: between both sides stands nothing else that has one.
  const between = { ...node, start: node.left.end, end: node.right.start };
  const becomes = textOf(between).replace(node.operator, operator);
  return [edit(between, becomes, `${node.operator} is ${operator}`)];
};

/** A condition that is the whole of what is returned or named: always true, always false. */
const conditions: Operator = ({ node, parents: [parent] }) => {
  if (!isCondition(node) || parent === undefined) return [];
  const isWhole =
    (parent.type === "ReturnStatement" && parent.argument === node) ||
    (parent.type === "ArrowFunctionExpression" && parent.body === node) ||
    (parent.type === "VariableDeclarator" && parent.init === node);
  return isWhole ? [edit(node, "true", "always true"), edit(node, "false", "always false")] : [];
};

/** `list.filter(…)` that keeps everything. */
const filters: Operator = ({ node }, textOf) => {
  if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return [];
  const { object, property } = node.callee;
  const isFilter = property.type === "Identifier" && property.name === "filter";
  return isFilter ? [edit(node, `(${textOf(object)})`, "keeps everything")] : [];
};

/** A `catch` that lets through what it caught; an `assert` that is not there. */
const throws: Operator = ({ node }) => {
  if (node.type === "CatchClause") {
    const [first] = node.body.body;
    if (first?.type === "ThrowStatement") return [];
    return [edit(node, "catch (caught) { throw caught; }", "lets through")];
  }
  return calledName(node) === "assert" ? [edit(node, "undefined", "left out")] : [];
};

/** A named maximum or minimum that is none, and one that is one off. */
const limitValues: Operator = ({ node, parents }) => {
  const limit = limitOf(node, parents);
  if (limit === undefined) return [];
  const [none, step] = limit.name.endsWith("Min") ? ["0", "- 1"] : ["9007199254740991", "+ 1"];
  const { end } = limit.value;
  const unlimited = edit(limit.value, none, "no limit");
  const oneOff = { start: end, end, becomes: ` ${step}`, what: "one off" };
  // Of the table of limits, both sides must know the exact value.
  return node.type === "Property" ? [unlimited, oneOff] : [unlimited];
};

function limitOf(node: Node, parents: readonly Node[]) {
  if (node.type === "VariableDeclarator") {
    const isTop = parents.length <= 3 && node.id.type === "Identifier" && node.init !== null;
    if (!isTop || node.init === null || node.id.type !== "Identifier") return undefined;
    return /(Max|Min)$/.test(node.id.name) && isNumber(node.init)
      ? { name: node.id.name, value: node.init }
      : undefined;
  }
  if (node.type !== "Property" || node.key.type !== "Identifier" || !isNumber(node.value)) {
    return undefined;
  }
  const declared = parents.find((parent) => parent.type === "VariableDeclarator");
  const isLimits = declared?.id.type === "Identifier" && declared.id.name === "limits";
  return isLimits ? { name: node.key.name, value: node.value } : undefined;
}

/** The bounds of a field of a message, as shape.ts makes them. */
const fieldBounds: Operator = ({ node }, textOf) => {
  if (node.type !== "CallExpression") return [];
  const name = calledName(node);
  const [first, second] = node.arguments;
  if (name === undefined || first === undefined) return [];
  const low = textOf(first);
  const high = second === undefined ? undefined : textOf(second);
  const make = (min: string, max: string | undefined, what: string): Edit =>
    edit(node, `${name}(${max === undefined ? min : `${min}, ${max}`})`, what);
  switch (name) {
    case "bytesField": {
      const longer = make(low, "Infinity", "no maximum");
      return low === "0" ? [longer] : [make("0", high ?? low, "no minimum"), longer];
    }
    case "integerField": {
      const smaller = make("-Infinity", high, "no minimum");
      return high === undefined ? [smaller] : [smaller, make(low, "Infinity", "no maximum")];
    }
    case "textField":
      return [make("Infinity", undefined, "no maximum")];
    case "oneOfField":
      return [edit(node, "((value) => value)", "anything")];
    case "listField":
      return second?.type === "ObjectExpression" ? second.properties.flatMap(listBound) : [];
    default:
      return [];
  }
};

function listBound(property: Node): readonly Edit[] {
  if (property.type !== "Property" || property.key.type !== "Identifier") return [];
  return property.key.name === "min"
    ? [edit(property.value, "0", "no minimum")]
    : [edit(property.value, "Infinity", "no maximum")];
}

/** How many arguments of a function come before those that it joins. */
const joins: Readonly<Record<string, number>> = {
  concat: 0,
  hash256: 0,
  hash512: 0,
  hmac256: 1,
  hmac512: 1,
};
const nothing = "new Uint8Array(0)";
const boundNames = new Set(["aad", "context", "info", "salt"]);

/** A part of what is hashed, signed or authenticated that is not; a length or a label that is missing. */
const boundParts: Operator = ({ node, parents: [parent] }, textOf) => {
  if (node.type === "Property" && node.key.type === "Identifier" && boundNames.has(node.key.name)) {
    const isMade = parent?.type === "ObjectExpression" && calledName(node.value) !== "label";
    return isMade ? [edit(node, `${node.key.name}: ${nothing}`, "binds nothing")] : [];
  }
  if (node.type !== "CallExpression") return [];
  const name = calledName(node) ?? "";
  const [first] = node.arguments;
  if (name === "lengthPrefixed" && first !== undefined) {
    return [edit(node, `(${textOf(first)})`, "without its length")];
  }
  if (name === "label" && joins[parent === undefined ? "" : (calledName(parent) ?? "")] !== 0) {
    return [edit(node, nothing, "no label")];
  }
  const from = joins[name];
  if (from === undefined || node.arguments.length < from + 2) return [];
  return node.arguments.slice(from).map((left) => {
    const kept = node.arguments.filter((argument) => argument !== left).map(textOf);
    return edit(node, `${name}(${kept.join(", ")})`, `without ${oneLine(textOf(left))}`);
  });
};

/** All of them. */
export const operators: readonly Operator[] = [
  branches,
  operands,
  bounds,
  conditions,
  filters,
  throws,
  limitValues,
  fieldBounds,
  boundParts,
];

function calledName(node: Node): string | undefined {
  if (node.type !== "CallExpression" || node.callee.type !== "Identifier") return undefined;
  return node.callee.name;
}

function isCall(node: Node): boolean {
  const inner = node.type === "AwaitExpression" ? node.argument : node;
  if (inner.type === "LogicalExpression") return isCall(inner.right);
  return inner.type === "CallExpression";
}

function isLoop({ type }: Node): boolean {
  return type === "ForStatement" || type === "WhileStatement" || type === "DoWhileStatement";
}

const comparisons = new Set(["===", "!==", "<", "<=", ">", ">=", "in", "instanceof"]);

/** Whether an expression is true or false by what it says or by the name that it calls. */
function isCondition(node: Node): boolean {
  if (node.type === "AwaitExpression") return isCondition(node.argument);
  if (node.type === "UnaryExpression") return node.operator === "!";
  if (node.type === "BinaryExpression") return comparisons.has(node.operator);
  if (node.type !== "CallExpression") return false;
  const { callee } = node;
  const name = callee.type === "MemberExpression" ? callee.property : callee;
  if (name.type !== "Identifier") return false;
  return /^(every|some|has|includes|test|verify|equalBytes|(is|has|needs)[A-Z].*)$/.test(name.name);
}

function isNumber(node: Node): boolean {
  if (node.type === "BinaryExpression") return isNumber(node.left) && isNumber(node.right);
  return node.type === "Literal" && typeof node.value === "number";
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}
