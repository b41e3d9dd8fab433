/** Options that commands share, in the form that @stricli/core takes. */

interface TextFlag {
  readonly kind: "parsed";
  readonly parse: (text: string) => string;
  readonly brief: string;
  readonly placeholder: string;
  readonly optional: true;
}

interface SwitchFlag {
  readonly kind: "boolean";
  readonly brief: string;
  readonly optional: true;
  readonly withNegated: false;
}

/** An option with a text. */
export function textFlag(brief: string, placeholder: string): TextFlag {
  return { kind: "parsed", parse: (text) => text, brief, placeholder, optional: true };
}

/** An option that is there or not. */
export function switchFlag(brief: string): SwitchFlag {
  return { kind: "boolean", brief, optional: true, withNegated: false };
}

export const jsonFlag: SwitchFlag = switchFlag(
  "Print JSON: money as decimal text, dates as ISO 8601",
);

export const passwordFileFlag: TextFlag = textFlag(
  "Read the password from the first line of FILE (-: of standard input)",
  "FILE",
);

/** What `--json` and `--password-file` give, in every command that has them. */
export interface CommonFlags {
  readonly json?: boolean;
  readonly passwordFile?: string;
}

/** A positional argument. */
export function argument(
  brief: string,
  placeholder: string,
): {
  readonly parse: (text: string) => string;
  readonly brief: string;
  readonly placeholder: string;
} {
  return { parse: (text) => text, brief, placeholder };
}
