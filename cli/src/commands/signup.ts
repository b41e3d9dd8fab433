/** coffer signup: creates an account and shows, or writes, its recovery kit. */
import { _, languageCode, translated } from "@coffer/client/texts";
import { buildCommand, type Command } from "@stricli/core";
import { newChangeSet, SETTINGS_ID, starterChanges, type Change } from "@coffer/ledger";
import { currencyFrom } from "../amounts.ts";
import type { CliContext } from "../context.ts";
import { deviceName } from "../device-name.ts";
import { readPassword } from "../given-input.ts";
import { loadClient } from "../engine-door.ts";
import { errorText } from "../errors-text.ts";
import { jsonFlag, neededFlag, passwordFileFlag, textFlag, type CommonFlags } from "../flags.ts";
import { here, newId } from "../change-set.ts";
import { checkKitFile, handOverKit } from "../kit-output.ts";
import { line, misuse, refuse, type Terminal } from "../terminal/terminal.ts";

interface SignupFlags extends CommonFlags {
  readonly server: string;
  readonly name: string;
  readonly kit?: string;
  readonly invite?: string;
  readonly currency?: string;
}

export const signup: Command<CliContext> = buildCommand<SignupFlags, [], CliContext>({
  docs: translated({
    brief: "Create an account at a server",
    fullDescription:
      "Creates an account. The recovery kit is shown once, or written to --kit FILE (mode 0600): keep it, " +
      "it is the only way back if the password is forgotten.\n\n" +
      "Example: coffer signup --server http://127.0.0.1:8787 --name anna --currency EUR",
  }),
  parameters: {
    flags: {
      server: neededFlag("Address of the server", "URL"),
      name: neededFlag("Login name", "NAME"),
      kit: textFlag("Write the recovery kit to FILE instead of showing it", "FILE"),
      invite: textFlag("Invitation of a server that wants one", "TOKEN"),
      currency: textFlag("Currency of the vault (default USD)", "CODE"),
      passwordFile: passwordFileFlag,
      json: jsonFlag,
    },
  },
  async func(flags) {
    const { terminal, account } = this;
    const serverUrl = parseServerUrl(flags.server);
    const currency = currencyFrom(flags.currency ?? "USD");
    const invitation = flags.invite === undefined ? null : parseInvitation(flags.invite);
    await checkKitFile(terminal, flags.kit);
    const password = await newPassword(terminal, flags.passwordFile);
    const language = languageCode() === "de" ? "de" : "en";
    const changes: Change[] = [
      { table: "settings", id: SETTINGS_ID, fields: { currency } },
      ...starterChanges({ language, currency, newId }),
    ];
    const { createAccount } = await loadClient();
    const access = await createAccount(await account.environment(), {
      serverUrl,
      loginName: flags.name,
      password,
      invitation,
      deviceName: deviceName(),
      firstChangeSet: newChangeSet(here, "start", changes),
    });
    if (!access.ok) refuse(errorText(access.error));
    account.adopt(access.value.engine);
    const { loginName } = access.value.engine.identity;
    const kit = await handOverKit(terminal, access.value.kit, flags.kit);
    if (flags.json === true) {
      terminal.out(`${JSON.stringify({ name: loginName, server: serverUrl, currency, ...kit })}\n`);
    } else {
      terminal.out(
        line(
          _("Account {loginName} is ready. Add an expense: coffer add 12.50 lunch", { loginName }),
        ),
      );
    }
  },
});

/** The address as it is kept: scheme and host, without a path. */
export function parseServerUrl(text: string): string {
  const withScheme = /^[a-z]+:\/\//.test(text) ? text : `https://${text}`;
  const url = URL.canParse(withScheme) ? new URL(withScheme) : undefined;
  if (url === undefined || (url.protocol !== "http:" && url.protocol !== "https:")) {
    misuse(_("{text} is no address of a server, such as http://127.0.0.1:8787", { text }));
  }
  return url.origin;
}

/** A new password: asked twice, so that a slip of the finger locks nobody out. */
export async function newPassword(terminal: Terminal, file: string | undefined): Promise<string> {
  const password = await readPassword(terminal, file, _("Password (12 characters or more): "));
  if (file !== undefined) return password;
  const again = await readPassword(terminal, undefined, _("The same again: "));
  if (again !== password) refuse(_("The two passwords differ. Nothing was done."));
  return password;
}

function parseInvitation(text: string): Uint8Array<ArrayBuffer> {
  const hex = text.trim().toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(hex)) misuse(_("An invitation has 32 letters and digits."));
  return Uint8Array.fromHex(hex);
}
