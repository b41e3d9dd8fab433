/** The budget of the first page until it is saved: in this page's memory alone, gone with a reload. */
import { useSyncExternalStore } from "react";
import type { Cycle } from "@coffer/ledger";
import { today } from "../engine/today.ts";

export type Often = "monthly" | "biweekly" | "weekly" | "semi-monthly";

export interface Draft {
  readonly income: string;
  readonly currency: string;
  readonly often: Often;
  /** Id of a preset. */
  readonly rule: string;
}

export const currencies = [
  "USD",
  "EUR",
  "GBP",
  "CHF",
  "CAD",
  "AUD",
  "NZD",
  "JPY",
  "INR",
  "SEK",
  "NOK",
  "DKK",
  "PLN",
  "CZK",
  "BRL",
  "MXN",
] as const;

const currencyByRegion: Readonly<Record<string, string>> = {
  US: "USD",
  GB: "GBP",
  CH: "CHF",
  CA: "CAD",
  AU: "AUD",
  NZ: "NZD",
  JP: "JPY",
  IN: "INR",
  SE: "SEK",
  NO: "NOK",
  DK: "DKK",
  PL: "PLN",
  CZ: "CZK",
  BR: "BRL",
  MX: "MXN",
};
const euroRegions = "AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK".split(" ");

let draft: Draft = {
  income: "",
  currency: usualCurrency(),
  often: "monthly",
  rule: "balanced",
};
const listeners = new Set<() => void>();

export function changeDraft(changes: Partial<Draft>): void {
  draft = { ...draft, ...changes };
  for (const listener of listeners) listener();
}

export function useDraft(): Draft {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => draft,
  );
}

/** The pay cycle that was chosen; every other week counts from today, which Budget can change. */
export function cycleOf(often: Often): Cycle {
  switch (often) {
    case "monthly":
      return { kind: "calendar-month" };
    case "semi-monthly":
      return { kind: "semi-monthly", firstDay: 1, secondDay: 15 };
    case "weekly":
    case "biweekly":
      return { kind: often, anchor: today() };
  }
}

function usualCurrency(): string {
  const { region = "" } = new Intl.Locale(navigator.language).maximize();
  return euroRegions.includes(region) ? "EUR" : (currencyByRegion[region] ?? "USD");
}
