/** Sign up, unlock, log in, recover, lock, log out. */
import {
  createAccount,
  forgetAccount,
  homeState,
  logIn,
  openLink,
  parseKitText,
  parseSecretText,
  recoverAccount,
  signOut,
  unlock,
  type Access,
  type AccessError,
  type Link,
} from "@coffer/client";
import {
  newChangeSet,
  parseAmount,
  parseCurrency,
  SETTINGS_ID,
  starterChanges,
  type Change,
  type ChangeSet,
  type Result,
} from "@coffer/ledger";
import { here, newId } from "../browser-environment.ts";
import { deviceNameOf } from "../device-name.ts";
import type { Host } from "../host.ts";
import type { Ask, KitAnswer } from "../messages.ts";
import { answer, problemOf, refuse } from "../problems.ts";
import { typedLocale } from "../typed-locale.ts";
import { ruleFrom } from "./plan.ts";

const deviceName = deviceNameOf(navigator.userAgent);
/** The server is the one that serves the page. */
const serverUrl = location.origin;

/** Creates an account with the budget that the person has seen on the first page. */
export async function signUp(host: Host, ask: Ask<"signUp">): Promise<KitAnswer> {
  const firstChangeSet = firstChanges(ask);
  if (firstChangeSet === undefined) return refuse({ code: "plan-wrong" });
  const invitation = ask.invitation === null ? null : invitationOf(ask.invitation);
  if (invitation === undefined) {
    return refuse({ code: "server-refused", reason: "invitation-refused" });
  }
  const access = await createAccount(host.environment, {
    serverUrl,
    loginName: ask.name,
    password: ask.password,
    invitation,
    deviceName,
    firstChangeSet,
  });
  return enter(host, access);
}

/** Opens the account on this browser; needs no server unless it was logged out or has another password now. */
export async function unlockHere(host: Host, { password }: Ask<"unlock">): Promise<KitAnswer> {
  const { environment } = host;
  const state = await homeState(environment);
  if (state.code !== "known") return refuse({ code: "home-empty" });
  const { loginName, isSignedOut } = state;
  const known = { serverUrl: state.serverUrl, loginName, password, deviceName, brought: undefined };
  if (isSignedOut) return enter(host, await logIn(environment, known));
  const unlocked = await unlock(environment, password);
  if (unlocked.ok) {
    host.adopt(unlocked.value);
    return answer({ kit: null });
  }
  if (unlocked.error.code !== "password-wrong") return refuse(problemOf(unlocked.error));
  // It may be the new one, changed on another device: the server knows.
  const access = await logIn(environment, known);
  return access.ok ? enter(host, access) : refuse({ code: "password-wrong" });
}

/** What a link code brought: it opens once, and a mistyped password must not use it up. */
export class OpenedLink {
  #code = "";
  #link: Link | undefined;

  async open(host: Host, code: string): Promise<Result<Link, AccessError>> {
    if (this.#link !== undefined && this.#code === code) return { ok: true, value: this.#link };
    const opened = await openLink(host.environment, { serverUrl, code });
    if (opened.ok) {
      this.#code = code;
      this.#link = opened.value;
    }
    return opened;
  }

  forget(): void {
    this.#link = undefined;
  }
}

/** Logs in on a browser that does not know the account. */
export async function logInHere(
  host: Host,
  { name, password, by }: Ask<"logIn">,
  opened: OpenedLink,
): Promise<KitAnswer> {
  const { environment } = host;
  if (by.kind === "link") {
    const link = await opened.open(host, by.code);
    if (!link.ok) return refuse(problemOf(link.error));
    const options = { serverUrl, ...link.value, password, deviceName };
    const access = await logIn(environment, options);
    if (access.ok) opened.forget();
    return enter(host, access);
  }
  const secret = parseSecretText(by.text);
  const kit = secret === undefined ? parseKitText(by.text) : undefined;
  if (kit?.ok === false) return refuse({ code: "kit-wrong", field: kit.error.key });
  const brought = secret ?? kit?.value.brought;
  const loginName = name === "" && kit !== undefined ? kit.value.kit.loginName : name;
  return enter(
    host,
    await logIn(environment, { serverUrl, loginName, password, deviceName, brought }),
  );
}

/** Opens the account with its kit alone and sets a new password. */
export async function recover(host: Host, ask: Ask<"recover">): Promise<KitAnswer> {
  const kit = parseKitText(ask.kit);
  if (!kit.ok) return refuse({ code: "kit-wrong", field: kit.error.key });
  const options = { serverUrl, kit: kit.value.kit, password: ask.password, deviceName };
  return enter(host, await recoverAccount(host.environment, options));
}

/** Ends the session; the next use begins with a login, or with nothing at all. */
export async function logOut(host: Host, { forget }: Ask<"logOut">): Promise<null> {
  if (host.isSample) {
    host.dropSample();
    return null;
  }
  const { environment } = host;
  // With the keys at hand, the others learn how far this device has read. Without a server, nothing is lost.
  await host.account?.signOut();
  await host.account?.close();
  if (forget) await forgetAccount(environment);
  else await signOut(environment);
  await host.close();
  return null;
}

function enter(host: Host, access: Result<Access, AccessError>): KitAnswer {
  if (!access.ok) return refuse(problemOf(access.error));
  host.adopt(access.value.engine);
  return answer({ kit: access.value.kit });
}

function firstChanges(ask: Ask<"signUp">): ChangeSet | undefined {
  const currency = parseCurrency(ask.currency);
  const rule = ruleFrom(ask.rule);
  if (currency === undefined || rule === undefined) return undefined;
  const income = parseAmount(ask.income, { currency, locale: typedLocale() });
  if (!income.ok && income.error.code !== "empty") return undefined;
  const isPlanned = income.ok && income.value > 0n;
  const fields = {
    currency,
    rule,
    cycle: ask.cycle,
    ...(isPlanned && {
      plannedIncomeMinor: income.value,
      incomeMode: { kind: "planned" as const },
    }),
  };
  const language = typedLocale().startsWith("de") ? "de" : "en";
  const changes: Change[] = [
    { table: "settings", id: SETTINGS_ID, fields },
    ...starterChanges({ language, currency, newId }),
  ];
  return newChangeSet(here, "start", changes);
}

function invitationOf(text: string): Uint8Array<ArrayBuffer> | undefined {
  const hex = text.trim().toLowerCase();
  return /^[0-9a-f]{32}$/.test(hex) ? Uint8Array.fromHex(hex) : undefined;
}
