/**
 * npm run bench: a table of ratios, each against a floor or a peer measured in the same run (docs/performance.md).
 *
 *   -- --json FILE   writes it too
 *   -- --only NAME   only what has this in its name: login, timing, append, edit, open, report, add, import, bank-files,
 *                    memory, idle
 *   -- --small       a small form of all, to try something out
 *   -- --load        the load generator instead of the table (load.ts)
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { measureAdd } from "./add.ts";
import { measureAppends } from "./append.ts";
import { measureBankFiles } from "./bank-files.ts";
import { measureEdits } from "./edit.ts";
import { measureImport } from "./import.ts";
import { fullLoad, printLoad, runLoad, smallLoad } from "./load.ts";
import { measureLogins, measureLoginTiming } from "./login.ts";
import { figure, type Measurement } from "./measure.ts";
import { measureIdle, measureMemory } from "./memory.ts";
import { measureOpening } from "./open.ts";
import { measureReports } from "./reports.ts";
import { fullSize, smallSize, type Size } from "./size.ts";

const groups: Readonly<Record<string, (size: Size) => Promise<readonly Measurement[]>>> = {
  login: measureLogins,
  timing: measureLoginTiming,
  append: measureAppends,
  edit: measureEdits,
  open: measureOpening,
  report: measureReports,
  add: measureAdd,
  import: measureImport,
  "bank-files": measureBankFiles,
  memory: measureMemory,
  idle: measureIdle,
};

const { values } = parseArgs({
  options: {
    json: { type: "string" },
    only: { type: "string", default: "" },
    small: { type: "boolean", default: false },
    load: { type: "boolean", default: false },
  },
});
if (values.load) printLoad(await runLoad(values.small ? smallLoad : fullLoad));
else await printTable();

async function printTable(): Promise<void> {
  const size = values.small ? smallSize : fullSize;
  const measured: Measurement[] = [];
  for (const [name, measure] of Object.entries(groups)) {
    if (!name.includes(values.only)) continue;
    for (const line of await measure(size)) {
      measured.push(line);
      printLine(line);
    }
  }
  if (measured.length === 0) throw new Error(`Nothing to measure is called ${values.only}.`);
  const { json } = values;
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(measured, null, 2)}\n`);
}

function printLine({ name, value, unit, against, ratio, reach, reached }: Measurement): void {
  const sign = reach === "" ? " " : reached ? "✓" : "✗";
  console.log(`${sign} ${name}: ${figure(value)} ${unit}`);
  console.log(`    ${figure(ratio)} × ${against}${reach === "" ? "" : ` (reach: ${reach})`}`);
}
