/** Reconciling an account with a statement, and putting an amount right that it showed to be wrong. */
import {
  correctAmount as correctionOf,
  parseId,
  reconcile as reconciled,
  type Id,
} from "@coffer/ledger";
import { newId } from "../browser-environment.ts";
import type { Host } from "../host.ts";
import type { Ask } from "../messages.ts";
import { refuse, type Answer } from "../problems.ts";
import { readStatement } from "../views/reconcile-view.ts";

export async function reconcile(host: Host, ask: Ask<"reconcile">): Promise<Answer<null>> {
  const { engine } = host;
  if (engine === undefined) return refuse({ code: "not-open" });
  const read = readStatement(engine.book, ask);
  if (!read.ok) return read;
  const { id, day, ticked, minor } = read.value;
  if (minor === null) return refuse({ code: "amount", amount: "not-an-amount" });
  const balancing = balancingOf(ask.balancing);
  const made = reconciled(engine.book, { account: id, day, minor, ticked, balancing });
  if (!made.ok) return refuse(made.error);
  // One action to undo, however many pending transactions it clears.
  return host.commit("reconcile", made.value, { batch: newId() });
}

function balancingOf(
  wished: Ask<"reconcile">["balancing"],
): { readonly id: Id; readonly text: string } | "opening" | null {
  if (wished === null) return null;
  return wished.by === "opening" ? "opening" : { id: newId(), text: wished.name };
}

export async function correctAmount(host: Host, ask: Ask<"correctAmount">): Promise<Answer<null>> {
  const id = parseId(ask.id);
  if (host.engine === undefined || id === undefined) return refuse({ code: "not-open" });
  const change = correctionOf(host.engine.book, id, ask.minor);
  return change === undefined ? refuse({ code: "gone" }) : host.commit("edit", [change]);
}
