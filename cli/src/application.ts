/** The terminal client as @stricli/core sees it: every command, and how it speaks. */
import { _, translated } from "@coffer/client/texts";
import { buildApplication, buildRouteMap, type Application } from "@stricli/core";
import type { CliContext } from "./context.ts";
import { accounts } from "./commands/accounts.ts";
import { add } from "./commands/add.ts";
import { advice } from "./commands/advice.ts";
import { budget } from "./commands/budget.ts";
import { categories } from "./commands/categories.ts";
import { check, sync, verify } from "./commands/chains.ts";
import { kit, link, password, recover } from "./commands/credentials.ts";
import { devices } from "./commands/devices.ts";
import { edit, remove } from "./commands/edit.ts";
import { exportCommand } from "./commands/export.ts";
import { importCommand } from "./commands/import.ts";
import { imports } from "./commands/imports.ts";
import { list } from "./commands/list.ts";
import { login } from "./commands/login.ts";
import { plan } from "./commands/plan.ts";
import { review } from "./commands/review.ts";
import { reviews } from "./commands/reviews.ts";
import { rules } from "./commands/rules.ts";
import { lock, logout, openAccount, status, unlock } from "./commands/session.ts";
import { signup } from "./commands/signup.ts";
import { transfer } from "./commands/transfer.ts";
import { redo, undo } from "./commands/undo.ts";
import { verifyWeb } from "./commands/verify-web.ts";
import { why } from "./commands/why.ts";
import { fileProblem } from "./node/file-problem.ts";
import { usageTexts } from "./usage-text.ts";
import { CommandFailure } from "./terminal/terminal.ts";

const routes = buildRouteMap({
  routes: {
    signup,
    login,
    link,
    recover,
    password,
    kit,
    logout,
    unlock,
    lock,
    status,
    devices,
    add,
    list,
    edit,
    delete: remove,
    transfer,
    undo,
    redo,
    categories,
    rules,
    accounts,
    budget,
    plan,
    review,
    why,
    advice,
    reviews,
    import: importCommand,
    imports,
    export: exportCommand,
    sync,
    verify,
    verifyWeb,
    check,
    open: openAccount,
  },
  aliases: { history: "list" },
  docs: Object.assign(
    translated({
      brief: "Coffer: a 50/30/20 budget that its server cannot read",
      fullDescription:
        "A budget manager for one person or a household. The server keeps everything and can read nothing.\n\n" +
        "Without a command: a menu. Each command explains itself: coffer add --help",
    }),
    { hideRoute: { open: true } as const },
  ),
});

export const application: Application<CliContext> = buildApplication<CliContext>(routes, {
  name: "coffer",
  versionInfo: { currentVersion: "0.1.0" },
  scanner: { caseStyle: "allow-kebab-for-camel", allowArgumentEscapeSequence: true },
  documentation: { caseStyle: "convert-camel-to-kebab", useAliasInUsageLine: false },
  localization: {
    text: {
      ...usageTexts,
      exceptionWhileRunningCommand: failureText,
      commandErrorResult: failureText,
    },
  },
  determineExitCode: (failure) => (failure instanceof CommandFailure ? failure.exitCode : 1),
});

/** A reason of ours is said as it is; anything else is a bug, and what is safe is said with it. */
function failureText(failure: unknown): string {
  if (failure instanceof CommandFailure) return failure.message;
  if (failure instanceof Error && "syscall" in failure) {
    return _("The account's files cannot be used: {problem}. What was saved before is safe.", {
      problem: fileProblem(failure),
    });
  }
  const what = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
  return _("Something in Coffer failed. What was saved before is safe.\n{what}", { what });
}
