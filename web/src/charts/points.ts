/**
 * How arrow keys move over the points of a chart. Points are in one list; `across` is the step to the next one to
 * the right, `down` to the next one below: 1 and 1 for a list, 1 and 7 for a calendar's days.
 */
export interface Steps {
  readonly across: number;
  readonly down: number;
}

/** Where a key leads from a point, or from nowhere; undefined if the key is none of these. */
export function nextPoint(
  key: string,
  from: number | undefined,
  count: number,
  { across, down }: Steps,
): number | undefined {
  const step = stepOf(key, across, down);
  if (step === undefined || count === 0) return undefined;
  if (step === "first" || (from === undefined && step !== "last")) return 0;
  if (step === "last") return count - 1;
  const to = (from ?? 0) + step;
  return to < 0 || to >= count ? from : to;
}

function stepOf(key: string, across: number, down: number): number | "first" | "last" | undefined {
  switch (key) {
    case "ArrowRight":
      return across;
    case "ArrowLeft":
      return -across;
    case "ArrowDown":
      return down;
    case "ArrowUp":
      return -down;
    case "Home":
      return "first";
    case "End":
      return "last";
    default:
      return undefined;
  }
}
