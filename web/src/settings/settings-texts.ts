/** The words of Settings. */
import { _, translated } from "@coffer/client/texts";

export const settingsTexts = translated({
  title: "Settings",
  sections: "Parts of the settings",
  names: {
    "/settings": "General",
    "/settings/categories": "Categories",
    "/settings/rules": "Rules",
    "/settings/appearance": "Appearance",
    "/settings/devices": "Devices",
    "/settings/security": "Security",
    "/settings/data": "Your data",
  },

  household: "Household",
  householdName: "Name of the household",
  householdHint: "Shown to those who share it. Rule, income and periods are set in Budget.",
  save: "Save",
  saved: "Saved.",
  toBudget: "Go to Budget",

  colours: "Colours",
  colourNames: { system: "As the system has them", light: "Light", dark: "Dark" },
  highContrast: "More contrast",
  here: "Kept in this browser; your other devices have their own.",
  language: "Language and formats",
  amounts: "Amounts",
  hideAmounts: "Hide every amount (the letter h does it anywhere)",
  hideHint: "Each one reads ••• until you show them again. What you type stays readable.",
  idle: "Lock by itself",
  idleLabel: "Lock when nobody has touched it for",
  idleMinutes: (minutes: number) =>
    _("{minutes, plural, one {# minute} other {# minutes}}", { minutes }),
  idleHint: "Locking ends the part of the page that has the keys.",
  loading: "Loading",
  signedInAs: (name: string) => _("Logged in as {name}", { name }),
  password: "Your password",
  confirm: "Go on",
  cancel: "Cancel",
  busy: "Working…",

  link: "Let another device in",
  linkHint:
    "Makes a code that lets a second browser or terminal into this account, together with your password. It works once, for ten minutes.",
  linkDo: "Make a code",
  linkCode: "Link code",
  linkQr: "QR code to log in with",
  linkScan: "A phone that scans this opens the login with the code filled in.",
  linkUse: (server: string) =>
    _(
      "On the other device: open {server}, choose “I have an account”, and type this code and your password. In a terminal: coffer login --server {server} --link CODE",
      { server },
    ),

  devices: "Devices",
  thisOne: "this one",
  revoked: "removed",
  seen: (when: string) => _("last seen {when}", { when }),
  neverSeen: "not seen yet",
  revoke: "Remove",
  revokeOf: (name: string) => _("Remove {name}", { name }),
  revokeTitle: (name: string) => _("Remove {name}?", { name }),
  revokeText:
    "It can read nothing that is written from now on. Because it may be in a thief's hands, you get a new recovery kit, and the old one stops working.",

  credentials: "Password and recovery kit",
  changePassword: "Change the password",
  changeText: "Other devices ask for the new password at their next login.",
  old: "Old password",
  changed: "The password is changed.",
  newKit: "Make a new recovery kit",
  newKitText: "The old kit stops working as soon as the new one is made.",

  export: "Export",
  exportText:
    "Everything in an open format. The file is not encrypted: whoever has it can read it. Needs no server.",
  formats: {
    json: "Everything as JSON",
    csv: "Transactions as CSV",
    ofx: "OFX 2.2",
    qif: "QIF",
    journal: "hledger, ledger",
    beancount: "Beancount",
  },
  exportTitle: "Export",

  verify: "Check the server",
  verifyText:
    "Compare these with another of your devices (in a terminal: coffer verify). The safety number says whose keys they are. The head codes are equal when both have read the same; if they stay different, the server hides something from one of them.",
  safety: "Safety number",
  vaultHead: (seq: number) => _("Head code, budget (entry {seq})", { seq: String(seq) }),
  accountHead: (seq: number) => _("Head code, account (entry {seq})", { seq: String(seq) }),
  unreadable: (count: number) =>
    _("{count, plural, one {# entry could not be read.} other {# entries could not be read.}}", {
      count,
    }),

  importTitle: "Import",
  importText: "Files of your bank (CSV, OFX, QIF and others), or what you exported elsewhere.",
  importDo: "Import files",

  keyboard: "Keyboard",
  letters: "Single letters are shortcuts (press ? for the list)",

  leave: "Log out",
  leaveText:
    "The account stays on this browser, sealed. The next use begins with a login, for which the password is enough.",
  logOut: "Log out",
  forget: "Log out and forget",

  limits: "What is not protected",
  limitsText: [
    "A lost password and a lost kit, with no device left, mean that everything is lost.",
    "Whoever controls the server can change this page's program, and so read what you type. The terminal client does not depend on the server for its program.",
    "The server sees your name, your devices, and when and how much you write; not what.",
  ],
});
