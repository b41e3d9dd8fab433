/** The windows of a long list that a screen shows: asked for in chunks, kept while newer ones are computed. */
import { useEffect, useRef, useState } from "react";
import type { ListFilterModel, TransactionModel } from "../engine/view-models.ts";
import { engine } from "../page/engine-link.ts";
import { useOpenStatus } from "../page/use-engine.ts";

const chunkItems = 100;
/** Chunks that are kept: far more than a screen shows. */
const chunksMax = 40;

interface List {
  /** Undefined until the first answer. */
  readonly total: number | undefined;
  readonly chunks: ReadonlyMap<number, readonly TransactionModel[]>;
}

/** A list, of which the items from `first` to `last` are wanted. */
export function useList(
  filter: ListFilterModel,
  wanted: { readonly first: number; readonly last: number },
): {
  readonly total: number | undefined;
  readonly at: (index: number) => TransactionModel | undefined;
} {
  const revision = useOpenStatus()?.revision;
  const [list, setList] = useState<List>({ total: undefined, chunks: new Map() });
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
          if (!answer.ok || have.current !== asked) return;
          const { total, items } = answer.value;
          setList(({ chunks }) => ({ total, chunks: withChunk(chunks, chunk, items) }));
        })
        .catch(() => asked.chunks.delete(chunk));
    }
  }, [key, filter, from, to]);
  const at = (index: number): TransactionModel | undefined =>
    list.chunks.get(Math.floor(index / chunkItems))?.[index % chunkItems];
  return { total: list.total, at };
}

function withChunk(
  chunks: ReadonlyMap<number, readonly TransactionModel[]>,
  chunk: number,
  items: readonly TransactionModel[],
): ReadonlyMap<number, readonly TransactionModel[]> {
  const all = new Map(chunks).set(chunk, items);
  const farthest = [...all.keys()].toSorted(
    (left, right) => Math.abs(right - chunk) - Math.abs(left - chunk),
  );
  for (const old of farthest.slice(0, Math.max(0, all.size - chunksMax))) all.delete(old);
  return all;
}
