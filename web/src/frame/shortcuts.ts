/**
 * The keyboard's shortcuts. Single letters are off while something is typed, and can be turned off altogether
 * (WCAG 2.1.4); that choice is kept in this browser and says nothing about anybody.
 */
import { useEffect } from "react";
import { engine } from "../page/engine-link.ts";
import { navigate } from "../page/location.ts";
import { prefer, preferences } from "../page/preferences.ts";
import { pressScreenKey } from "./screen-keys.ts";

/** What letters go where after `g`. */
const places: Readonly<Record<string, string>> = {
  h: "/",
  t: "/transactions",
  b: "/budget",
  r: "/reports",
  a: "/accounts",
  i: "/import",
  s: "/settings",
};

/** How long the second letter may take. */
const pairMs = 1_500;

export function useShortcuts(actions: {
  readonly onUndo: (which: "undo" | "redo") => void;
  readonly onHelp: () => void;
  readonly onPalette: () => void;
}): void {
  const { onUndo, onHelp, onPalette } = actions;
  useEffect(() => {
    let goUntil = 0;
    const onKey = (event: KeyboardEvent): void => {
      const key = event.key.toLowerCase();
      if (event.ctrlKey || event.metaKey) {
        if (key === "k" && !event.shiftKey && !event.altKey && !hasDialog()) onPalette();
        else if (!onCommand(event, key, onUndo)) return;
      } else if (
        event.altKey ||
        isTyping(event.target) ||
        !preferences().areLettersOn ||
        hasDialog()
      )
        return;
      else if (Date.now() < goUntil && places[key] !== undefined) navigate(places[key]);
      else if (key === "g") {
        goUntil = Date.now() + pairMs;
        return;
      } else if (key === "n") goTo("/transactions", "#new-transaction");
      else if (key === "/") goTo("/transactions", "#find-transactions");
      else if (key === "i") navigate("/import");
      else if (key === "h") prefer({ areAmountsHidden: !preferences().areAmountsHidden });
      else if (key === "?") onHelp();
      else if (pressScreenKey(key)) goUntil = 0;
      else return;
      goUntil = 0;
      event.preventDefault();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [onUndo, onHelp, onPalette]);
}

/** Whether a combination with Ctrl or ⌘ was one of ours. */
function onCommand(
  event: KeyboardEvent,
  key: string,
  onUndo: (which: "undo" | "redo") => void,
): boolean {
  if (key === "l" && event.shiftKey) {
    void engine.lock();
    return true;
  }
  // In a field the keys undo what was typed there.
  if (key !== "z" || isTyping(event.target) || hasDialog()) return false;
  onUndo(event.shiftKey ? "redo" : "undo");
  return true;
}

/** Goes to a field: of this screen if it has it, else of another one, once that is there. */
export function goTo(path: string, field: string): void {
  let framesLeft = 120;
  if (document.querySelector(field) === null) navigate(path);
  const look = (): void => {
    const found = document.querySelector<HTMLElement>(field);
    framesLeft -= 1;
    if (found !== null) found.focus();
    else if (framesLeft > 0) requestAnimationFrame(look);
  };
  look();
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select") !== null;
}

function hasDialog(): boolean {
  return document.querySelector("dialog[open]") !== null;
}
