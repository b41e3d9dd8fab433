/** coffer login: signs in, on this device for the first time or again. */
import { buildCommand, type Command } from "@stricli/core";
import type { Access, AccessError, Brought } from "@coffer/client";
import type { Result } from "@coffer/ledger";
import type { CliContext } from "../context.ts";
import { deviceName } from "../device-name.ts";
import { readGiven, readPassword } from "../given-input.ts";
import { loadClient } from "../engine-door.ts";
import { errorText } from "../errors-text.ts";
import { jsonFlag, passwordFileFlag, textFlag, type CommonFlags } from "../flags.ts";
import { handOverKit } from "../kit-output.ts";
import { misuse, refuse } from "../terminal/terminal.ts";
import { parseServerUrl } from "./signup.ts";

interface LoginFlags extends CommonFlags {
  readonly server?: string;
  readonly name?: string;
  readonly secretFile?: string;
  readonly link?: string;
}

export const login: Command<CliContext> = buildCommand<LoginFlags, [], CliContext>({
  docs: {
    brief: "Sign in on this device",
    fullDescription:
      "Signs in. On a device that knows the account, name and password are enough. On a new one, also give " +
      "the recovery kit or the account secret (--secret-file), or the code that coffer link shows on a " +
      "signed-in device (--link).\n\n" +
      "Example: coffer login --server http://127.0.0.1:8787 --name anna --secret-file kit.txt",
  },
  parameters: {
    flags: {
      server: textFlag("Address of the server (not needed where the account is known)", "URL"),
      name: textFlag("Login name (not needed with --link, or where the account is known)", "NAME"),
      secretFile: textFlag("The recovery kit, or just the account secret", "FILE"),
      link: textFlag("Link code of a signed-in device", "CODE"),
      passwordFile: passwordFileFlag,
      json: jsonFlag,
    },
  },
  async func(flags) {
    const access = await logInTo(this, flags);
    if (!access.ok) refuse(errorText(access.error));
    this.account.adopt(access.value.engine);
    const { loginName, serverUrl } = access.value.engine.identity;
    const kit = await handOverKit(this.terminal, access.value.kit, undefined);
    if (flags.json === true) {
      this.terminal.out(`${JSON.stringify({ name: loginName, server: serverUrl, ...kit })}\n`);
    } else {
      this.terminal.out(`Signed in as ${loginName}.\n`);
    }
  },
});

async function logInTo(
  { terminal, account }: CliContext,
  flags: LoginFlags,
): Promise<Result<Access, AccessError>> {
  if (account.engine !== undefined) refuse("This device is signed in already.");
  const { homeState, logIn, logInWithLink } = await loadClient();
  const environment = await account.environment();
  const state = await homeState(environment);
  const known = state.code === "known" ? state : undefined;
  const server = flags.server === undefined ? known?.serverUrl : parseServerUrl(flags.server);
  if (server === undefined) misuse("Which server? --server URL");
  if (flags.link !== undefined) {
    const password = await readPassword(terminal, flags.passwordFile, "Password: ");
    const options = { serverUrl: server, code: flags.link, password, deviceName: deviceName() };
    return logInWithLink(environment, options);
  }
  const name = flags.name ?? known?.loginName;
  if (name === undefined) misuse("Which account? --name NAME");
  const brought =
    flags.secretFile === undefined
      ? undefined
      : await readSecret(await readGiven(terminal, flags.secretFile), flags.secretFile);
  const password = await readPassword(terminal, flags.passwordFile, "Password: ");
  return logIn(environment, {
    serverUrl: server,
    loginName: name,
    password,
    deviceName: deviceName(),
    brought,
  });
}

/** What a kit, or a file with nothing but the account secret, brings. */
async function readSecret(bytes: Uint8Array<ArrayBuffer>, file: string): Promise<Brought> {
  const { parseKitText, parseSecretText } = await loadClient();
  const text = new TextDecoder().decode(bytes);
  const secret = parseSecretText(text);
  if (secret !== undefined) return secret;
  const kit = parseKitText(text);
  if (kit.ok) return kit.value.brought;
  return refuse(`${file} is no recovery kit and no account secret (${kit.error.key}).`);
}
