/** The words about versions of the page, use without a network, and what the browser keeps. */
import { translated } from "@coffer/client/texts";

export const offlineTexts = translated({
  update: "Update",
  updateReady: "Another version of Coffer is ready.",
  updateMeans:
    "Updating opens Coffer anew in every tab, and locks it. What you have added is safe.",
  updateNow: "Update now",
  updating: "Updating…",
  later: "Later",

  title: "On this device",
  offlineReady: "Coffer opens here without a network, too. What you add then is sent later.",
  offlineNotReady:
    "This browser does not keep Coffer itself: without a network the page cannot be opened.",
  kept: "The browser has agreed to keep your budget until you forget it here.",
  mayEvict:
    "The browser may delete what it keeps for Coffer when space runs short, or when you have not been here for weeks. Your recovery kit brings everything back that was sent; what still waits to be sent would be lost.",
  askToKeep: "Ask the browser to keep it",
  keepRefused: "The browser did not agree. Many do so only for apps that are installed.",
  install: "Install Coffer as an app",
  version: "Version of this page",
  versionHint:
    "In a terminal, coffer verify-web compares the page that your server shows with the program that you have there, and prints the same code.",
});
