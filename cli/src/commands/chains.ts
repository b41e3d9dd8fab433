/** coffer sync, verify, check: this device against the server, the other devices, and itself. */
import { _, inContext, inEnglish, translated } from "@coffer/client/texts";
import { buildCommand, type Command } from "@stricli/core";
import { checkBook } from "@coffer/ledger";
import type { CliContext } from "../context.ts";
import { alarmText, errorText, unlistedText } from "../errors-text.ts";
import { jsonFlag, passwordFileFlag, type CommonFlags } from "../flags.ts";
import { printable } from "../terminal/table.ts";
import { line, refuse } from "../terminal/terminal.ts";

const flags = { passwordFile: passwordFileFlag, json: jsonFlag };

const chainWords = translated({
  vault: inContext("chain", "vault"),
  account: inContext("chain", "account"),
});

export const sync: Command<CliContext> = buildCommand<CommonFlags, [], CliContext>({
  docs: translated({
    brief: "Send what waits and fetch what is new",
    fullDescription: "Sends what waits and fetches what is new.\n\nExample: coffer sync",
  }),
  parameters: { flags },
  async func(given) {
    const engine = await this.account.open(this.terminal, given);
    const report = await engine.sync();
    if (!report.ok) refuse(errorText(report.error));
    const { sent, received, unlisted } = report.value;
    if (unlisted > 0) this.terminal.err(line(unlistedText()));
    this.terminal.out(
      given.json === true
        ? `${JSON.stringify({ sent, received, waiting: engine.waiting })}\n`
        : line(_("Sent {sent}, received {received}.", { sent, received })),
    );
  },
});

export const verify: Command<CliContext> = buildCommand<CommonFlags, [], CliContext>({
  docs: translated({
    brief: "Show the numbers to compare with another device",
    fullDescription:
      "Shows the safety number (whose keys) and the head code (how far this device has read). Two devices " +
      "that show the same head code have seen the same; if they should and do not, the server hides " +
      "something from one of them.\n\nExample: coffer verify",
  }),
  parameters: { flags },
  async func(given) {
    const engine = await this.account.open(this.terminal, given);
    const { account, vault, voids } = engine.verification();
    const alarm = account.alarm ?? vault.alarm;
    if (given.json === true) {
      const of = ({ seq, headCode, safetyNumber }: typeof vault): object => ({
        seq,
        headCode,
        safetyNumber,
      });
      const facts = {
        vault: of(vault),
        account: of(account),
        unreadable: voids.length,
        alarm: alarm === undefined ? null : inEnglish(() => alarmText(alarm)),
      };
      this.terminal.out(`${JSON.stringify(facts)}\n`);
    } else {
      this.terminal.out(
        line(
          _(
            "Safety number  {safety}\nHead code      {vault}  (vault, entry {vaultEntry})\nHead code      {account}  (account, entry {accountEntry})",
            {
              safety: vault.safetyNumber,
              vault: vault.headCode,
              vaultEntry: vault.seq,
              account: account.headCode,
              accountEntry: account.seq,
            },
          ),
        ),
      );
      for (const entry of voids) {
        const name = printable(
          engine.account.deviceNames.get(entry.author.toHex()) ?? _("a device"),
        );
        this.terminal.out(
          line(
            _("{name} wrote something that cannot be read ({chain}, entry {entry}).", {
              name,
              chain: chainWords[entry.chain],
              entry: entry.seq,
            }),
          ),
        );
      }
    }
    if (alarm !== undefined) refuse(alarmText(alarm));
  },
});

export const check: Command<CliContext> = buildCommand<CommonFlags, [], CliContext>({
  docs: translated({
    brief: "Check every chain and every sum on this device",
    fullDescription:
      "Verifies every entry of both chains again, from the first, and checks every sum of the book.\n\n" +
      "Example: coffer check",
  }),
  parameters: { flags },
  async func(given) {
    const engine = await this.account.open(this.terminal, given);
    const entries = await engine.audit();
    const problems = checkBook(engine.book);
    const { account, vault } = engine.verification();
    const alarm = account.alarm ?? vault.alarm;
    if (given.json === true) {
      const facts = {
        entries,
        problems,
        alarm: alarm === undefined ? null : inEnglish(() => alarmText(alarm)),
      };
      this.terminal.out(`${JSON.stringify(facts)}\n`);
    } else {
      this.terminal.out(
        line(
          _("{entries} entries verified, {problems} problems in the book.", {
            entries,
            problems: problems.length,
          }),
        ),
      );
      for (const problem of problems) this.terminal.out(`  ${JSON.stringify(problem)}\n`);
    }
    if (alarm !== undefined) refuse(alarmText(alarm));
    if (problems.length > 0) refuse(_("The book has problems."));
  },
});
