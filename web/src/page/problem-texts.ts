/** What a problem means to a person, and what is safe: one sentence or two for each. */
import type { Alarm } from "@coffer/client";
import type { Problem } from "../engine/problems.ts";

/** The sentences for a problem. */
export function problemText(problem: Problem): string {
  switch (problem.code) {
    case "offline":
      return "The server cannot be reached. Are you online?";
    case "connection-lost":
      return "The connection was lost. What you entered is safe on this device.";
    case "server-changed":
      return "This is not the server that this browser knows: its keys differ. Nothing was sent. If its owner set it up anew, ask them; otherwise somebody may be in between.";
    case "server-misbehaves":
      return "The server does not keep to the protocol. Nothing of it was believed.";
    case "login-refused":
      return "Name, password or account secret are wrong, or this device was removed.";
    case "server-refused":
    case "refused":
      return refusalText(problem.reason);
    case "alarm":
    case "stopped":
      return problem.alarm === undefined
        ? "Something was wrong with what the server sent."
        : alarmText(problem.alarm);
    case "device-refused":
      return "This device was removed from the account. What it has stays readable. To come back, log out, forget the account here, and log in with the newest kit or a link code.";
    case "key-missing":
      return "This device still lacks the newest key. It comes as soon as another of your devices has synced.";
    case "update-needed":
      return "Your budget was written by a newer Coffer. Reload the page to update; reading still works.";
    case "secret-needed":
      return "This browser does not know the account yet: use a link code or the recovery kit.";
    case "home-in-use":
      return `This browser already belongs to ${problem.name ?? "another account"}. Log out and forget it first.`;
    case "home-empty":
      return "There is no account in this browser.";
    case "home-damaged":
      return "What this browser has of the account is damaged. Forget it here, then log in again.";
    case "password-wrong":
      return "That is not the password.";
    case "password-too-short":
      return "A password has at least 12 characters. A few unrelated words are easy to remember.";
    case "password-too-long":
      return "A password has at most 1,024 characters.";
    case "password-not-unicode":
      return "The password has a character that is none.";
    case "login-name-invalid":
      return "A name has 1 to 64 letters, digits or . _ @ + -";
    case "link-code-invalid":
      return "A link code has 16 letters and digits.";
    case "link-not-found":
      return "There is no such code. It works once, for ten minutes: make a new one on your other device.";
    case "too-many-devices":
      return "The account has as many devices as it may have. Remove one in Settings on another device.";
    case "too-large":
    case "invalid-change-set":
      return "That is too much, or too long, to be kept.";
    case "unknown-change-set":
    case "already-taken-back":
    case "nothing-to-undo":
      return "There is nothing to take back any more.";
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
      return "What was it? For example: 12.50 lunch";
    case "account-missing":
      return "Choose an account. A transfer needs two different ones.";
    case "name-missing":
      return "A name is needed.";
    case "name-used":
      return `There is an account named ${name ?? "so"} already.`;
    case "date-wrong":
      return "That is no date.";
    case "rule-wrong":
      return "Three percentages that make 100 together, such as 50/30/20.";
    case "plan-wrong":
      return "Something in this plan is missing or not a number.";
    case "kit-wrong":
      return field === undefined
        ? "That is no recovery kit."
        : `That is no complete recovery kit: the line “${field}” is missing or wrong.`;
    case "gone":
      return "It is not there any more: perhaps it was deleted on another device.";
    case "nothing-to-import":
      return "Nothing to import: it is all there.";
    case "same-account":
      return "From and to are the same account.";
    case "amount-needed":
      return "That account is in another currency. Type the amount there.";
    case "received-needed":
      return "The two accounts have different currencies. Type what arrived.";
    case "moves-less-than-nothing":
      return "A transfer moves more than nothing; turn From and To around.";
    case "in-parts":
      return "It is in parts. Change the amounts of its parts instead.";
    case "parts-differ":
      return "The parts do not add up to the amount yet.";
    case "too-few-parts":
      return "Two parts at least, or none.";
    case "too-many-parts":
      return "Fifty parts at most.";
    case "query":
      return "Something in the search is not understood.";
    case "too-many":
      return "That is too many at once. Narrow down what is shown, or choose fewer.";
    case "device-unknown":
      return "That device cannot be removed from here.";
    case "sample":
      return "This is sample data, which has no account. Begin your own budget to use this.";
    case "not-open":
      return "The account is locked.";
    default:
      return refusedText(code, name);
  }
}

/** Why a change of categories, or a statement, was not taken. */
function refusedText(code: Problem["code"], name: Problem["name"]): string {
  switch (code) {
    case "category-name":
      return "A category needs a name of at most 100 characters, without a colon.";
    case "category-name-used":
      return `There is a category named ${name ?? "so"} already.`;
    case "category-levels":
      return "There are two levels: a category that has others in it cannot be put into another one.";
    case "category-kinds-differ":
      return "Categories for money spent and for money earned are not mixed.";
    case "category-has-own":
      return "Other categories are in it. Move or merge those first.";
    case "category-in-use":
      return "Transactions have it. Merge it into another category instead.";
    case "statement-too-old":
      return "There is a later statement already.";
    case "statement-differs":
      return "The statement and what is ticked do not come to the same any more. Look again.";
    case "statement-open-max":
      return "So many transactions are not ticked that this cannot be this account's statement.";
    case "unknown-account":
    case "unknown-category":
    case "unknown-bucket":
      return "It is not there any more: perhaps it was changed on another device.";
    default:
      return "Something failed in this browser. What was saved before is safe; reload the page and try again.";
  }
}

function amountText(code: Problem["amount"]): string {
  switch (code) {
    case "too-many-decimals":
      return "That has more decimals than the currency.";
    case "division-by-zero":
      return "That divides by zero.";
    case "too-large":
      return "That is more than Coffer can count.";
    case "other-currency":
      return "That amount is in another currency.";
    case "empty":
      return "An amount is needed, such as 12.50.";
    default:
      return "That does not begin with an amount, such as 12.50 or 12.5+3*2.";
  }
}

/** What a server, or this device's disk, was caught at. */
export function alarmText(alarm: Alarm): string {
  switch (alarm.kind) {
    case "entry-refused":
    case "entry-malformed":
      return "The server sent something that none of your devices has signed. It was not taken over.";
    case "log-damaged":
      return "The copy in this browser is damaged. Lock and unlock: it repairs itself from the server.";
    case "rollback":
      return "The server shows less than this browser has already seen: an old copy, or entries held back.";
    case "fork":
      return "The server shows another history than the one this browser has seen.";
    case "vault-replaced":
      return "The server shows another budget in place of yours.";
    case "foreign-device":
      return "A device that is none of yours may write to your budget.";
  }
}

function refusalText(reason: Problem["reason"]): string {
  switch (reason) {
    case "login-refused":
      return "Name, password or account secret are wrong, or this device was removed.";
    case "rate-limited":
      return "Too many attempts. Wait a minute and try again.";
    case "name-taken":
      return "That name is taken at this server. Choose another one.";
    case "registration-closed":
      return "This server takes no new accounts.";
    case "invitation-refused":
      return "This server needs an invitation, and this one is missing, used or too old.";
    case "session-ended":
      return "The session has ended: the password was changed, or the device was removed.";
    case "unavailable":
      return "The server's storage does not answer or is full. Nothing is lost; try again later.";
    case "quota-exceeded":
      return "The account's share of the server's storage is used up.";
    case "generation-conflict":
      return "Another device changed this at the same time. Try again.";
    default:
      return "The server did not accept that. What you entered is safe on this device.";
  }
}
