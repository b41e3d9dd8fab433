/**
 * Keys that the open screen adds to those of the frame: single letters and signs, under the same conditions (not while
 * something is typed, not over a dialog, not if letters are turned off).
 */
import { useEffect } from "react";

/** What a key does; keys are lower-case. */
export type ScreenKeys = Readonly<Record<string, () => void>>;

let keys: ScreenKeys = {};

/** The keys of a screen, as long as it is open. */
export function useScreenKeys(given: ScreenKeys): void {
  useEffect(() => {
    keys = given;
    return () => {
      if (keys === given) keys = {};
    };
  }, [given]);
}

/** Does what the open screen has for a key; false if it has nothing. */
export function pressScreenKey(key: string): boolean {
  const action = Object.hasOwn(keys, key) ? keys[key] : undefined;
  action?.();
  return action !== undefined;
}
