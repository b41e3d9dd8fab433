/** What the palette offers: screens, actions, accounts, categories. */
import type { Choices } from "../engine/view-models.ts";
import { frameTexts } from "../frame/frame-texts.ts";
import { goTo } from "../frame/shortcuts.ts";
import { engine } from "../page/engine-link.ts";
import { navigate } from "../page/location.ts";
import { prefer, type Preferences } from "../page/preferences.ts";
import { settingsPaths } from "../settings/settings-paths.ts";
import { settingsTexts } from "../settings/settings-texts.ts";
import { paletteTexts as texts } from "./palette-texts.ts";

export interface PaletteItem {
  /** Of its kind, and so of the list. */
  readonly id: string;
  readonly kind: keyof typeof texts.kinds;
  readonly name: string;
  /** The keys that do the same. */
  readonly keys?: string;
  readonly run: () => void;
}

/** What the palette does with the rest of the frame. */
export interface PaletteActions {
  readonly onUndo: (which: "undo" | "redo") => void;
  readonly onHelp: () => void;
}

export function paletteItems(
  choices: Choices | undefined,
  preferences: Preferences,
  actions: PaletteActions,
): readonly PaletteItem[] {
  return [
    ...doing(preferences, actions),
    ...going(),
    ...(choices?.accounts ?? []).flatMap(({ id, name }): readonly PaletteItem[] => [
      to(`account ${id}`, "account", name, `/transactions?account=${id}`),
      to(`reconcile ${id}`, "do", texts.reconcile(name), `/accounts/reconcile?account=${id}`),
    ]),
    ...(choices?.categories ?? []).map(({ id, path }) =>
      to(`category ${id}`, "category", path, `/transactions?category=${id}`),
    ),
  ];
}

function going(): readonly PaletteItem[] {
  return [
    ...Object.entries(frameTexts.screens).map(([path, name]) => to(path, "go", name, path)),
    ...settingsPaths
      .slice(1)
      .map((path) => to(path, "go", texts.settings(settingsTexts.names[path]), path)),
  ];
}

function doing(
  { areAmountsHidden, colours }: Preferences,
  { onUndo, onHelp }: PaletteActions,
): readonly PaletteItem[] {
  return [
    act("new", texts.newTransaction, () => goTo("/transactions", "#new-transaction"), "n"),
    act("find", texts.find, () => goTo("/transactions", "#find-transactions"), "/"),
    act(
      "amounts",
      areAmountsHidden ? texts.show : texts.hide,
      () => prefer({ areAmountsHidden: !areAmountsHidden }),
      "h",
    ),
    act("undo", texts.undo, () => onUndo("undo"), texts.keys.undo),
    act("redo", texts.redo, () => onUndo("redo"), texts.keys.redo),
    act("lock", texts.lock, () => void engine.lock(), texts.keys.lock),
    act("help", texts.shortcuts, onHelp, "?"),
    ...(["light", "dark", "system"] as const)
      .filter((choice) => choice !== colours)
      .map((choice) => act(choice, texts[choice], () => prefer({ colours: choice }))),
  ];
}

function to(id: string, kind: PaletteItem["kind"], name: string, path: string): PaletteItem {
  return { id, kind, name, run: () => navigate(path) };
}

function act(id: string, name: string, run: () => void, keys?: string): PaletteItem {
  return { id, kind: "do", name, run, ...(keys !== undefined && { keys }) };
}
