/** The elements of an XML document, and how readers find what they look for in them. */

/**
 * One element. Names are without their prefixes; `line` is where its tag stands, from 1; `text` is
 * its own text without the white space around it, with references replaced.
 */
export interface XmlElement {
  readonly name: string;
  readonly line: number;
  readonly attributes: ReadonlyMap<string, string>;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

/** Returns the first element at the end of a path of child names, or undefined. */
export function elementAt(
  element: XmlElement | undefined,
  ...path: readonly string[]
): XmlElement | undefined {
  let found = element;
  for (const name of path) found = found?.children.find((child) => child.name === name);
  return found;
}

/** Returns the text of the first element at the end of a path, or "". */
export function textAt(element: XmlElement | undefined, ...path: readonly string[]): string {
  return elementAt(element, ...path)?.text ?? "";
}

/** Returns the children of a name, in their order. */
export function childrenOf(element: XmlElement | undefined, name: string): XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** Returns all elements below one that are wanted, without looking inside those found. */
export function elementsBelow(
  element: XmlElement,
  isWanted: (element: XmlElement) => boolean,
): XmlElement[] {
  const found: XmlElement[] = [];
  const waiting = [...element.children].toReversed();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (isWanted(next)) found.push(next);
    else for (const child of next.children.toReversed()) waiting.push(child);
  }
  return found;
}
