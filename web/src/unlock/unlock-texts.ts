/** The words of unlocking, logging in and recovering. */
import { _, translated } from "@coffer/client/texts";

export const unlockTexts = translated({
  locked: (name: string) => _("Welcome back, {name}", { name }),
  lockedHint: "Your budget is on this device, sealed. The password opens it, also offline.",
  signedOutHint: "You logged out here. Logging in needs the server once.",
  password: "Password",
  unlock: "Unlock",
  logIn: "Log in",
  busy: "Opening…",
  forgot: "Forgot the password? Use the recovery kit",
  forget: "Forget this account here",
  forgetTitle: "Forget the account in this browser?",
  forgetText:
    "Everything of it is removed from this browser, also what was not sent yet. Coming back then needs a link code or the recovery kit.",
  forgetDo: "Forget it",
  cancel: "Cancel",

  newTitle: "Log in on this browser",
  newHint:
    "This browser does not know your account yet. A device that is logged in can let it in, or your recovery kit can.",
  way: "What do you have?",
  byLink: "Another device that is logged in",
  byKit: "The recovery kit",
  code: "Link code",
  codeHint: "On the other device: Settings, “Let another device in”; in a terminal: coffer link",
  kit: "Recovery kit",
  kitHint:
    "Paste all of it, or choose the file. The line “account secret” alone will do too, with your name.",
  kitFile: "Choose the file",
  name: "Name",
  nameHint: "Not needed with the whole kit.",
  start: "I have no account yet",

  recoverTitle: "Set a new password",
  recoverHint:
    "With the recovery kit. The old password and this kit are of no use afterwards; you get a new kit.",
  recover: "Set the password",
  back: "Back",
});
