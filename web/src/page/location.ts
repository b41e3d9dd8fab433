/**
 * The page's addresses. A screen has a path; a query may name an account, a period or a list by id, and never an
 * amount or a payee: the browser keeps what stands here in its history.
 */
import { navigate as go, usePathname, useSearch } from "wouter/use-browser-location";

/** Where the page is. */
export function useLocation(): { readonly path: string; readonly query: URLSearchParams } {
  const path = usePathname();
  return { path, query: new URLSearchParams(useSearch()) };
}

/** Goes to another address. */
export function navigate(to: string, { replace = false }: { replace?: boolean } = {}): void {
  if (to === location.pathname + location.search) return;
  go(to, { replace });
  if (!replace) scrollTo(0, 0);
}
