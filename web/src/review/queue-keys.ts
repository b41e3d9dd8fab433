/**
 * The keys of the review queue. Enter is the focused button's own; digits and letters can be turned off with the
 * other single-key shortcuts (WCAG 2.1.4), and are not taken from the second key of "g" and a letter.
 */
import { useLayoutEffect } from "react";
import { preferences } from "../page/preferences.ts";

/** How long "g" waits for its second key (frame/shortcuts.ts). */
const pairMs = 1_500;

/** Runs what belongs to a key, such as "1" or "s". */
export function useQueueKeys(actions: Readonly<Record<string, (() => void) | undefined>>): void {
  useLayoutEffect(() => {
    let goUntil = 0;
    const onKey = (event: KeyboardEvent): void => {
      const isOther = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
      if (isOther || !preferences().areLettersOn || isTyping(event.target)) return;
      const isSecond = Date.now() < goUntil;
      goUntil = event.key === "g" ? Date.now() + pairMs : 0;
      const action = actions[event.key];
      if (isSecond || action === undefined) return;
      event.preventDefault();
      action();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [actions]);
}

function isTyping(target: EventTarget | null): boolean {
  const isField = target instanceof Element && target.closest("input, textarea, select") !== null;
  return isField || document.querySelector("dialog[open]") !== null;
}
