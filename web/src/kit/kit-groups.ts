/** The check that a kit was kept: two groups of its recovery secret, which a person types from where it is now. */

const secretLine = /^recovery secret: (.+)$/m;

export interface AskedGroup {
  /** Which group, from 1. */
  readonly place: number;
  readonly text: string;
}

/** Two different groups of a kit's recovery secret, by numbers from 0 to below 1; none if it has no such line. */
export function askedGroups(kit: string, chance: readonly [number, number]): readonly AskedGroup[] {
  const groups = secretLine.exec(kit)?.[1]?.trim().split("-") ?? [];
  if (groups.length < 2) return [];
  const first = Math.floor(chance[0] * groups.length);
  const step = 1 + Math.floor(chance[1] * (groups.length - 1));
  const places = [first, (first + step) % groups.length].toSorted((left, right) => left - right);
  return places.map((place) => ({ place: place + 1, text: groups[place] ?? "" }));
}

/** Whether what was typed is the group: in any case, O for 0, I and L for 1. */
export function isGroup(typed: string, { text }: AskedGroup): boolean {
  return folded(typed) === folded(text);
}

function folded(text: string): string {
  return text.replaceAll(/[\s-]/g, "").toUpperCase().replaceAll("O", "0").replaceAll(/[IL]/g, "1");
}
