/**
 * A household to look around in: twelve months of pay, rent, a card, savings, a refund and a few things that wait
 * for review. The same day gives the same household, id by id: no clock and no chance is in it. It is meant for
 * memory alone and is never sealed, stored or sent.
 */
import type { Change, ChangeSet } from "../book/change.ts";
import { changeSetsOf } from "../book/change-sets.ts";
import { SETTINGS_ID, type Id } from "../book/id.ts";
import type { AccountFields, TransactionFields } from "../book/records.ts";
import { starterChanges } from "../book/starter.ts";
import type { StarterLanguage } from "../book/starter-categories.ts";
import { civilFromDay, dayFromCivil, daysInMonth, type Day } from "../calendar/day.ts";
import { minorDigits, type CurrencyCode } from "../money/currency.ts";
import { roundedQuotient } from "../money/rounding.ts";
import { assert } from "../result.ts";
import {
  samplePay,
  samplePayments,
  sampleSaved,
  sampleStreaming,
  sampleUnsorted,
  type SampleAccount,
} from "./sample-payments.ts";

export interface SampleOptions {
  readonly today: Day;
  readonly currency: CurrencyCode;
  readonly language: StarterLanguage;
}

/** Months before the one that runs. */
const monthsBack = 12;

/** What a euro or a dollar is about worth in others, so that a rent looks like a rent. */
const unitsByCurrency: Readonly<Record<string, bigint>> = {
  BRL: 5n,
  CZK: 22n,
  DKK: 7n,
  INR: 80n,
  JPY: 150n,
  MXN: 18n,
  NOK: 11n,
  PLN: 4n,
  SEK: 11n,
};

/** The change sets that make the household, in order; they count as the start of the book, which is not undone. */
export function sampleChangeSets(options: SampleOptions): readonly ChangeSet[] {
  const source = { newId: idCounter(), nowSeconds: () => options.today * 86_400 };
  const household = new Household(options, source.newId);
  return changeSetsOf(source, "start", household.changes());
}

/** Ids of this household, one after the other; no random id looks like these. */
function idCounter(): () => Id {
  let count = 0;
  return () => {
    count += 1;
    return `5a${count.toString(16).padStart(30, "0")}` as Id;
  };
}

/** A month by its number since year 0, and its place before the one that runs: 0 is that one. */
type Month = { readonly year: number; readonly month: number; readonly ago: number };

class Household {
  readonly #options: SampleOptions;
  readonly #newId: () => Id;
  readonly #accounts = new Map<SampleAccount, Id>();
  readonly #categories = new Map<string, Id>();
  readonly #changes: Change[] = [];

  constructor(options: SampleOptions, newId: () => Id) {
    this.#options = options;
    this.#newId = newId;
  }

  changes(): readonly Change[] {
    this.#begin();
    const { today } = this.#options;
    const { year, month } = civilFromDay(today);
    for (let ago = monthsBack; ago >= 0; ago -= 1) {
      const index = year * 12 + (month - 1) - ago;
      this.#addMonth({ year: Math.floor(index / 12), month: (index % 12) + 1, ago });
    }
    this.#addNewest();
    return this.#changes;
  }

  /** Settings, the starter set, and the accounts that it does not have. */
  #begin(): void {
    const { currency, language } = this.#options;
    this.#changes.push({ table: "settings", id: SETTINGS_ID, fields: { currency } });
    const starter = starterChanges({ language, currency, newId: this.#newId });
    const english = starterChanges({ language: "en", currency, newId: this.#newId });
    for (const [place, change] of starter.entries()) {
      this.#changes.push(change);
      const named = english[place];
      if (change.table === "category" && named?.table === "category") {
        this.#categories.set(named.fields.name ?? "", change.id);
      }
      if (change.table === "account") {
        this.#accounts.set(change.fields.role === "cash" ? "cash" : "current", change.id);
        const openingMinor = this.#minor(change.fields.role === "cash" ? 40_000 : 210_000);
        this.#changes.push({ table: "account", id: change.id, fields: { openingMinor } });
      }
    }
    const isGerman = language === "de";
    this.#addAccount("card", { name: isGerman ? "Kreditkarte" : "Credit card", role: "card" }, 0);
    this.#addAccount(
      "savings",
      { name: isGerman ? "Sparkonto" : "Savings", role: "savings" },
      60_000,
    );
    const invested = { name: isGerman ? "Depot" : "Investments", role: "investment" } as const;
    this.#addAccount("invested", invested, 480_000);
  }

  #addAccount(
    account: SampleAccount,
    fields: Pick<AccountFields, "name" | "role">,
    openingCents: number,
  ): void {
    const id = this.#newId();
    this.#accounts.set(account, id);
    const { currency } = this.#options;
    const openingMinor = this.#minor(openingCents);
    const order = this.#accounts.size;
    this.#changes.push({
      table: "account",
      id,
      fields: { ...fields, currency, openingMinor, order },
    });
  }

  #addMonth(month: Month): void {
    const { ago } = month;
    const period = ago < samplePay.raiseMonthsAgo ? "since" : "before";
    this.#add(month, 1, {
      kind: "income",
      text: "Atlas Works",
      category: this.#category("Salary"),
      minor: this.#minor(samplePay[period]),
    });
    this.#move(month, 2, "current", "savings", sampleSaved.savings[period]);
    this.#move(month, 2, "current", "invested", sampleSaved.invested[period]);
    this.#move(month, 3, "current", "cash", 26_000);
    let onCard = 0;
    for (const [place, payment] of samplePayments.entries()) {
      const { category, text, account, days, cents, spread, every = 1 } = payment;
      if ((ago + place) % every !== 0) continue;
      for (const [turn, day] of days.entries()) {
        const amount = cents + wave(month, place * 31 + turn, spread);
        if (account === "card") onCard += amount;
        this.#spend(month, day, { account, category, text }, amount);
      }
    }
    this.#spend(
      month,
      1,
      { account: "card", category: "Subscriptions", text: "Filmbox" },
      ago === 0 ? sampleStreaming.now : sampleStreaming.before,
    );
    this.#move(month, 28, "current", "card", onCard);
    this.#addOccasions(month);
  }

  /** What happened once: a holiday out of the savings, a windfall, a refund. */
  #addOccasions(month: Month): void {
    const { ago } = month;
    if (ago === 5) {
      this.#move(month, 12, "savings", "current", 320_000);
      const trip = { account: "current", category: "Travel" } as const;
      this.#spend(month, 14, { ...trip, text: "Blue Coast Airways" }, 98_000);
      this.#spend(month, 15, { ...trip, text: "Hotel Miramar" }, 164_000);
    }
    if (ago === 6) {
      this.#add(month, 18, {
        kind: "income",
        text: "Tax office",
        category: this.#category("Benefits & refunds"),
        minor: this.#minor(61_500),
        windfall: true,
      });
    }
    if (ago === 1) {
      this.#add(month, 20, {
        kind: "refund",
        account: this.#account("card"),
        text: "Threads & Co",
        category: this.#category("Clothing"),
        minor: this.#minor(4_900),
      });
    }
  }

  /** The newest days: what the bank told and nobody has looked at, and a reservation that was never booked. */
  #addNewest(): void {
    const { today } = this.#options;
    const batch = this.#newId();
    const account = this.#account("card");
    for (const { daysAgo, text, cents } of sampleUnsorted) {
      const minor = -this.#minor(cents);
      this.#addOn(today - daysAgo, { kind: "expense", account, text, minor, batch });
    }
    const deposit = { kind: "expense", account, text: "Rentals deposit", pending: true } as const;
    const category = this.#category("Car");
    this.#addOn(today - 12, { ...deposit, category, minor: -this.#minor(15_000), batch });
    const count = sampleUnsorted.length + 1;
    this.#changes.push({
      table: "batch",
      id: batch,
      fields: {
        files: ["card-statement.csv"],
        format: "CSV",
        fingerprints: ["sample"],
        counts: { new: count, same: 0, maybe: 0, changed: 0, skipped: 0 },
        account,
      },
    });
  }

  #spend(
    month: Month,
    dayOfMonth: number,
    what: { readonly account: SampleAccount; readonly category: string; readonly text: string },
    cents: number,
  ): void {
    this.#add(month, dayOfMonth, {
      kind: "expense",
      account: this.#account(what.account),
      category: this.#category(what.category),
      text: what.text,
      minor: -this.#minor(cents),
    });
  }

  #move(
    month: Month,
    dayOfMonth: number,
    from: SampleAccount,
    to: SampleAccount,
    cents: number,
  ): void {
    this.#add(month, dayOfMonth, {
      kind: "transfer",
      account: this.#account(from),
      text: this.#options.language === "de" ? "Umbuchung" : "Transfer",
      minor: -this.#minor(cents),
      transferAccount: this.#account(to),
      transferMinor: this.#minor(cents),
    });
  }

  /** Adds a transaction of the current account, unless another is said; what is still to come is not there yet. */
  #add({ year, month }: Month, dayOfMonth: number, fields: Partial<TransactionFields>): void {
    const day = dayFromCivil(year, month, Math.min(dayOfMonth, daysInMonth(year, month)));
    assert(day !== undefined, "a month of the sample is in the calendar");
    if (day <= this.#options.today)
      this.#addOn(day, { account: this.#account("current"), ...fields });
  }

  #addOn(day: Day, fields: Partial<TransactionFields>): void {
    this.#changes.push({ table: "transaction", id: this.#newId(), fields: { day, ...fields } });
  }

  #account(account: SampleAccount): Id {
    const id = this.#accounts.get(account);
    assert(id !== undefined, "the sample has its accounts");
    return id;
  }

  #category(name: string): Id {
    const id = this.#categories.get(name);
    assert(id !== undefined, "the sample names starter categories");
    return id;
  }

  /** Minor units of hundredths of a euro or a dollar. */
  #minor(cents: number): bigint {
    const { currency } = this.#options;
    const scale = 10n ** BigInt(minorDigits(currency));
    return roundedQuotient(BigInt(cents) * (unitsByCurrency[currency] ?? 1n) * scale, 100n);
  }
}

/** A whole number from −spread to spread that a month and a number give, so that no two months are alike. */
function wave({ year, month }: Month, number: number, spread: number): number {
  if (spread === 0) return 0;
  let mixed = Math.imul(year * 12 + month, 0x9e37_79b1) ^ Math.imul(number + 1, 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b_3c6d);
  mixed ^= mixed >>> 13;
  return ((mixed >>> 0) % (2 * spread + 1)) - spread;
}
