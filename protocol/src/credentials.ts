/**
 * What a person types to sign in: login name and password in their one canonical form, and the value P
 * that goes into OPAQUE in their place (docs/protocol.md O1–O3).
 *
 * The Account Secret, 160 random bits that never leave the household's devices and its kit, is mixed into
 * P: no guess of the password can be tested without it, by nobody who steals or runs the server.
 */
import { concat, lengthPrefixed, toBase64Url, utf8, type Bytes } from "./bytes.ts";
import { hmac512 } from "./hash.ts";
import { label } from "./labels.ts";
import { limits } from "./limits.ts";
import { fail, ok, type Result } from "./result.ts";

export const accountSecretLength = 20;

export type LoginNameError = { readonly code: "login-name-invalid" };
export type PasswordError = {
  readonly code: "password-too-short" | "password-too-long" | "password-not-unicode";
};

/** A login name in canonical form: NFKC, lower case, 1–64 letters, digits and `. _ @ + -`. */
export function parseLoginName(typed: string): Result<string, LoginNameError> {
  const invalid = fail<LoginNameError>({ code: "login-name-invalid" });
  // Before the costly normalisation, which at most makes one character out of several.
  if (typed.length > 4 * limits.loginNameCharactersMax) return invalid;
  const name = typed.normalize("NFKC").toLowerCase().normalize("NFKC");
  if (Array.from(name).length > limits.loginNameCharactersMax) return invalid;
  return /^[\p{L}\p{N}._@+-]+$/u.test(name) ? ok(name) : invalid;
}

/** A password in canonical form: well-formed Unicode, NFKC, 12–1,024 characters. */
export function parsePassword(typed: string): Result<string, PasswordError> {
  if (!typed.isWellFormed()) return fail({ code: "password-not-unicode" });
  if (typed.length > 4 * limits.passwordCharactersMax) return fail({ code: "password-too-long" });
  const password = typed.normalize("NFKC");
  const characters = Array.from(password).length;
  if (characters < limits.passwordCharactersMin) return fail({ code: "password-too-short" });
  if (characters > limits.passwordCharactersMax) return fail({ code: "password-too-long" });
  return ok(password);
}

/** The OPAQUE password input P, from canonical name and password. Text of 90 characters. */
export function opaquePassword(from: {
  readonly accountSecret: Uint8Array;
  readonly loginName: string;
  readonly serverId: Uint8Array;
  readonly password: string;
}): string {
  const message: Bytes = concat(
    label("opaque-pw"),
    lengthPrefixed(utf8(from.loginName)),
    lengthPrefixed(from.serverId),
    utf8(from.password),
  );
  return `cf1.${toBase64Url(hmac512(from.accountSecret, message))}`;
}
