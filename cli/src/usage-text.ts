/** What @stricli/core says by itself: the frame of the help, and what is wrong with a command line. */
import { _, languageCode, translated } from "@coffer/client/texts";
import {
  ArgumentScannerError,
  formatMessageForArgumentScannerError,
  text_en,
  type ApplicationText,
} from "@stricli/core";

export const usageTexts: ApplicationText = {
  ...text_en,
  headers: translated({
    usage: "USAGE",
    aliases: "ALIASES",
    commands: "COMMANDS",
    flags: "FLAGS",
    arguments: "ARGUMENTS",
  }),
  keywords: translated({
    default: "default =",
    separator: "separator =",
  }),
  briefs: translated({
    help: "Print help information and exit",
    helpAll: "Print help information (including hidden commands/flags) and exit",
    version: "Print version information and exit",
    argumentEscapeSequence: "All subsequent inputs should be interpreted as arguments",
  }),
  noCommandRegisteredForInput: ({ input, corrections }) =>
    corrections.length === 0
      ? _("No command registered for `{input}`", { input })
      : _("No command registered for `{input}`, did you mean {corrections}?", {
          input,
          corrections: oneOf(corrections),
        }),
  exceptionWhileParsingArguments: (error) =>
    error instanceof ArgumentScannerError ? scannerText(error) : String(error),
};

function scannerText(error: ArgumentScannerError): string {
  return formatMessageForArgumentScannerError(error, {
    FlagNotFoundError: ({ input, corrections }) =>
      corrections.length === 0
        ? _("No flag registered for --{input}", { input })
        : _("No flag registered for --{input}, did you mean {corrections}?", {
            input,
            corrections: oneOf(corrections.map((correction) => `--${correction}`)),
          }),
    AliasNotFoundError: ({ input }) => _("No alias registered for -{input}", { input }),
    UnexpectedFlagError: ({ externalFlagName: flag, previousInput: before, input }) =>
      _('Too many arguments for --{flag}, encountered "{input}" after "{before}"', {
        flag,
        input,
        before,
      }),
    UnexpectedPositionalError: ({ expectedCount: count, input }) =>
      _('Too many arguments, expected {count} but encountered "{input}"', { count, input }),
    UnsatisfiedFlagError: ({ externalFlagName: flag, nextFlagName: next }) =>
      next === undefined
        ? _("Expected input for flag --{flag}", { flag })
        : _("Expected input for flag --{flag} but encountered --{next} instead", { flag, next }),
    UnsatisfiedPositionalError: ({ placeholder: name, limit }) => {
      if (limit === undefined) return _("Expected argument for {name}", { name });
      const [least, count] = limit;
      return count === 0
        ? _("Expected at least {least} argument(s) for {name} but found none", { least, name })
        : _("Expected at least {least} argument(s) for {name} but only found {count}", {
            least,
            name,
            count,
          });
    },
  });
}

function oneOf(choices: readonly string[]): string {
  return new Intl.ListFormat(languageCode(), { type: "disjunction" }).format(choices);
}
