/**
 * The page's addresses. A screen has a path; a query may name an account, a period or a list by id, and never an
 * amount or a payee: the browser keeps what stands here in its history.
 */
import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) addEventListener("popstate", tell);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) removeEventListener("popstate", tell);
  };
}

const current = (): string => location.pathname + location.search;

/** Where the page is. */
export function useLocation(): { readonly path: string; readonly query: URLSearchParams } {
  const [path = "/", query = ""] = useSyncExternalStore(subscribe, current).split("?");
  return { path, query: new URLSearchParams(query) };
}

/** Goes to another address. */
export function navigate(to: string, { replace = false }: { replace?: boolean } = {}): void {
  if (to === current()) return;
  if (replace) history.replaceState(null, "", to);
  else history.pushState(null, "", to);
  tell();
  if (!replace) scrollTo(0, 0);
}
