/**
 * Importing a bank's CSV, every row judged against what the account holds already: against papaparse alone on the same
 * bytes, and, with all that `coffer import` does until the rows are durable on this device, against Actual Budget's
 * own import of as many rows.
 *
 * Actual's figure is a constant measured elsewhere, unless COFFER_BENCH_ACTUAL names a folder in which
 * `npm i @actual-app/api` was run: then it is measured here.
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Papa from "papaparse";
import { here, newId } from "../cli/src/change-set.ts";
import { nodeEnvironment } from "../cli/src/node/node-environment.ts";
import { createAccount } from "../client/src/index.ts";
import {
  existingRowsOf,
  importChanges,
  importFile,
  importSets,
  judgeRows,
  planFile,
  recordOf,
  settingsOf,
} from "../ledger/src/index.ts";
import { firstChangeSet, password } from "../test/fixtures/world.ts";
import { startChild } from "./child.ts";
import { cpuMs, measurement, medians, type Measurement } from "./measure.ts";
import { bookOf } from "./rows.ts";
import type { Size } from "./size.ts";

/** Actual Budget 26.9, importTransactions of 10,000 rows into an empty budget; 2026-11-24, two shared cores, Node 26.10. */
const actualCpuMs = 21_100;
const actualRows = 10_000;

interface BankRow {
  readonly date: string;
  readonly text: string;
  readonly cents: number;
}

function bankRows(count: number): readonly BankRow[] {
  return Array.from({ length: count }, (_, row) => ({
    date: new Date(Date.UTC(2024, 0, 1 + (row % 700))).toISOString().slice(0, 10),
    text: `Shop ${row % 900}, branch ${row % 17}`,
    cents: -(((row * 7_919) % 30_000) + 1),
  }));
}

function csvOf(rows: readonly BankRow[]): string {
  const lines = rows.map(
    ({ date, text, cents }) => `${date},"${text}",${(cents / 100).toFixed(2)}`,
  );
  return `Date,Description,Amount\n${lines.join("\n")}\n`;
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** CPU time of an import. */
export async function measureImport(size: Size): Promise<readonly Measurement[]> {
  const rows = bankRows(size.importRows);
  const count = rows.length.toLocaleString("en");
  const actual = await actualImport(rows);
  return [
    ...(await measureJudging(size)),
    measurement({
      name: `import of ${count} CSV rows into an empty vault, durable`,
      value: await wholeImport(new TextEncoder().encode(csvOf(rows)), size.rounds),
      unit: "CPU ms",
      floor: actual.cpuMs,
      against: actual.name,
      reach: { of: "ratio", atMost: 0.01 },
    }),
  ];
}

/** Reading the file and judging its rows, without writing any. */
export async function measureJudging(size: Size): Promise<readonly Measurement[]> {
  const text = csvOf(bankRows(size.importRows));
  const bytes = new TextEncoder().encode(text);
  const existingRows = size.rows / 10;
  const book = bookOf(existingRows);
  const account = book.tables.account.ids[0];
  assert.ok(account !== undefined);
  const judged = (): unknown => {
    const read = importFile(bytes, {});
    return judgeRows(read.rows, { currency: "USD", existing: existingRowsOf(book, account) });
  };
  const took = await medians(size.rounds, {
    floor: () => cpuMs(() => Papa.parse(text)),
    judged: () => cpuMs(judged),
  });
  const count = size.importRows.toLocaleString("en");
  const there = existingRows.toLocaleString("en");
  return [
    measurement({
      name: `${count} CSV rows read, duplicates checked against ${there}`,
      value: took.judged,
      unit: "CPU ms",
      floor: took.floor,
      against: "papaparse alone",
      reach: { of: "ratio", atMost: 20 },
    }),
  ];
}

/** What `coffer import` does with an unlocked account on a disk, each time an empty one. */
async function wholeImport(bytes: Uint8Array<ArrayBuffer>, rounds: number): Promise<number> {
  const limits = { registrationsPerNetworkMinute: 1_000 };
  const server = await startChild("server-process.ts", { limits });
  const folder = mkdtempSync(join(tmpdir(), "coffer-bench-"));
  let vaults = 0;
  const { ours } = await medians(rounds, {
    ours: async () => {
      vaults += 1;
      const access = await createAccount(await nodeEnvironment(join(folder, `home-${vaults}`)), {
        serverUrl: server.url,
        loginName: `anna-${vaults}`,
        password,
        invitation: null,
        deviceName: "bench",
        firstChangeSet: firstChangeSet(),
      });
      assert.ok(access.ok);
      const { engine } = access.value;
      const took = await cpuMs(async () => {
        const { book } = engine;
        const target = recordOf(book.tables.account, book.tables.account.ids[0] ?? null);
        assert.ok(target !== undefined);
        const reviewCurrency = settingsOf(book).currency;
        const options = { book, target, usual: target, reviewCurrency, hash: sha256, earlier: [] };
        const planned = planFile("bank.csv", bytes, options);
        const wanted = { maybe: true, changed: false };
        const { batch, changes } = importChanges(book, [planned], wanted, newId);
        const committed = await engine.commit(importSets(here, batch, changes));
        assert.ok(committed.ok);
      });
      await engine.close();
      return took;
    },
  });
  await server.stop();
  rmSync(folder, { recursive: true });
  return ours;
}

interface ActualApi {
  init(options: object): Promise<unknown>;
  runImport(name: string, work: () => Promise<void>): Promise<void>;
  createAccount(account: object): Promise<string>;
  importTransactions(account: string, transactions: readonly object[]): Promise<unknown>;
  shutdown(): Promise<void>;
}

/** The same rows into an empty budget of Actual's. */
async function actualImport(
  rows: readonly BankRow[],
): Promise<{ readonly name: string; readonly cpuMs: number }> {
  const modules = process.env["COFFER_BENCH_ACTUAL"];
  if (modules === undefined) {
    const scaled = (actualCpuMs * rows.length) / actualRows;
    return { name: "Actual Budget's import (its figure of 2026-11-24)", cpuMs: scaled };
  }
  const api = createRequire(join(modules, "x.js"))("@actual-app/api") as ActualApi;
  const dataDir = mkdtempSync(join(tmpdir(), "coffer-bench-"));
  await api.init({ dataDir, verbose: false });
  await api.runImport("bench", async () => undefined);
  const account = await api.createAccount({ name: "A", offbudget: false });
  const transactions = rows.map(({ date, text, cents }, row) => ({
    account,
    date,
    payee_name: text,
    amount: cents,
    imported_id: `i${row}`,
  }));
  const took = await cpuMs(() => api.importTransactions(account, transactions));
  await api.shutdown();
  rmSync(dataDir, { recursive: true });
  return { name: "Actual Budget's import", cpuMs: took };
}
