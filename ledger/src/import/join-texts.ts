/**
 * The text of a row out of the fields that banks spread it over, without saying anything twice: a
 * memo often repeats the name.
 */

/** Returns texts joined by " - ", each once; a text that another one contains is left out. */
export function joinTexts(parts: readonly string[]): string {
  const kept: string[] = [];
  for (const part of parts) {
    if (part === "") continue;
    const lower = part.toLowerCase();
    if (kept.some((other) => other.toLowerCase().includes(lower))) continue;
    const shorter = kept.findIndex((other) => lower.includes(other.toLowerCase()));
    if (shorter >= 0) kept[shorter] = part;
    else kept.push(part);
  }
  return kept.join(" - ");
}
