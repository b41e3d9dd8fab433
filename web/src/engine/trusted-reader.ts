/**
 * The one script that the engine starts, allowed by its one policy of Trusted Types under the name
 * that the build gave it, and no other (server/src/http/security-headers.ts holds for Workers too).
 */
import { trustedScript } from "../page/trusted-script.ts";
import readerUrl from "../reader/reader.ts?worker&url";

const trusted = trustedScript([readerUrl]);

/** Starts the Worker that reads files. */
export function startReader(): Worker {
  return new Worker(trusted(readerUrl), { type: "module", name: "coffer-reader" });
}
