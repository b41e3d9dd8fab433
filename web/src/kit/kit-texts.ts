/** The words around the recovery kit. */
import { _, translated } from "@coffer/client/texts";

export const kitTexts = translated({
  title: "Keep your recovery kit",
  why: "If you forget the password, this kit is the only way back. Nobody else has it, not even the server. It is shown once.",
  newer: "It replaces the kit that you had before, which is of no use any more.",
  kit: "Recovery kit",
  qr: "The recovery kit as a QR code",
  qrHint: "The same text as a QR code, so that nobody has to type it from paper.",
  paper: (name: string) =>
    _(
      "Coffer · recovery kit of {name}. Whoever has this page can open the account: keep it where only you look.",
      { name },
    ),
  download: "Download",
  print: "Print",
  copy: "Copy",
  copied: "Copied. Paste it where only you look.",
  fileName: (name: string) => _("coffer-kit-{name}.txt", { name }),
  check: "Did you keep it?",
  checkHint: "Type two groups of the line “recovery secret” from where you put it.",
  group: (place: number) => _("Group {place}", { place }),
  wrong: "That is another group. Look at the line “recovery secret”.",
  done: "I have kept it",
});
