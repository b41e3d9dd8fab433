/** What a problem means to a person, and what is safe: one sentence or two for each. */
import { _ } from "@coffer/client/texts";
import type { Alarm } from "@coffer/client";
import type { Problem } from "../engine/problems.ts";

/** The sentences for a problem. */
export function problemText(problem: Problem): string {
  switch (problem.code) {
    case "offline":
      return _("The server cannot be reached. Are you online?");
    case "connection-lost":
      return _("The connection was lost. What you entered is safe on this device.");
    case "server-changed":
      return _(
        "This is not the server that this browser knows: its keys differ. Nothing was sent. If its owner set it up anew, ask them; otherwise somebody may be in between.",
      );
    case "server-misbehaves":
      return _("The server does not keep to the protocol. Nothing of it was believed.");
    case "login-refused":
      return _("Name, password or account secret are wrong, or this device was removed.");
    case "server-refused":
    case "refused":
      return refusalText(problem.reason);
    case "alarm":
    case "stopped":
      return problem.alarm === undefined
        ? _("Something was wrong with what the server sent.")
        : alarmText(problem.alarm);
    case "device-refused":
      return _(
        "This device was removed from the account. What it has stays readable. To come back, log out, forget the account here, and log in with the newest kit or a link code.",
      );
    case "key-missing":
      return _(
        "This device still lacks the newest key. It comes as soon as another of your devices has synced.",
      );
    case "update-needed":
      return _(
        "Your budget was written by a newer Coffer. Reload the page, and update when it asks; reading still works.",
      );
    default:
      return accessText(problem);
  }
}

/** What keeps somebody from getting in. */
function accessText(problem: Problem): string {
  switch (problem.code) {
    case "secret-needed":
      return _("This browser does not know the account yet: use a link code or the recovery kit.");
    case "home-in-use":
      return problem.name === undefined
        ? _("This browser already belongs to another account. Log out and forget it first.")
        : _("This browser already belongs to {name}. Log out and forget it first.", {
            name: problem.name,
          });
    case "home-empty":
      return _("There is no account in this browser.");
    case "home-damaged":
      return _(
        "What this browser has of the account is damaged. Forget it here, then log in again.",
      );
    case "password-wrong":
      return _("That is not the password.");
    case "password-too-short":
      return _(
        "A password has at least 12 characters. A few unrelated words are easy to remember.",
      );
    case "password-too-long":
      return _("A password has at most 1,024 characters.");
    case "password-not-unicode":
      return _("The password has a character that is none.");
    case "login-name-invalid":
      return _("A name has 1 to 64 letters, digits or . _ @ + -");
    case "link-code-invalid":
      return _("A link code has 16 letters and digits.");
    case "link-not-found":
      return _(
        "There is no such code. It works once, for ten minutes: make a new one on your other device.",
      );
    case "too-many-devices":
      return _(
        "The account has as many devices as it may have. Remove one in Settings on another device.",
      );
    case "too-large":
    case "invalid-change-set":
      return _("That is too much, or too long, to be kept.");
    case "unknown-change-set":
    case "already-taken-back":
    case "nothing-to-undo":
      return _("There is nothing to take back any more.");
    default:
      return inputText(problem);
  }
}

/** What is wrong with what was typed or chosen. */
function inputText({ code, amount, field, name }: Problem): string {
  switch (code) {
    case "amount":
      return amountText(amount);
    case "text-missing":
      return _("What was it? For example: 12.50 lunch");
    case "account-missing":
      return _("Choose an account. A transfer needs two different ones.");
    case "name-missing":
      return _("A name is needed.");
    case "name-used":
      return _("There is an account named {name} already.", { name: name ?? "?" });
    case "date-wrong":
      return _("That is no date.");
    case "rule-wrong":
      return _("Three percentages that make 100 together, such as 50/30/20.");
    case "plan-wrong":
      return _("Something in this plan is missing or not a number.");
    case "kit-wrong":
      return field === undefined
        ? _("That is no recovery kit.")
        : _("That is no complete recovery kit: the line “{field}” is missing or wrong.", { field });
    case "gone":
      return _("It is not there any more: perhaps it was deleted on another device.");
    case "nothing-to-import":
      return _("Nothing to import: it is all there.");
    case "same-account":
      return _("From and to are the same account.");
    case "amount-needed":
      return _("That account is in another currency. Type the amount there.");
    case "received-needed":
      return _("The two accounts have different currencies. Type what arrived.");
    case "moves-less-than-nothing":
      return _("A transfer moves more than nothing; turn From and To around.");
    case "in-parts":
      return _("It is in parts. Change the amounts of its parts instead.");
    case "parts-differ":
      return _("The parts do not add up to the amount yet.");
    case "too-few-parts":
      return _("Two parts at least, or none.");
    case "too-many-parts":
      return _("Fifty parts at most.");
    case "query":
      return _("Something in the search is not understood.");
    case "too-many":
      return _("That is too many at once. Narrow down what is shown, or choose fewer.");
    case "device-unknown":
      return _("That device cannot be removed from here.");
    case "sample":
      return _("This is sample data, which has no account. Begin your own budget to use this.");
    case "not-open":
      return _("The account is locked.");
    default:
      return refusedText(code, name);
  }
}

/** Why a change of categories or rules, or a statement, was not taken. */
function refusedText(code: Problem["code"], name: Problem["name"]): string {
  switch (code) {
    case "category-name":
      return _("A category needs a name of at most 100 characters, without a colon.");
    case "category-name-used":
      return _("There is a category named {name} already.", { name: name ?? "?" });
    case "category-levels":
      return _(
        "There are two levels: a category that has others in it cannot be put into another one.",
      );
    case "category-kinds-differ":
      return _("Categories for money spent and for money earned are not mixed.");
    case "category-has-own":
      return _("Other categories are in it. Move or merge those first.");
    case "category-in-use":
      return _("Transactions have it. Merge it into another category instead.");
    case "rule-without-condition":
      return _("A rule needs a condition: what is in the text, for example.");
    case "rule-does-nothing":
      return _("A rule sets a category, a bucket or a text.");
    case "rule-text":
    case "rule-too-long":
      return _("That is longer than 500 characters.");
    case "too-many-rules":
      return _("There are as many rules as are looked at. Remove one first.");
    case "unknown-rule":
      return _("It is not there any more: perhaps it was changed on another device.");
    case "statement-too-old":
      return _("There is a later statement already.");
    case "statement-differs":
      return _("The statement and what is ticked do not come to the same any more. Look again.");
    case "statement-open-max":
      return _("So many transactions are not ticked that this cannot be this account's statement.");
    case "unknown-account":
    case "unknown-category":
    case "unknown-bucket":
      return _("It is not there any more: perhaps it was changed on another device.");
    default:
      return _(
        "Something failed in this browser. What was saved before is safe; reload the page and try again.",
      );
  }
}

function amountText(code: Problem["amount"]): string {
  switch (code) {
    case "too-many-decimals":
      return _("That has more decimals than the currency.");
    case "division-by-zero":
      return _("That divides by zero.");
    case "too-large":
      return _("That is more than Coffer can count.");
    case "other-currency":
      return _("That amount is in another currency.");
    case "empty":
      return _("An amount is needed, such as 12.50.");
    default:
      return _("That does not begin with an amount, such as 12.50 or 12.5+3*2.");
  }
}

/** What a server, or this device's disk, was caught at. */
export function alarmText(alarm: Alarm): string {
  switch (alarm.kind) {
    case "entry-refused":
    case "entry-malformed":
      return _(
        "The server sent something that none of your devices has signed. It was not taken over.",
      );
    case "log-damaged":
      return _(
        "The copy in this browser is damaged. Lock and unlock: it repairs itself from the server.",
      );
    case "rollback":
      return _(
        "The server shows less than this browser has already seen: an old copy, or entries held back.",
      );
    case "fork":
      return _("The server shows another history than the one this browser has seen.");
    case "vault-replaced":
      return _("The server shows another budget in place of yours.");
    case "foreign-device":
      return _("A device that is none of yours may write to your budget.");
  }
}

function refusalText(reason: Problem["reason"]): string {
  switch (reason) {
    case "login-refused":
      return _("Name, password or account secret are wrong, or this device was removed.");
    case "rate-limited":
      return _("Too many attempts. Wait a minute and try again.");
    case "name-taken":
      return _("That name is taken at this server. Choose another one.");
    case "registration-closed":
      return _("This server takes no new accounts.");
    case "invitation-refused":
      return _("This server needs an invitation, and this one is missing, used or too old.");
    case "session-ended":
      return _("The session has ended: the password was changed, or the device was removed.");
    case "unavailable":
      return _(
        "The server's storage does not answer or is full. Nothing is lost; try again later.",
      );
    case "quota-exceeded":
      return _("The account's share of the server's storage is used up.");
    case "generation-conflict":
      return _("Another device changed this at the same time. Try again.");
    default:
      return _("The server did not accept that. What you entered is safe on this device.");
  }
}
