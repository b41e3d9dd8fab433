/** Readers of what people type: kit, secrets, names, amounts, dates, durations. */
import { parseDuration } from "../../../cli/src/duration.ts";
import { dayToText, isDay, parseDay } from "../../../ledger/src/calendar/day.ts";
import { parsePeriod } from "../../../ledger/src/calendar/period.ts";
import { dayOf, readDateCell } from "../../../ledger/src/import/date-cell.ts";
import {
  readAmountCell,
  separatorEvidence,
  toPlainNumber,
} from "../../../ledger/src/import/amount-cell.ts";
import { formatExact, readExactAmount } from "../../../ledger/src/import/exact-amount.ts";
import { AMOUNT_MINOR_MAX } from "../../../ledger/src/money/allocate.ts";
import { formatPlainAmount, parseAmount } from "../../../ledger/src/money/amount-text.ts";
import { parseCurrency } from "../../../ledger/src/money/currency.ts";
import { readNumber } from "../../../ledger/src/money/number-text.ts";
import { formatSecret } from "../../../protocol/src/base32.ts";
import { parseLoginName, parsePassword } from "../../../protocol/src/credentials.ts";
import { parseLinkCode } from "../../../protocol/src/link.ts";
import { formatKit, parseAccountSecret, parseKit } from "../../../protocol/src/recovery-kit.ts";
import { again, must, reading, textBytes, tokensOf, asText, type Target } from "../target.ts";
import { hexBytes, vectors } from "../vectors.ts";

const eur = currency("EUR");
const kwd = currency("KWD");
const jpy = currency("JPY");
const locales = ["en-US", "de-DE", "fr-CH"] as const;

const kit = vectors("kit") as { readonly text: string; readonly accountSecret: string };
const numberTokens = tokensOf(
  ".",
  ",",
  "'",
  "\u00a0",
  "\u202f",
  "-",
  "\u2212",
  "+",
  "*",
  "/",
  "(",
  ")",
  "\u20ac",
  "$",
  "EUR",
  "usd",
  "0",
  "000",
  "999",
  "1e9",
  "\uff11",
  "\u0661",
  "\u200f",
  "CR",
  "DR",
  "%",
  "99999999999999",
);
const dateTokens = tokensOf(
  "-",
  "/",
  ".",
  " ",
  "T",
  "Z",
  "0",
  "31",
  "29",
  "02",
  "2024",
  "Jan",
  "m\u00e4r",
  "12:30",
);

function currency(code: string) {
  const parsed = parseCurrency(code);
  must(parsed !== undefined, "the currency is one");
  return parsed;
}

const readKit = (text: string) => {
  const parsed = parseKit(text);
  return parsed.ok ? parsed.value : undefined;
};
const readName = (text: string) => {
  const parsed = parseLoginName(text);
  return parsed.ok ? parsed.value : undefined;
};
const readPassword = (text: string) => {
  const parsed = parsePassword(text);
  return parsed.ok ? parsed.value : undefined;
};
const secretTargets: readonly Target[] = [
  {
    name: "recovery kits",
    samples: [textBytes(kit.text), textBytes(kit.text.replaceAll("\n", "\r\n"))],
    tokens: tokensOf(
      "\n",
      "\r\n",
      ": ",
      "vault: ",
      "server: ",
      "1",
      " ",
      "0",
      "\ufeff",
      "https://",
    ),
    inputs: 3_000,
    take: reading(readKit, again(readKit, formatKit)),
  },
  {
    name: "account secrets",
    samples: [textBytes(formatSecret(hexBytes(kit.accountSecret)))],
    tokens: tokensOf("-", " ", "O", "l", "I", "U", "0", "z", "\u0131"),
    inputs: 3_000,
    take: reading(parseAccountSecret, again(parseAccountSecret, formatSecret)),
  },
  {
    name: "link codes",
    samples: tokensOf("ABCD-EFGH-JKMN-PQRS", "0123456789abcdef") as Target["samples"],
    tokens: tokensOf("-", " ", "O", "l", "U"),
    inputs: 2_000,
    take: reading(parseLinkCode, (code) =>
      must(parseLinkCode(code) === code, "a code is canonical"),
    ),
  },
  {
    name: "login names",
    samples: tokensOf("zoë@example.org", "ADA", "\uff21\u0301") as Target["samples"],
    tokens: tokensOf("\ufb01", "\u0130", "\u1e9e", "\u212a", "@", " ", "\u0345", "\u{1d400}"),
    inputs: 3_000,
    take: reading(readName, (name) => must(readName(name) === name, "a name is canonical (O1)")),
  },
  {
    name: "passwords",
    samples: tokensOf("crème brûlée at noon", "correct horse battery") as Target["samples"],
    tokens: tokensOf("\ufdfa", "\u0301", "\ufb03", "\u{1f600}", " "),
    inputs: 2_000,
    take: reading(readPassword, (typed) =>
      must(readPassword(typed) === typed, "a password is canonical (O2)"),
    ),
  },
];

const amountTargets: readonly Target[] = [
  {
    name: "amounts as typed",
    samples: tokensOf(
      "12.50",
      "1.234,56 €",
      "(12.50)",
      "12.5+3*2",
      "1,234.5",
      "1 234,5",
    ) as Target["samples"],
    tokens: numberTokens,
    inputs: 3_000,
    take: (input) => {
      let isTaken = false;
      for (const locale of locales) {
        for (const code of [eur, kwd, jpy]) {
          const amount = parseAmount(asText(input), { currency: code, locale });
          if (!amount.ok) continue;
          isTaken = true;
          const { value } = amount;
          must(value <= AMOUNT_MINOR_MAX && value >= -AMOUNT_MINOR_MAX, "an amount has a maximum");
          const written = formatPlainAmount(value, { currency: code, locale });
          const next = parseAmount(written, { currency: code, locale });
          must(next.ok && next.value === value, `what is written as ${written} reads the same`);
        }
      }
      return isTaken;
    },
  },
  {
    name: "numbers",
    samples: tokensOf("1234", "1,234.56", "1.234.567", "0,5", "12,34,567") as Target["samples"],
    tokens: tokensOf(".", ",", "0", "000", "1"),
    inputs: 2_000,
    // Its caller lets digits and signs through, and nothing else.
    take: (input) => {
      const digits = asText(input).replaceAll(/[^\d.,]/g, "");
      const read = [".", ","].map((sign) => readNumber(digits, sign as "." | ","));
      for (const number of read) must((number?.denominator ?? 1n) > 0n, "a fraction is one");
      return read.some((number) => number !== undefined);
    },
  },
  {
    name: "amounts of bank files",
    samples: tokensOf(
      "-1.234,56",
      "1,234.56 CR",
      "USD 12.00-",
      "€ .50",
      "(3)",
    ) as Target["samples"],
    tokens: numberTokens,
    inputs: 3_000,
    take: reading(
      (text) => readAmountCell(text) ?? undefined,
      ({ digits }) => {
        separatorEvidence(digits);
        for (const sign of [".", ","] as const) {
          const plain = toPlainNumber(digits, sign);
          const exact = plain === null ? null : readExactAmount(plain);
          if (exact === null) continue;
          const next = readExactAmount(formatExact(exact, 0));
          must(
            next !== null &&
              next.units * 10n ** BigInt(exact.digits) === exact.units * 10n ** BigInt(next.digits),
            "an exact amount is exact",
          );
        }
      },
    ),
  },
];

const dateTargets: readonly Target[] = [
  {
    name: "days as typed",
    samples: tokensOf("2026-11-24", "2024-02-29") as Target["samples"],
    tokens: dateTokens,
    inputs: 2_000,
    take: reading(parseDay, (day, text) => {
      must(isDay(day), "a day is within the calendar");
      must(dayToText(day) === text, "a day has one text");
    }),
  },
  {
    name: "dates of bank files",
    samples: tokensOf(
      "24.11.2026",
      "11/24/26",
      "2026-11-24T10:00:00Z",
      "3 Jan 2025",
      "20261124",
      "1. März 2025",
    ) as Target["samples"],
    tokens: dateTokens,
    inputs: 3_000,
    take: reading(
      (text) => readDateCell(text) ?? undefined,
      (parts) => {
        for (const order of ["DMY", "MDY", "YMD"] as const) {
          const day = dayOf(parts, order);
          must(day === null || isDay(day), "a date is a day or none");
        }
      },
    ),
  },
  {
    name: "periods",
    samples: tokensOf("2026-11", "2026-11-13") as Target["samples"],
    tokens: dateTokens,
    inputs: 1_000,
    take: reading(
      (text) => {
        const period = parsePeriod({ kind: "calendar-month" }, text);
        return period.ok ? period.value : undefined;
      },
      ({ first, last }) => must(isDay(first) && isDay(last) && first <= last, "a period is one"),
    ),
  },
  {
    name: "durations",
    samples: tokensOf("90s", "15m", "8h") as Target["samples"],
    tokens: tokensOf("s", "m", "h", "0", "86400", "86401", "25", "\n"),
    inputs: 1_000,
    take: reading(parseDuration, (ms) =>
      must(Number.isSafeInteger(ms) && ms >= 1_000 && ms <= 86_400_000, "a duration is bounded"),
    ),
  },
];

export const textTargets: readonly Target[] = [...secretTargets, ...amountTargets, ...dateTargets];
