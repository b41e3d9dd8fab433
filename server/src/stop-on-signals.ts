/**
 * SIGTERM and SIGINT (Ctrl-C) stop the server in order; asked again, it does not wait any longer.
 */
import { errorFields, type Log } from "./log.ts";

/** A terminal's Ctrl-C comes twice under npm, once from each: the second is not meant as another. */
const sameSignalMs = 500;

/** Stops the process by `close`, exit code 0, or 1 if that fails or somebody does not want to wait. */
export function stopOnSignals(close: () => Promise<void>, log: Log): void {
  let askedAtMs: number | undefined;
  const stop = async (): Promise<void> => {
    const nowMs = performance.now();
    if (askedAtMs !== undefined) {
      if (nowMs - askedAtMs > sameSignalMs) process.exit(1);
      return;
    }
    askedAtMs = nowMs;
    try {
      await close();
      process.exit(0);
    } catch (error) {
      log.fatal({ event: "bug", ...errorFields(error) });
      process.exit(1);
    }
  };
  for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => void stop());
}
