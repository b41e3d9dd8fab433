/** Whether the window has room for a table; below that, transactions are cards. */
import { useSyncExternalStore } from "react";

/** As in transaction-grid.module.css. */
const wide = "(min-width: 52rem)";

function subscribe(listener: () => void): () => void {
  const media = matchMedia(wide);
  media.addEventListener("change", listener);
  return () => media.removeEventListener("change", listener);
}

export function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(wide).matches);
}
