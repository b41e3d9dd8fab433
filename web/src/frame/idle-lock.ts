/** Locks after some minutes, a preference, in which nobody touched the page; what has no password is not locked. */
import { useEffect } from "react";
import { engine } from "../page/engine-link.ts";
import { preferences } from "../page/preferences.ts";

const checkEveryMs = 5_000;
const signs = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

export function useIdleLock(isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return undefined;
    let lastTouched = Date.now();
    const touched = (): void => {
      lastTouched = Date.now();
    };
    // By the clock, not by the timer: a computer that slept is locked when it wakes up.
    const timer = setInterval(() => {
      const idleMs = preferences().idleMinutes * 60_000;
      if (Date.now() - lastTouched >= idleMs) void engine.lock();
    }, checkEveryMs);
    for (const sign of signs) addEventListener(sign, touched, { passive: true });
    return () => {
      clearInterval(timer);
      for (const sign of signs) removeEventListener(sign, touched);
    };
  }, [isOn]);
}
