/** React's way to the engine: its status, the views of open screens, and actions with their outcome. */
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import type { Ask, AnswerTo, OpenStatus, RequestName, Status } from "../engine/messages.ts";
import type { Answer, Problem } from "../engine/problems.ts";
import { engine } from "./engine-link.ts";

export function useStatus(): Status {
  return useSyncExternalStore(engine.subscribe, engine.status);
}

/** The status while the account is open; screens of the app are shown only then. */
export function useOpenStatus(): OpenStatus | undefined {
  const status = useStatus();
  return status.phase === "open" ? status : undefined;
}

type ValueOf<Name extends RequestName> = AnswerTo<Name> extends Answer<infer Value> ? Value : never;

/** Something broke in the Worker, or in the browser's storage. */
const broken: Problem = { code: "storage" };

export interface View<Value> {
  /** The newest value, kept while a newer one is computed; undefined at first. */
  readonly value: Value | undefined;
  readonly problem: Problem | undefined;
}

/** A view of the book, asked for again whenever the book changes. `ask` is compared as JSON. */
export function useView<Name extends RequestName>(name: Name, ask: Ask<Name>): View<ValueOf<Name>> {
  const revision = useOpenStatus()?.revision;
  const [view, setView] = useState<View<ValueOf<Name>>>({ value: undefined, problem: undefined });
  const key = JSON.stringify(ask);
  useEffect(() => {
    let isWanted = true;
    if (revision === undefined) return undefined;
    engine
      .request(name, JSON.parse(key) as Ask<Name>)
      .then((given) => {
        if (!isWanted) return;
        const answer = given as Answer<ValueOf<Name>>;
        if (answer.ok) setView({ value: answer.value, problem: undefined });
        else setView(({ value }) => ({ value, problem: answer.problem }));
      })
      .catch(() => {
        if (isWanted) setView(({ value }) => ({ value, problem: broken }));
      });
    return () => {
      isWanted = false;
    };
  }, [name, key, revision]);
  return view;
}

export interface Action {
  readonly isBusy: boolean;
  readonly problem: Problem | undefined;
  readonly clear: () => void;
  /** Runs a request; resolves to its value, or to undefined after a problem, which is kept for showing. */
  readonly run: <Name extends RequestName>(
    name: Name,
    ask: Ask<Name>,
  ) => Promise<ValueOf<Name> | undefined>;
}

/** Requests that a person starts: one at a time, with what came of the last one. */
export function useAction(): Action {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const run = useCallback(
    async <Name extends RequestName>(
      name: Name,
      ask: Ask<Name>,
    ): Promise<ValueOf<Name> | undefined> => {
      setBusy(true);
      setProblem(undefined);
      try {
        const answer = (await engine.request(name, ask)) as Answer<ValueOf<Name>>;
        if (answer.ok) return answer.value;
        setProblem(answer.problem);
      } catch {
        setProblem(broken);
      } finally {
        setBusy(false);
      }
      return undefined;
    },
    [],
  );
  const clear = useCallback(() => setProblem(undefined), []);
  return { isBusy, problem, clear, run };
}
