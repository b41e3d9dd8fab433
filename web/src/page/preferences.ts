/**
 * How this browser shows things. Kept in this browser alone, readable by whoever uses it, and so nothing that says
 * anything about a budget.
 */
import { useSyncExternalStore } from "react";

export const colourChoices = ["system", "light", "dark"] as const;
export const idleChoices = [1, 2, 5, 15, 30, 60] as const;

export interface Preferences {
  readonly colours: (typeof colourChoices)[number];
  /** More contrast than the usual colours have, also where the system does not ask for it. */
  readonly isHighContrast: boolean;
  readonly areAmountsHidden: boolean;
  readonly areLettersOn: boolean;
  /** After how many minutes without a touch the account is locked. */
  readonly idleMinutes: (typeof idleChoices)[number];
}

const usual: Preferences = {
  colours: "system",
  isHighContrast: false,
  areAmountsHidden: false,
  areLettersOn: true,
  idleMinutes: 5,
};

const storageKey = "coffer.preferences";
const listeners = new Set<() => void>();
let current: Preferences | undefined;

export function preferences(): Preferences {
  current ??= read();
  return current;
}

/** Sets what is named, for this browser. */
export function prefer(wanted: Partial<Preferences>): void {
  current = { ...preferences(), ...wanted };
  try {
    localStorage.setItem(storageKey, JSON.stringify(current));
  } catch {
    // A browser that keeps nothing: it holds until the page is closed.
  }
  wear();
  for (const listener of listeners) listener();
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, preferences);
}

/** Puts the wanted colours on the page, now and whenever the system's wish changes; tokens.css has them. */
export function startPreferences(): void {
  wear();
  contrastWish().addEventListener("change", wear);
}

/** What the system wishes, in this browser. */
function contrastWish(): MediaQueryList {
  return matchMedia("(prefers-contrast: more)");
}

function wear(): void {
  const { colours, isHighContrast } = preferences();
  const { dataset } = document.documentElement;
  if (colours === "system") delete dataset["colours"];
  else dataset["colours"] = colours;
  if (isHighContrast || contrastWish().matches) dataset["contrast"] = "more";
  else delete dataset["contrast"];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(): Preferences {
  try {
    const kept = JSON.parse(localStorage.getItem(storageKey) ?? "{}") as unknown;
    return preferencesFrom(kept);
  } catch {
    return usual;
  }
}

/** What was kept, as far as it makes sense. */
export function preferencesFrom(kept: unknown): Preferences {
  if (typeof kept !== "object" || kept === null) return usual;
  const { colours, isHighContrast, areAmountsHidden, areLettersOn, idleMinutes } = kept as Partial<
    Record<keyof Preferences, unknown>
  >;
  return {
    colours: colourChoices.find((choice) => choice === colours) ?? usual.colours,
    isHighContrast: isHighContrast === true,
    areAmountsHidden: areAmountsHidden === true,
    areLettersOn: areLettersOn !== false,
    idleMinutes: idleChoices.find((choice) => choice === idleMinutes) ?? usual.idleMinutes,
  };
}
