/** coffer unlock, lock, logout, status: for how long the account is open on this device. */
import { _, inEnglish, translated } from "@coffer/client/texts";
import { buildCommand, type Command } from "@stricli/core";
import { startAgent } from "../agent/agent-start.ts";
import type { CliContext } from "../context.ts";
import { readPassword } from "../given-input.ts";
import { parseDuration } from "../duration.ts";
import { loadClient } from "../engine-door.ts";
import { alarmText, errorText } from "../errors-text.ts";
import { jsonFlag, passwordFileFlag, switchFlag, textFlag, type CommonFlags } from "../flags.ts";
import { line, misuse, refuse } from "../terminal/terminal.ts";

const defaultFor = "15m";

export const openAccount: Command<CliContext> = buildCommand<
  Pick<CommonFlags, "passwordFile">,
  [],
  CliContext
>({
  docs: translated({
    brief: "Open the account for the menu",
    fullDescription: "Opens the account for the menu.",
  }),
  parameters: { flags: { passwordFile: passwordFileFlag } },
  async func(flags) {
    await this.account.openFresh(this.terminal, flags);
  },
});

interface UnlockFlags extends CommonFlags {
  readonly for?: string;
}

export const unlock: Command<CliContext> = buildCommand<UnlockFlags, [], CliContext>({
  docs: translated({
    brief: "Keep the account open for a while",
    fullDescription:
      "Starts an agent that keeps the account open behind a socket that only you can use. Until it ends, " +
      "commands need no password and start fast.\n\nExample: coffer unlock --for 1h",
  }),
  parameters: {
    flags: {
      for: textFlag("How long without use: 90s, 15m, 8h (default {time})", "TIME", {
        time: defaultFor,
      }),
      passwordFile: passwordFileFlag,
      json: jsonFlag,
    },
  },
  async func(flags) {
    const { terminal, account } = this;
    const time = flags.for ?? defaultFor;
    const idleMs = parseDuration(time);
    if (idleMs === undefined)
      misuse(_("{text} is no time: 90s, 15m or 8h, at most 24h.", { text: time }));
    const say = (): void =>
      terminal.out(
        flags.json === true ? `{"unlocked":true}\n` : line(_("Unlocked for {time}.", { time })),
      );
    if (account.agent !== undefined) {
      account.agent.keepFor(idleMs);
      say();
      return;
    }
    await account.checkKnown();
    const password = await readPassword(terminal, flags.passwordFile, _("Password: "));
    // The agent takes the home over.
    await account.close();
    const problem = await startAgent(account.home, password, idleMs);
    if (problem !== undefined) refuse(problem);
    say();
  },
});

export const lock: Command<CliContext> = buildCommand<Pick<CommonFlags, "json">, [], CliContext>({
  docs: translated({
    brief: "Close the account now",
    fullDescription:
      "Ends the agent: the next command asks for the password.\n\nExample: coffer lock",
  }),
  parameters: { flags: { json: jsonFlag } },
  func(flags) {
    this.account.agent?.end();
    this.terminal.out(flags.json === true ? `{"locked":true}\n` : line(_("Locked.")));
  },
});

interface LogoutFlags extends Pick<CommonFlags, "json"> {
  readonly forget?: boolean;
}

export const logout: Command<CliContext> = buildCommand<LogoutFlags, [], CliContext>({
  docs: translated({
    brief: "Sign out; with --forget, remove the account from this device",
    fullDescription:
      "Signs out: the next use begins with coffer login, for which name and password are enough. With " +
      "--forget everything of the account is removed from this device, also what was not sent yet; coming " +
      "back then needs the kit or a link code.\n\nExample: coffer logout",
  }),
  parameters: {
    flags: {
      forget: switchFlag("Remove the account from this device"),
      json: jsonFlag,
    },
  },
  async func(flags) {
    const { terminal, account } = this;
    const { forgetAccount, homeState, signOut } = await loadClient();
    const environment = await account.environment();
    const state = await homeState(environment);
    if (state.code === "empty") refuse(errorText({ code: "home-empty" }));
    // With the keys at hand, the others learn how far this device has read. Without, nothing is lost.
    await account.engine?.signOut();
    await account.closeEngine();
    if (flags.forget === true) await forgetAccount(environment);
    else await signOut(environment);
    account.agent?.end();
    terminal.out(
      flags.json === true
        ? `${JSON.stringify({ loggedOut: true, forgotten: flags.forget === true })}\n`
        : `${flags.forget === true ? _("The account is gone from this device.") : _("Logged out.")}\n`,
    );
  },
});

export const status: Command<CliContext> = buildCommand<Pick<CommonFlags, "json">, [], CliContext>({
  docs: translated({
    brief: "Say which account this is, and whether it is open",
    fullDescription:
      "Says which account this device has, and whether it is open.\n\nExample: coffer status",
  }),
  parameters: { flags: { json: jsonFlag } },
  async func(flags) {
    const { terminal, account } = this;
    const { homeState } = await loadClient();
    const home = await homeState(await account.environment());
    const known = home.code === "known" ? home : undefined;
    const { engine } = account;
    const alarm = engine?.alarm;
    const state = stateOf(home.code, known?.isSignedOut === true, engine !== undefined);
    const facts = {
      state,
      name: known?.loginName ?? null,
      server: known?.serverUrl ?? null,
      waiting: engine?.waiting ?? null,
      alarm: alarm === undefined ? null : inEnglish(() => alarmText(alarm)),
    };
    if (flags.json === true) {
      terminal.out(`${JSON.stringify(facts)}\n`);
      return;
    }
    terminal.out(
      known === undefined
        ? `${errorText({ code: home.code === "damaged" ? "home-damaged" : "home-empty" })}\n`
        : line(
            _("{name} at {server}: {state}", {
              name: known.loginName,
              server: known.serverUrl,
              state: stateWords[state],
            }),
          ),
    );
    if (engine !== undefined && engine.waiting > 0) {
      terminal.out(line(_("{count} waiting to be sent", { count: engine.waiting })));
    }
    if (alarm !== undefined) terminal.out(line(alarmText(alarm)));
  },
});

const stateWords = translated({
  "no-account": "no-account",
  damaged: "damaged",
  "logged-out": "logged-out",
  unlocked: "unlocked",
  locked: "locked",
});

function stateOf(code: string, isSignedOut: boolean, isOpen: boolean): keyof typeof stateWords {
  if (code !== "known") return code === "empty" ? "no-account" : "damaged";
  if (isSignedOut) return "logged-out";
  return isOpen ? "unlocked" : "locked";
}
