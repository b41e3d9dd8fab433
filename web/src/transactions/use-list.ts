/** The windows of a long list that a screen shows: asked for in chunks, kept while newer ones are computed. */
import { useEffect, useRef, useState } from "react";
import type { Problem } from "../engine/problems.ts";
import type { ListedTransaction, ListFilterModel } from "../engine/transaction-models.ts";
import type { Money } from "../engine/view-models.ts";
import { engine } from "../page/engine-link.ts";
import { useOpenStatus } from "../page/use-engine.ts";

const chunkItems = 100;
/** Chunks that are kept: far more than a screen shows. */
const chunksMax = 40;

interface State {
  /** Undefined until the first answer. */
  readonly total: number | undefined;
  readonly sums: readonly Money[];
  /** The book and filter that the chunks are of. */
  readonly key: string;
  readonly chunks: Chunks;
  /** Why the list is still the one of an earlier filter. */
  readonly problem: Problem | undefined;
}

export interface List {
  readonly total: number | undefined;
  readonly sums: readonly Money[];
  readonly problem: Problem | undefined;
  readonly at: (index: number) => ListedTransaction | undefined;
  /** Where a transaction is, if it is in a window that is here. */
  readonly indexOf: (id: string) => number | undefined;
}

/** A list, of which the items from `first` to `last` are wanted. */
export function useList(
  filter: ListFilterModel,
  wanted: { readonly first: number; readonly last: number },
): List {
  const revision = useOpenStatus()?.revision;
  const [list, setList] = useState<State>({
    total: undefined,
    sums: [],
    key: "",
    chunks: new Map(),
    problem: undefined,
  });
  const key = `${revision} ${JSON.stringify(filter)}`;
  const have = useRef<{ key: string; chunks: Set<number> }>({ key: "", chunks: new Set() });
  const from = Math.floor(wanted.first / chunkItems);
  const to = Math.floor(wanted.last / chunkItems);
  useEffect(() => {
    // What was asked for another book or filter answers nothing any more.
    if (have.current.key !== key) have.current = { key, chunks: new Set() };
    const asked = have.current;
    for (let chunk = from; chunk <= to; chunk += 1) {
      if (asked.chunks.has(chunk)) continue;
      asked.chunks.add(chunk);
      const ask = { filter, from: chunk * chunkItems, count: chunkItems };
      engine
        .request("list", ask)
        .then((answer) => {
          if (have.current !== asked) return;
          if (!answer.ok) setList((before) => ({ ...before, problem: answer.problem }));
          else {
            const { total, sums, items } = answer.value;
            setList((before) => ({
              total,
              // The same one, so that nothing is told anew for every window.
              sums: before.key === key ? before.sums : sums,
              key,
              // Of another list only what is in view stays, until its own answer is here.
              chunks: withChunk(
                before.key === key ? before.chunks : within(before.chunks, { from, to }),
                chunk,
                items,
              ),
              problem: undefined,
            }));
          }
        })
        .catch(() => asked.chunks.delete(chunk));
    }
  }, [key, filter, from, to]);
  const at = (index: number): ListedTransaction | undefined =>
    list.chunks.get(Math.floor(index / chunkItems))?.[index % chunkItems];
  const indexOf = (id: string): number | undefined => {
    for (const [chunk, items] of list.chunks) {
      const place = items.findIndex((item) => item.id === id);
      if (place >= 0) return chunk * chunkItems + place;
    }
    return undefined;
  };
  const { total, sums, problem } = list;
  return { total, sums, problem, at, indexOf };
}

type Chunks = ReadonlyMap<number, readonly ListedTransaction[]>;

function within(chunks: Chunks, { from, to }: { from: number; to: number }): Chunks {
  return new Map([...chunks].filter(([chunk]) => chunk >= from && chunk <= to));
}

function withChunk(chunks: Chunks, chunk: number, items: readonly ListedTransaction[]): Chunks {
  const all = new Map(chunks).set(chunk, items);
  const farthest = [...all.keys()].toSorted(
    (left, right) => Math.abs(right - chunk) - Math.abs(left - chunk),
  );
  for (const old of farthest.slice(0, Math.max(0, all.size - chunksMax))) all.delete(old);
  return all;
}
