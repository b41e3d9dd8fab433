/**
 * npm run bench: a table of ratios, each against a floor measured in the same run. `-- --json FILE` writes it too,
 * `-- --rows N` says for how many rows the reports are measured.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { measureImport } from "./import.ts";
import { measureReports } from "./reports.ts";

const { values } = parseArgs({
  options: { json: { type: "string" }, rows: { type: "string", default: "1000000" } },
});
const measurements = [...(await measureReports(Number(values.rows))), ...(await measureImport())];
for (const { name, value, unit, ratio, against, reach, reached } of measurements) {
  const figure = `${value.toFixed(2)} ${unit}`;
  console.log(
    `${reached ? "✓" : "✗"} ${name}: ${figure}, ${ratio.toFixed(2)} × ${against} (≤ ${reach})`,
  );
}
if (values.json !== undefined)
  writeFileSync(values.json, `${JSON.stringify(measurements, null, 2)}\n`);
