/**
 * Opening a session, once something was proved: it hears of the account's events first, and then what the proof
 * rests on is looked up again, so that no change in between is missed.
 */
import type { Services } from "./services.ts";
import type { Session } from "./session.ts";

/**
 * A session, with what its proof rests on now; undefined if it counts no longer.
 *
 * Then, and when the storage does not answer, nothing is left open.
 */
export async function openSession<Proved>(
  { sessions }: Services,
  options: Parameters<Services["sessions"]["open"]>[0],
  lookUpAgain: () => Promise<Proved | undefined>,
): Promise<{ readonly session: Session; readonly proved: Proved } | undefined> {
  const session = sessions.open(options);
  let proved: Proved | undefined;
  try {
    proved = await lookUpAgain();
  } finally {
    if (proved === undefined || options.wire.isEnded) sessions.close(session);
  }
  return proved === undefined || options.wire.isEnded ? undefined : { session, proved };
}
