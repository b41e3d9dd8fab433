/** coffer devices: who may read and write, and taking that away. */
import { _, translated } from "@coffer/client/texts";
import { buildCommand, buildRouteMap, type RouteMap } from "@stricli/core";
import type { DeviceFacts } from "@coffer/client";
import type { CliContext } from "../context.ts";
import { readPassword } from "../given-input.ts";
import { errorText } from "../errors-text.ts";
import { argument, jsonFlag, passwordFileFlag, textFlag, type CommonFlags } from "../flags.ts";
import { checkKitFile, handOverKit } from "../kit-output.ts";
import { printable } from "../terminal/table.ts";
import { line, refuse } from "../terminal/terminal.ts";

const list = buildCommand<CommonFlags, [], CliContext>({
  docs: translated({
    brief: "List the account's devices",
    fullDescription: "Lists the account's devices.\n\nExample: coffer devices",
  }),
  parameters: { flags: { passwordFile: passwordFileFlag, json: jsonFlag } },
  async func(flags) {
    const engine = await this.account.open(this.terminal, flags);
    await engine.sync();
    const devices = engine.devices();
    if (flags.json === true) {
      this.terminal.out(`${JSON.stringify(devices.map(deviceJson))}\n`);
      return;
    }
    for (const device of devices) this.terminal.out(`${deviceLine(device)}\n`);
  },
});

interface RevokeFlags extends CommonFlags {
  readonly kit?: string;
}

const revoke = buildCommand<RevokeFlags, [string], CliContext>({
  docs: translated({
    brief: "Revoke a device, and make a new recovery kit",
    fullDescription:
      "Revokes a device: it can read nothing that is written from now on. Because it may be in a thief's " +
      "hands, the account secret changes and a new recovery kit is shown, or written to --kit FILE.\n\n" +
      "Example: coffer devices revoke 3f9a",
  }),
  parameters: {
    flags: {
      kit: textFlag("Write the new kit to FILE instead of showing it", "FILE"),
      passwordFile: passwordFileFlag,
      json: jsonFlag,
    },
    positional: { kind: "tuple", parameters: [argument("Its id, or the beginning of it", "ID")] },
  },
  async func(flags, id) {
    const { terminal } = this;
    await this.account.checkKnown();
    await checkKitFile(terminal, flags.kit);
    const proof = await readPassword(terminal, flags.passwordFile, _("Password: "));
    const engine = await this.account.openWith(proof);
    await engine.sync();
    const device = deviceOf(engine.devices(), id);
    const changed = await engine.changeCredentials(proof, {
      revoke: [Uint8Array.fromHex(device.deviceId)],
      newAccountSecret: true,
      newRecoverySecret: true,
    });
    if (!changed.ok) refuse(errorText(changed.error));
    const shown = await handOverKit(terminal, changed.value.kit, flags.kit);
    terminal.out(
      flags.json === true
        ? `${JSON.stringify({ revoked: device.deviceId, ...shown })}\n`
        : line(_("{name} is revoked.", { name: printable(device.name) })),
    );
  },
});

export const devices: RouteMap<CliContext> = buildRouteMap({
  routes: { list, revoke },
  defaultCommand: "list",
  docs: translated({
    brief: "List the account's devices, or revoke one",
    fullDescription: "Lists the account's devices, or revokes one.\n\nExample: coffer devices",
  }),
});

function deviceOf(all: readonly DeviceFacts[], typed: string): DeviceFacts {
  const id = typed.toLowerCase();
  const found = all.filter((device) => id.length >= 4 && device.deviceId.startsWith(id));
  const [device, ...more] = found;
  if (device === undefined)
    refuse(_("There is no device {typed}. coffer devices lists them.", { typed }));
  if (more.length > 0) refuse(_("{typed} is the beginning of several devices' ids.", { typed }));
  if (!device.active) refuse(_("{name} is revoked already.", { name: printable(device.name) }));
  if (device.isThisOne) refuse(_("A device cannot revoke itself: do it from another one."));
  return device;
}

function deviceLine(device: DeviceFacts): string {
  const seen =
    device.lastSeenSeconds === null
      ? _("never seen")
      : _("seen {when}", { when: dateOf(device.lastSeenSeconds) });
  const state = device.active ? seen : _("revoked");
  return `${device.deviceId.slice(0, 8)}  ${printable(device.name)}  ${state}${device.isThisOne ? `  ${_("(this one)")}` : ""}`;
}

function deviceJson(device: DeviceFacts): object {
  const { deviceId, name, active, isThisOne, lastSeenSeconds } = device;
  const lastSeen =
    lastSeenSeconds === null ? null : new Date(lastSeenSeconds * 1_000).toISOString();
  return { id: deviceId, name, active, thisDevice: isThisOne, lastSeen };
}

function dateOf(seconds: number): string {
  return new Date(seconds * 1_000).toISOString().slice(0, 16).replace("T", " ");
}
