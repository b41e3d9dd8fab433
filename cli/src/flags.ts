/**
 * Options that commands share, in the form that @stricli/core takes. What they say is looked up when it is shown: the
 * agent speaks the language of each command.
 */
import { _ as inLanguage } from "@coffer/client/texts";

interface Argument {
  readonly parse: (text: string) => string;
  readonly brief: string;
  readonly placeholder: string;
}

interface TextFlag extends Argument {
  readonly kind: "parsed";
  readonly optional: true;
}

interface NeededFlag extends Argument {
  readonly kind: "parsed";
  readonly optional: false;
}

interface SwitchFlag {
  readonly kind: "boolean";
  readonly brief: string;
  readonly optional: true;
  readonly withNegated: false;
}

type Values = Readonly<Record<string, string | number>>;

/** An option with a text. */
export function textFlag(brief: string, placeholder: string, values: Values = {}): TextFlag {
  return Object.assign(said({ brief, placeholder, values }), {
    kind: "parsed" as const,
    optional: true as const,
  });
}

/** An option that has to be given. */
export function neededFlag(brief: string, placeholder: string): NeededFlag {
  return Object.assign(said({ brief, placeholder, values: {} }), {
    kind: "parsed" as const,
    optional: false as const,
  });
}

/** An option that is there or not. */
export function switchFlag(brief: string): SwitchFlag {
  return {
    kind: "boolean",
    get brief() {
      return inLanguage(brief);
    },
    optional: true,
    withNegated: false,
  };
}

/** A positional argument. */
export function argument(brief: string, placeholder: string): Argument {
  return said({ brief, placeholder, values: {} });
}

function said(words: {
  readonly brief: string;
  readonly placeholder: string;
  readonly values: Values;
}): Argument {
  return {
    parse: (text) => text,
    get brief() {
      return inLanguage(words.brief, words.values);
    },
    get placeholder() {
      return inLanguage(words.placeholder);
    },
  };
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
