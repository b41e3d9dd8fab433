/** Locks after five minutes in which nobody touched the page; what has no password is not locked. */
import { useEffect } from "react";
import { engine } from "../page/engine-link.ts";

const idleMs = 5 * 60_000;
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
      if (Date.now() - lastTouched >= idleMs) void engine.lock();
    }, checkEveryMs);
    for (const sign of signs) addEventListener(sign, touched, { passive: true });
    return () => {
      clearInterval(timer);
      for (const sign of signs) removeEventListener(sign, touched);
    };
  }, [isOn]);
}
