/** What was kept of how a file was read, as the flags that say it. */
import type { RecordOf } from "@coffer/ledger";

/** The flags of `coffer import` that would say it again; "" if it was only about an account. */
export function saidLastTime({
  columns,
  dateOrder,
  decimal,
  sign,
  currency,
}: RecordOf<"mapping">): string {
  const flags = [
    ["map", columns === "" ? null : `"${columns}"`],
    ["date-order", dateOrder],
    ["decimal", decimal],
    ["sign", sign],
    ["currency", currency],
  ] as const;
  return flags.flatMap(([name, value]) => (value === null ? [] : [`--${name} ${value}`])).join(" ");
}
