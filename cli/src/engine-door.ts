/**
 * The engine with all its cryptography, loaded when a command needs it: half of what a start costs, which help, a
 * budget and a dry run need not pay.
 */
import type * as client from "@coffer/client";

/** Loads the engine, once. */
export function loadClient(): Promise<typeof client> {
  return import("@coffer/client");
}
