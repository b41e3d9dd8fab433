/** The app's shortcut "Add expense" (web/public/manifest.webmanifest): its address leads to the line for a new one. */
import { useEffect } from "react";
import { goTo } from "../frame/shortcuts.ts";
import { navigate, useLocation } from "../page/location.ts";

export function useAddShortcut(): void {
  const { path, query } = useLocation();
  const isMeant = path === "/transactions" && query.has("new");
  useEffect(() => {
    if (!isMeant) return;
    // Said once: a reload is no second time.
    navigate(path, { replace: true });
    goTo(path, "#new-transaction");
  }, [isMeant, path]);
}
