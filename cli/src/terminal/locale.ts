/**
 * How the person writes amounts, and which language they read, from the environment as POSIX names both.
 */

type Environment = Readonly<Record<string, string | undefined>>;

const fallback = "en-US";

/** The BCP 47 tag of the environment's locale for amounts; "en-US" where it names none. */
export function localeOf(env: Environment): string {
  const tag = firstNamed(env, ["LC_ALL", "LC_MONETARY", "LANG"])?.replaceAll("_", "-") ?? fallback;
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag)[0] ?? fallback;
  } catch {
    // "C" and "POSIX" are no language tags.
    return fallback;
  }
}

/** The language that is asked for, such as "de_AT", of Coffer alone by COFFER_LANG; "" for none. */
export function languageOf(env: Environment): string {
  return firstNamed(env, ["COFFER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"]) ?? "";
}

function firstNamed(env: Environment, names: readonly string[]): string | undefined {
  const named = names.map((name) => env[name]).find((value) => value !== undefined && value !== "");
  return named?.split(/[.@]/)[0];
}
