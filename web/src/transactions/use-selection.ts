/** The transactions that are chosen for a change of many: by id, so that they stay chosen when the list moves. */
import { useCallback, useMemo, useRef, useState } from "react";
import type { Problem } from "../engine/problems.ts";
import type { ListFilterModel } from "../engine/transaction-models.ts";
import { engine } from "../page/engine-link.ts";

export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** Why the last stretch could not be chosen. */
  readonly problem: Problem | undefined;
  readonly toggle: (id: string, index: number) => void;
  /** From where the last one was chosen to here. */
  readonly extendTo: (index: number, from: number) => void;
  readonly all: (total: number) => void;
  readonly clear: () => void;
}

const none: ReadonlySet<string> = new Set();

/** Of one filter: what is not shown is not chosen either. */
export function useSelection(filter: ListFilterModel): Selection {
  const [state, setState] = useState({ filter, ids: none });
  const [problem, setProblem] = useState<Problem>();
  /** Where a stretch begins, and what was chosen before it. */
  const anchor = useRef<{ readonly index: number; readonly before: ReadonlySet<string> }>(
    undefined,
  );
  const ids = state.filter === filter ? state.ids : none;
  const choose = useCallback(
    (chosen: ReadonlySet<string>) => {
      setProblem(undefined);
      setState({ filter, ids: chosen });
    },
    [filter],
  );
  const stretch = useCallback(
    async (from: number, count: number, before: ReadonlySet<string>) => {
      const answer = await engine
        .request("listIds", { filter, from, count })
        .catch(() => undefined);
      if (answer === undefined) return;
      if (answer.ok) choose(new Set([...before, ...answer.value]));
      else setProblem(answer.problem);
    },
    [filter, choose],
  );
  return useMemo(
    () => ({
      ids,
      problem,
      toggle: (id, index) => {
        const next = new Set(ids);
        if (!next.delete(id)) next.add(id);
        anchor.current = { index, before: next };
        choose(next);
      },
      extendTo: (index, from) => {
        anchor.current ??= { index: from, before: ids };
        const { index: start, before } = anchor.current;
        const first = Math.min(start, index);
        void stretch(first, Math.abs(start - index) + 1, before);
      },
      all: (total) => void stretch(0, total, none),
      clear: () => {
        anchor.current = undefined;
        choose(none);
      },
    }),
    [ids, problem, choose, stretch],
  );
}
