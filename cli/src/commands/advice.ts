/** coffer advice: at most three pieces, each a fact, one action and its effect; and putting one away. */
import { _, translated } from "@coffer/client/texts";
import { buildCommand, type Command } from "@stricli/core";
import {
  adviceFor,
  formatRule,
  periodContaining,
  settingsOf,
  type BookAdvice,
  type CurrencyCode,
} from "@coffer/ledger";
import { adviceLines } from "../advice-text.ts";
import { decimal, money } from "../amounts.ts";
import { here } from "../change-set.ts";
import { commit } from "../commit.ts";
import type { CliContext } from "../context.ts";
import { jsonFlag, passwordFileFlag, textFlag, type CommonFlags } from "../flags.ts";
import { line, misuse } from "../terminal/terminal.ts";
import { dayFromText, today } from "../today.ts";

interface AdviceFlags extends CommonFlags {
  readonly on?: string;
  readonly dismiss?: string;
}

export const advice: Command<CliContext> = buildCommand<AdviceFlags, [], CliContext>({
  docs: translated({
    brief: "Say what could be done, and what it comes to",
    fullDescription:
      "At most three pieces of advice for the period that runs: a fact, one action, and its effect. One that " +
      "is put away does not come back in that period, on any device.\n\n" +
      "Example: coffer advice --dismiss 2",
  }),
  parameters: {
    flags: {
      on: textFlag("As of this day (default: today)", "DATE"),
      dismiss: textFlag("Put away the piece with this number", "NUMBER"),
      passwordFile: passwordFileFlag,
      json: jsonFlag,
    },
  },
  async func(flags) {
    const { terminal } = this;
    const engine = await this.account.openFresh(terminal, flags);
    const { book } = engine;
    const { currency, cycle } = settingsOf(book);
    const day = flags.on === undefined ? today() : dayFromText(flags.on);
    const pieces = adviceFor(book, day);
    if (flags.dismiss !== undefined) {
      const piece = pieces[Number(flags.dismiss) - 1]?.piece;
      if (piece === undefined)
        misuse(_("--dismiss {number}: there is no such piece.", { number: flags.dismiss }));
      const { first } = periodContaining(cycle, day);
      const fields = { piece, firstDay: first };
      const change = { table: "dismissal", id: here.newId(), fields } as const;
      await commit(this, engine, "dismiss", [change]);
      terminal.out(line(_("Put away until the next period.")));
      return;
    }
    if (flags.json === true) {
      terminal.out(`${JSON.stringify(pieces.map((each) => json(each, currency)))}\n`);
      return;
    }
    if (pieces.length === 0) terminal.out(line(_("There is nothing to say: no advice.")));
    const amount = (minor: bigint): string => money(minor, currency, terminal);
    const shown = pieces.map((each, place) => {
      const { fact, action, effect } = adviceLines(book, each, amount);
      const lines = [`${place + 1}  ${fact}`, `   ${action}`];
      return `${[...lines, ...(effect === "" ? [] : [`   ${effect}`])].join("\n")}\n`;
    });
    terminal.out(shown.join("\n"));
  },
});

/** A piece for programs: the code, the facts, and the effect in money and percent of the income. */
function json({ piece, effect, ...fact }: BookAdvice, currency: CurrencyCode): object {
  return {
    piece,
    ...withTexts(fact, currency),
    effect:
      effect === null
        ? null
        : {
            amount: decimal(effect.minor, currency),
            percent: effect.basisPoints === null ? null : effect.basisPoints / 100,
            per: effect.per,
          },
  };
}

/** `…Minor` becomes decimal text, a rule its percents; lists likewise. */
function withTexts(fact: object, currency: CurrencyCode): object {
  return Object.fromEntries(
    Object.entries(fact).map(([name, value]: [string, unknown]) => {
      if (name.endsWith("Minor")) {
        const amount = typeof value === "bigint" ? decimal(value, currency) : null;
        return [name.replace(/Minor$/, ""), amount];
      }
      if (Array.isArray(value)) {
        return [name, value.map((item: object) => withTexts(item, currency))];
      }
      const isRule = typeof value === "object" && value !== null && "buckets" in value;
      return [name, isRule ? formatRule(value as Parameters<typeof formatRule>[0]) : value];
    }),
  );
}
