/**
 * Whether the browser keeps what is here for good. It may delete what an origin has stored unless it has agreed not
 * to; some browsers ask the person, so it is asked when an account came to this browser, and not at every start.
 */
import { useCallback, useEffect, useState } from "react";
import { engine } from "../page/engine-link.ts";

/** Asks whenever an account comes to this browser: after signing up, logging in or recovering. */
export function askToKeepOnArrival(): void {
  let before = engine.status().phase;
  engine.subscribe(() => {
    const { phase } = engine.status();
    if (before === "empty" && phase === "open") void askToKeep();
    before = phase;
  });
}

/** Whether storage is kept; undefined while that is not known. `ask` asks for it and resolves to the answer. */
export function useIsKept(): {
  readonly isKept: boolean | undefined;
  readonly ask: () => Promise<boolean>;
} {
  const [isKept, setKept] = useState<boolean>();
  useEffect(() => {
    void isStorageKept().then(setKept);
  }, []);
  const ask = useCallback(async () => {
    const hasAgreed = await askToKeep();
    setKept(hasAgreed);
    return hasAgreed;
  }, []);
  return { isKept, ask };
}

async function isStorageKept(): Promise<boolean> {
  try {
    return await navigator.storage.persisted();
  } catch {
    // Browsers have this only where the page came by TLS or from this machine.
    return false;
  }
}

async function askToKeep(): Promise<boolean> {
  try {
    return (await navigator.storage.persisted()) || (await navigator.storage.persist());
  } catch {
    return false;
  }
}
