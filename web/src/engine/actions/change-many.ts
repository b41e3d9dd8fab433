/** One change of many transactions: what it would do, and doing it as one action, with one undo. */
import {
  BULK_MAX,
  bucketTotals,
  bulkChanges,
  changeSetsOf,
  formatPeriod,
  parseDay,
  parseId,
  rowOfTransaction,
  settingsOf,
  asIfChanged,
  type Book,
  type BulkEdit,
  type ChangeSet,
  type PeriodTotals,
  type StaysBecause,
} from "@coffer/ledger";
import { here, newId } from "../browser-environment.ts";
import type { Host } from "../host.ts";
import { answer, refuse, type Answer } from "../problems.ts";
import type { BulkAsk, BulkChoice, BulkPreview } from "../transaction-models.ts";
import { runningPeriod } from "../views/period-view.ts";
import { openAccountOf } from "./transactions.ts";

interface Planned {
  readonly changeSets: readonly ChangeSet[];
  readonly changed: number;
  readonly stays: ReadonlyMap<StaysBecause, number>;
}

/** What a change would do, and what that does to the buckets of the running period. */
export function previewBulk(host: Host, ask: BulkAsk): Answer<BulkPreview> {
  const { engine } = host;
  if (engine === undefined) return refuse({ code: "not-open" });
  const { book } = engine;
  const planned = plan(book, ask);
  if (!planned.ok) return planned;
  const { changeSets, changed, stays } = planned.value;
  const { rule, cycle, currency } = settingsOf(book);
  const period = runningPeriod(book);
  const totals = (then: Book): PeriodTotals | undefined => bucketTotals(then, [period], rule)[0];
  const before = totals(book);
  const after = asIfChanged(book, changeSets, totals);
  const rows = [
    ...rule.buckets.map(({ name }, place) => ({
      name,
      before: before?.buckets[place]?.amountMinor ?? 0n,
      after: after?.buckets[place]?.amountMinor ?? 0n,
    })),
    { name: null, before: before?.unassignedMinor ?? 0n, after: after?.unassignedMinor ?? 0n },
  ];
  return answer({
    changed,
    stays: [...stays].map(([why, count]) => ({ why, count })),
    period: { ...period, name: formatPeriod(cycle, period) },
    buckets: rows
      .filter((row) => row.before !== row.after)
      .map((row) => ({
        name: row.name,
        before: { minor: row.before, currency },
        after: { minor: row.after, currency },
      })),
  });
}

/** Does it. */
export async function changeMany(
  host: Host,
  ask: BulkAsk,
): Promise<Answer<{ readonly changed: number }>> {
  const { engine } = host;
  if (engine === undefined) return refuse({ code: "not-open" });
  const planned = plan(engine.book, ask);
  if (!planned.ok) return planned;
  const { changeSets, changed } = planned.value;
  if (changed === 0) return answer({ changed });
  const committed = await host.commitSets(changeSets);
  return committed.ok ? answer({ changed }) : committed;
}

function plan(book: Book, { ids, choice }: BulkAsk): Answer<Planned> {
  if (ids.length > BULK_MAX) return refuse({ code: "too-many" });
  const edit = editOf(book, choice);
  if (!edit.ok) return edit;
  const rows = ids.flatMap((id) => {
    const parsed = parseId(id);
    const row = parsed === undefined ? undefined : rowOfTransaction(book, parsed);
    return row === undefined ? [] : [row];
  });
  const { changes, stays } = bulkChanges(book, rows, edit.value);
  const label = choice.kind === "delete" ? "delete" : "edit";
  // Chunks of one batch are one action.
  const changeSets = changeSetsOf(here, label, changes, { batch: newId() });
  return answer({ changeSets, changed: changes.length, stays });
}

function editOf(book: Book, choice: BulkChoice): Answer<BulkEdit> {
  switch (choice.kind) {
    case "category": {
      const { categoryId } = choice;
      const category = categoryId === null ? null : (parseId(categoryId) ?? null);
      return answer({ kind: "category", category });
    }
    case "account": {
      const account = openAccountOf(book, choice.accountId);
      if (account === undefined) return refuse({ code: "account-missing" });
      return answer({ kind: "account", account });
    }
    case "date": {
      const day = parseDay(choice.date);
      return day === undefined ? refuse({ code: "date-wrong" }) : answer({ kind: "day", day });
    }
    case "pending":
      return answer({ kind: "pending", pending: choice.isPending });
    case "delete":
      return answer({ kind: "delete" });
  }
}
