/** coffer login: signs in, on this device for the first time or again. */
import { _, translated } from "@coffer/client/texts";
import { buildCommand, type Command } from "@stricli/core";
import type { Access, AccessError, Brought } from "@coffer/client";
import { ok, type Result } from "@coffer/ledger";
import type { CliContext } from "../context.ts";
import { deviceName } from "../device-name.ts";
import { readGiven, readPassword } from "../given-input.ts";
import { loadClient } from "../engine-door.ts";
import { errorText } from "../errors-text.ts";
import { jsonFlag, passwordFileFlag, textFlag, type CommonFlags } from "../flags.ts";
import { handOverKit } from "../kit-output.ts";
import { line, misuse, refuse, type Terminal } from "../terminal/terminal.ts";
import { parseServerUrl } from "./signup.ts";

interface LoginFlags extends CommonFlags {
  readonly server?: string;
  readonly name?: string;
  readonly secretFile?: string;
  readonly link?: string;
}

export const login: Command<CliContext> = buildCommand<LoginFlags, [], CliContext>({
  docs: translated({
    brief: "Sign in on this device",
    fullDescription:
      "Signs in. On a device that knows the account, name and password are enough. On a new one, also give " +
      "the recovery kit or the account secret (--secret-file), or the code that coffer link shows on a " +
      "signed-in device (--link).\n\n" +
      "Example: coffer login --server http://127.0.0.1:8787 --name anna --secret-file kit.txt",
  }),
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
      this.terminal.out(line(_("Signed in as {loginName}.", { loginName })));
    }
  },
});

interface LogInTarget {
  readonly loginName: string;
  readonly brought: Brought | undefined;
}

/** How often a person may type the password: a link code that was used opens nothing any more. */
const triesMax = 3;

async function logInTo(
  context: CliContext,
  flags: LoginFlags,
): Promise<Result<Access, AccessError>> {
  const { terminal, account } = context;
  if (account.engine !== undefined) refuse(_("This device is signed in already."));
  const { homeState, logIn, openLink } = await loadClient();
  const environment = await account.environment();
  const state = await homeState(environment);
  const known = state.code === "known" ? state : undefined;
  const serverUrl = flags.server === undefined ? known?.serverUrl : parseServerUrl(flags.server);
  if (serverUrl === undefined) misuse(_("Which server? --server URL"));
  const { link } = flags;
  const whoIs =
    link === undefined
      ? await accountOf(terminal, flags, known?.loginName)
      : () => openLink(environment, { serverUrl, code: link });
  // Before the link code is used up: nothing may be missing then.
  let password = await readPassword(terminal, flags.passwordFile, _("Password: "));
  const whose = await whoIs();
  if (!whose.ok) return whose;
  const mayAskAgain = terminal.isInteractive && flags.passwordFile === undefined;
  for (let tries = 1; ; tries += 1) {
    const options = { serverUrl, ...whose.value, password, deviceName: deviceName() };
    const access = await logIn(environment, options);
    const isMistyped = !access.ok && access.error.code === "login-refused";
    if (!isMistyped || !mayAskAgain || tries === triesMax) return access;
    terminal.err(`${errorText(access.error)}\n`);
    password = await readPassword(terminal, undefined, _("Password: "));
  }
}

/** The account that was named, with what the person brought of it. */
async function accountOf(
  terminal: Terminal,
  { name, secretFile }: LoginFlags,
  knownName: string | undefined,
): Promise<() => Promise<Result<LogInTarget, AccessError>>> {
  const loginName = name ?? knownName ?? misuse(_("Which account? --name NAME"));
  const brought = secretFile === undefined ? undefined : await readSecret(terminal, secretFile);
  return () => Promise.resolve(ok({ loginName, brought }));
}

/** What a kit, or a file with nothing but the account secret, brings. */
async function readSecret(terminal: Terminal, file: string): Promise<Brought> {
  const { parseKitText, parseSecretText } = await loadClient();
  const text = new TextDecoder().decode(await readGiven(terminal, file));
  const secret = parseSecretText(text);
  if (secret !== undefined) return secret;
  const kit = parseKitText(text);
  if (kit.ok) return kit.value.brought;
  return refuse(
    _("{file} is no recovery kit and no account secret ({field}).", { file, field: kit.error.key }),
  );
}
