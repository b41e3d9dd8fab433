/** The person's locale, from the environment as POSIX names it (`LC_ALL`, `LC_MONETARY`, `LANG`). */

const fallback = "en-US";

/** The BCP 47 tag of the environment's locale; "en-US" where it names none. */
export function localeOf(env: Readonly<Record<string, string | undefined>>): string {
  const named = [env["LC_ALL"], env["LC_MONETARY"], env["LANG"]].find(
    (value) => value !== undefined && value !== "",
  );
  const tag = named?.split(/[.@]/)[0]?.replaceAll("_", "-") ?? fallback;
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag)[0] ?? fallback;
  } catch {
    // "C" and "POSIX" are no language tags.
    return fallback;
  }
}
