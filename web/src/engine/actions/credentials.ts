/** Link code, devices, password, kit and export: what asks for the password once more. */
import { type Engine } from "@coffer/client";
import { exportBook } from "@coffer/ledger";
import type { Host } from "../host.ts";
import type { Ask, KitAnswer } from "../messages.ts";
import { answer, problemOf, refuse, type Answer } from "../problems.ts";
import { today } from "../today.ts";

type Change = Parameters<Engine["changeCredentials"]>[1];

/** Makes a code that signs in another device. */
export async function makeLinkCode(host: Host): Promise<Answer<{ readonly code: string }>> {
  const code = await host.account?.makeLinkCode();
  if (code === undefined) return refuse(host.noAccount());
  return code.ok ? answer({ code: code.value }) : refuse(problemOf(code.error));
}

/** Revokes a device. It may be in a thief's hands, so the account secret and the kit change too. */
export function revoke(host: Host, { deviceId, password }: Ask<"revoke">): Promise<KitAnswer> {
  const device = host.account?.devices().find((each) => each.deviceId === deviceId);
  if (device === undefined || !device.active || device.isThisOne) {
    return Promise.resolve(refuse({ code: "device-unknown" }));
  }
  return change(host, password, {
    revoke: [Uint8Array.fromHex(deviceId)],
    newAccountSecret: true,
    newRecoverySecret: true,
  });
}

export function changePassword(
  host: Host,
  { old, password }: Ask<"changePassword">,
): Promise<KitAnswer> {
  return change(host, old, { password });
}

export function newKit(host: Host, { password }: Ask<"newKit">): Promise<KitAnswer> {
  return change(host, password, { newRecoverySecret: true });
}

/** Everything as text in an open format, which is not encrypted; needs no server. */
export async function exportAll(
  host: Host,
  { format, password }: Ask<"exportAll">,
): Promise<Answer<{ readonly text: string }>> {
  const { account: engine } = host;
  if (engine === undefined) return refuse(host.noAccount());
  if (!(await engine.isPassword(password))) return refuse({ code: "password-wrong" });
  return answer({ text: exportBook(engine.book, format, today()) });
}

async function change(host: Host, password: string, wanted: Change): Promise<KitAnswer> {
  const { account: engine } = host;
  if (engine === undefined) return refuse(host.noAccount());
  // A wrong password is told here, before it costs an attempt at the server.
  if (!(await engine.isPassword(password))) return refuse({ code: "password-wrong" });
  const changed = await engine.changeCredentials(password, wanted);
  if (!changed.ok) return refuse(problemOf(changed.error));
  host.changed();
  return answer({ kit: changed.value.kit });
}
