/**
 * Giving a link box out, once, to whoever names its id (docs/protocol.md SV27). The id follows from a link code of
 * 80 bits; attempts are limited like logins.
 */
import { encodeClear, ok, type ClearMessage } from "@coffer/protocol/server";
import { nowSeconds } from "../clock.ts";
import { refuse, type Opening } from "./opening.ts";
import type { Peer, Services } from "./services.ts";
import type { Wire } from "./wire.ts";

/** Answers `link.get`. */
export async function giveLinkBox(
  { attempts, storage, clock }: Services,
  { wire, peer }: { readonly wire: Wire; readonly peer: Peer },
  [boxId]: ClearMessage<"link.get">["fields"],
): Promise<Opening<null>> {
  const attempt = attempts.link(peer.network);
  if (typeof attempt === "string") return refuse(attempt);
  try {
    const box = await storage.takeLinkBox(boxId, nowSeconds(clock));
    if (box === undefined) return refuse("not-found");
    attempt.succeeded();
    wire.sendClear(encodeClear("link.box", box));
    return ok(null);
  } finally {
    attempt.over();
  }
}
