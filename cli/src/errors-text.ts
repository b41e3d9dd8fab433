/**
 * What the engine's errors mean to a person, and what is safe: one sentence or two for each code.
 */
import { _ } from "@coffer/client/texts";
import type { AccessError, Alarm, CommitError, SyncError, UnlockError } from "@coffer/client";

type AnyError = AccessError | CommitError | SyncError | UnlockError;

/** The sentences for an error. */
export function errorText(error: AnyError): string {
  switch (error.code) {
    case "offline":
      return _("No Coffer server can be reached ({cause}).", { cause: causeText(error.cause) });
    case "connection-lost":
      return _("The connection to the server was lost. What you entered is safe on this device.");
    case "server-changed":
      return _(
        "This is not the server that this device knows: its keys differ. Nothing was sent. If its owner set it up anew, ask them; otherwise somebody may be in between.",
      );
    case "server-misbehaves":
      return _("The server does not keep to the protocol. Nothing of it was believed.");
    case "login-refused":
      return _("Name, password or account secret are wrong, or this device was revoked.");
    case "server-refused":
      return refusalText(error.reason);
    case "refused":
      return refusalText(error.reason);
    case "alarm":
      return alarmText(error.alarm);
    case "stopped":
      return _("{alarm} Nothing new can be written; coffer export still works.", {
        alarm: alarmText(error.alarm),
      });
    case "device-refused":
      return _(
        "The server does not accept this device any more: it was revoked. What it has stays readable; coffer logout --forget, then log in again with the newest kit or a link code.",
      );
    case "key-missing":
      return _(
        "This device lacks the vault's current key. It comes with the next sync of another device.",
      );
    case "update-needed":
      return _(
        "The vault was written by a newer Coffer. Update Coffer to go on; reading still works.",
      );
    case "secret-needed":
      return _(
        "This device does not know the account yet: give its recovery kit or account secret (--secret-file), or a link code of a signed-in device (--link).",
      );
    case "home-in-use":
      return _(
        "This device already belongs to {loginName} at {serverUrl}; coffer logout --forget removes it.",
        { loginName: error.loginName, serverUrl: error.serverUrl },
      );
    case "home-empty":
    case "home-damaged":
    case "password-wrong":
    case "password-too-short":
    case "password-too-long":
    case "password-not-unicode":
    case "login-name-invalid":
    case "link-code-invalid":
    case "link-not-found":
      return plainText(error.code);
    case "too-large":
      return _("That is too much for one entry of the log.");
    case "too-many-devices":
      return _(
        "The account has as many devices as it may have. coffer devices revoke ID removes one.",
      );
    case "invalid-change-set":
      return error.field === undefined
        ? _("That cannot be stored.")
        : _("That cannot be stored: {field}.", { field: error.field });
  }
}

/** Errors without a fact beside their code: of what was typed, and of what is on this device. */
function plainText(
  code:
    | Extract<AnyError["code"], `${"password" | "login-name" | "link"}-${string}`>
    | "home-empty"
    | "home-damaged",
): string {
  switch (code) {
    case "home-empty":
      return _(
        "There is no account on this device. coffer signup creates one; coffer login brings yours here.",
      );
    case "home-damaged":
      return _(
        "The account's file on this device is damaged. coffer logout --forget, then log in again.",
      );
    case "password-wrong":
      return _("That is not the password.");
    case "password-too-short":
      return _(
        "A password has at least 12 characters. A few unrelated words are easy to remember.",
      );
    case "password-too-long":
      return _("A password has at most 1024 characters.");
    case "password-not-unicode":
      return _("The password is not valid Unicode text.");
    case "login-name-invalid":
      return _("A login name has 1 to 64 letters, digits or . _ @ + -");
    case "link-code-invalid":
      return _("A link code has 16 letters and digits.");
    case "link-not-found":
      return _(
        "There is no such link code. It works once, for ten minutes; make a new one with coffer link.",
      );
  }
}

/** A server that pushes objects into an account: worth a warning, and nothing else. */
export function unlistedText(): string {
  return _("The server lists a vault that is not in your account's list. It was not opened.");
}

/** What a server, or this device's disk, was caught at. */
export function alarmText(alarm: Alarm): string {
  switch (alarm.kind) {
    case "entry-refused":
    case "entry-malformed":
      return _(
        "The server sent something that was not signed by your household. It was not taken over.",
      );
    case "log-damaged":
      return _(
        "The copy on this device is damaged. It repairs itself from the server when it is opened again.",
      );
    case "rollback":
      return _(
        "The server shows less than this device has already seen: an old copy, or entries held back.",
      );
    case "fork":
      return _("The server shows another history than the one this device has seen.");
    case "vault-replaced":
      return _("The server shows another vault in place of yours.");
    case "foreign-device":
      return _("A device that is none of yours may write to the vault.");
  }
}

function refusalText(reason: Extract<AnyError, { code: "refused" }>["reason"]): string {
  switch (reason) {
    case "login-refused":
      return _("Name, password or account secret are wrong, or this device was revoked.");
    case "rate-limited":
      return _("Too many attempts. Wait a minute and try again.");
    case "name-taken":
      return _("That name is taken at this server.");
    case "registration-closed":
      return _("This server registers nobody.");
    case "invitation-refused":
      return _(
        "This server wants an invitation (--invite), and this one is unknown, used or too old.",
      );
    case "session-ended":
      return _("The session was ended: the password was changed, or the device revoked.");
    case "idle-timeout":
      return _("The session ended after a while without use.");
    case "unavailable":
      return _(
        "The server's storage does not answer or is full. Nothing was lost; try again later.",
      );
    case "quota-exceeded":
      return _("The account's share of the server's storage is used up.");
    case "busy":
      return _("The server is busy. Try again in a moment.");
    case "shutting-down":
      return _("The server is shutting down.");
    case "forbidden":
      return _("This needs a fresh login.");
    case "not-found":
      return _("The server does not have that.");
    case "generation-conflict":
      return _("The credentials were changed from another device at the same time. Try again.");
    case "lost-race":
    case "counter-reused":
      return _("Another device was faster. Try again.");
    case "entry-refused":
    case "malformed":
    case "unexpected":
    case "too-large":
    case "internal":
      return _("The server refused ({reason}). What you entered is safe on this device.", {
        reason,
      });
  }
}

function causeText(cause: unknown): string {
  return cause instanceof Error ? cause.message.replace(/\.$/, "") : _("no connection");
}
