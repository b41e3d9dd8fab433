/** coffer link, recover, password, kit: the ways in, and changing them. */
import { _, translated } from "@coffer/client/texts";
import { buildCommand, type Command } from "@stricli/core";
import type { CliContext } from "../context.ts";
import { deviceName } from "../device-name.ts";
import { readGiven, readPassword } from "../given-input.ts";
import { loadClient } from "../engine-door.ts";
import { errorText } from "../errors-text.ts";
import {
  jsonFlag,
  neededFlag,
  passwordFileFlag,
  switchFlag,
  textFlag,
  type CommonFlags,
} from "../flags.ts";
import { checkKitFile, handOverKit } from "../kit-output.ts";
import { line, refuse } from "../terminal/terminal.ts";
import { newPassword, parseServerUrl } from "./signup.ts";

const groupsOfFour = /(.{4})(?=.)/g;

export const link: Command<CliContext> = buildCommand<CommonFlags, [], CliContext>({
  docs: translated({
    brief: "Make a code that signs in another device",
    fullDescription:
      "Makes a link code: 16 characters, for one use within ten minutes. On the other device: " +
      "coffer login --server URL --link CODE, and the password.\n\nExample: coffer link",
  }),
  parameters: { flags: { passwordFile: passwordFileFlag, json: jsonFlag } },
  async func(flags) {
    const engine = await this.account.open(this.terminal, flags);
    const code = await engine.makeLinkCode();
    if (!code.ok) refuse(errorText(code.error));
    const { serverUrl } = engine.identity;
    if (flags.json === true) {
      this.terminal.out(`${JSON.stringify({ code: code.value, server: serverUrl })}\n`);
      return;
    }
    this.terminal.out(
      line(
        _(
          "{shown}\nWithin ten minutes, on the other device: coffer login --server {server} --link {code}",
          {
            shown: code.value.replaceAll(groupsOfFour, "$1-"),
            server: serverUrl,
            code: code.value,
          },
        ),
      ),
    );
  },
});

interface RecoverFlags extends CommonFlags {
  readonly server?: string;
  readonly kit: string;
  readonly newKit?: string;
}

export const recover: Command<CliContext> = buildCommand<RecoverFlags, [], CliContext>({
  docs: translated({
    brief: "Get back in with the recovery kit and a new password",
    fullDescription:
      "Opens the account with its recovery kit alone and sets a new password. The kit is used up: a new " +
      "one is shown, or written to --new-kit FILE. All other sessions are closed.\n\n" +
      "Example: coffer recover --server http://127.0.0.1:8787 --kit kit.txt --new-kit kit2.txt",
  }),
  parameters: {
    flags: {
      server: textFlag("Address of the server (default: the kit's)", "URL"),
      kit: neededFlag("The recovery kit", "FILE"),
      newKit: textFlag("Write the new recovery kit to FILE instead of showing it", "FILE"),
      passwordFile: textFlag("The new password: first line of FILE (-: standard input)", "FILE"),
      json: jsonFlag,
    },
  },
  async func(flags) {
    const { terminal, account } = this;
    const { parseKitText, recoverAccount } = await loadClient();
    const text = new TextDecoder().decode(await readGiven(terminal, flags.kit));
    const kit = parseKitText(text);
    if (!kit.ok)
      refuse(
        _('{kit} is no recovery kit: the line "{key}" is not right.', {
          kit: flags.kit,
          key: kit.error.key,
        }),
      );
    await checkKitFile(terminal, flags.newKit);
    const serverUrl =
      flags.server === undefined ? kit.value.serverUrl : parseServerUrl(flags.server);
    const password = await newPassword(terminal, flags.passwordFile);
    const recovered = await recoverAccount(await account.environment(), {
      serverUrl,
      kit: kit.value.kit,
      password,
      deviceName: deviceName(),
    });
    if (!recovered.ok) refuse(errorText(recovered.error));
    account.adopt(recovered.value.engine);
    const shown = await handOverKit(terminal, recovered.value.kit, flags.newKit);
    const { loginName } = recovered.value.engine.identity;
    terminal.out(
      flags.json === true
        ? `${JSON.stringify({ name: loginName, server: serverUrl, ...shown })}\n`
        : line(
            _(
              "Welcome back, {loginName}. The old kit and the old password are of no use any more.",
              { loginName },
            ),
          ),
    );
  },
});

interface PasswordCommandFlags extends CommonFlags {
  readonly newPasswordFile?: string;
}

export const password: Command<CliContext> = buildCommand<PasswordCommandFlags, [], CliContext>({
  docs: translated({
    brief: "Change the password",
    fullDescription:
      "Changes the password. Other devices stay signed in as devices; their sessions end, and they open " +
      "with the new password after their next login.\n\nExample: coffer password",
  }),
  parameters: {
    flags: {
      passwordFile: textFlag("The old password: first line of FILE (-: standard input)", "FILE"),
      newPasswordFile: textFlag("The new password: first line of FILE", "FILE"),
      json: jsonFlag,
    },
  },
  async func(flags) {
    const { terminal } = this;
    await this.account.checkKnown();
    const old = await readPassword(terminal, flags.passwordFile, _("Old password: "));
    const engine = await this.account.openWith(old);
    const changed = await engine.changeCredentials(old, {
      password: await newPassword(terminal, flags.newPasswordFile),
    });
    if (!changed.ok) refuse(errorText(changed.error));
    terminal.out(flags.json === true ? `{"changed":true}\n` : line(_("The password is changed.")));
  },
});

interface KitFlags extends CommonFlags {
  readonly kit?: string;
  readonly newSecret?: boolean;
}

export const kit: Command<CliContext> = buildCommand<KitFlags, [], CliContext>({
  docs: translated({
    brief: "Make a new recovery kit; the old one stops working",
    fullDescription:
      "Makes a new recovery kit and shows it, or writes it to --kit FILE. With --new-secret the account " +
      "secret changes too.\n\nExample: coffer kit --kit kit-2027.txt",
  }),
  parameters: {
    flags: {
      kit: textFlag("Write the kit to FILE instead of showing it", "FILE"),
      newSecret: switchFlag("Change the account secret too"),
      passwordFile: passwordFileFlag,
      json: jsonFlag,
    },
  },
  async func(flags) {
    const { terminal } = this;
    await this.account.checkKnown();
    await checkKitFile(terminal, flags.kit);
    const proof = await readPassword(terminal, flags.passwordFile, _("Password: "));
    const engine = await this.account.openWith(proof);
    const changed = await engine.changeCredentials(proof, {
      newRecoverySecret: true,
      newAccountSecret: flags.newSecret === true,
    });
    if (!changed.ok) refuse(errorText(changed.error));
    const shown = await handOverKit(terminal, changed.value.kit, flags.kit);
    if (flags.json === true) terminal.out(`${JSON.stringify(shown)}\n`);
  },
});
