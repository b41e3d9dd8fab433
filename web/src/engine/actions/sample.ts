/** Looking around in a sample household, before there is an account. */
import { parseCurrency, sampleChangeSets } from "@coffer/ledger";
import type { Host } from "../host.ts";
import type { Ask } from "../messages.ts";
import { refuse, type Answer } from "../problems.ts";
import { today } from "../today.ts";
import { typedLocale } from "../typed-locale.ts";

export function showSample(host: Host, ask: Ask<"showSample">): Promise<Answer<null>> {
  const currency = parseCurrency(ask.currency);
  if (currency === undefined) return Promise.resolve(refuse({ code: "plan-wrong" }));
  const language = typedLocale().startsWith("de") ? "de" : "en";
  return host.showSample(sampleChangeSets({ today: today(), currency, language }));
}
