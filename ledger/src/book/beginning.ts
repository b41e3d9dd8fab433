/** The beginning of a text, so long that it fits into so many UTF-16 units, and no half character at its end. */
export function beginningOf(text: string, unitsMax: number): string {
  return text.slice(0, unitsMax).replace(/[\ud800-\udbff]$/, "");
}
