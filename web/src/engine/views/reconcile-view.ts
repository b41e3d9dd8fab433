/** An account against a statement that a person types: the difference, the rows, and what may explain it. */
import {
  guessDifference,
  parseAmount,
  parseDay,
  parseId,
  recordOf,
  reconciliation,
  statementDifference,
  type Book,
  type CurrencyCode,
  type Day,
  type Guess,
  type Id,
  type Reconciliation,
} from "@coffer/ledger";
import type { Host } from "../host.ts";
import { answer, refuse, type Answer } from "../problems.ts";
import { typedLocale } from "../typed-locale.ts";

/** What is typed and ticked. */
export interface StatementAsk {
  readonly accountId: string;
  /** ISO date. */
  readonly date: string;
  /** As typed; empty until it is. */
  readonly balance: string;
  /** Rows that are ticked though pending, or not ticked though not pending. */
  readonly toggled: readonly string[];
}

export interface StatementRowModel {
  readonly id: string;
  readonly day: Day;
  readonly minor: bigint;
  readonly text: string;
  readonly isTicked: boolean;
}

export interface GuessModel {
  readonly kind: Guess["kind"];
  readonly rows: readonly StatementRowModel[];
  readonly shouldBe: bigint | null;
  /** Whether the amount can be put right from here. */
  readonly canCorrect: boolean;
}

export interface ReconcileModel {
  readonly account: string;
  readonly currency: CurrencyCode;
  readonly previous: { readonly day: Day; readonly minor: bigint } | null;
  readonly drift: bigint;
  /** Oldest first. */
  readonly rows: readonly StatementRowModel[];
  /** Older rows that are not among `rows`, because they are too many: all of them count as ticked unless pending. */
  readonly rowsLeftOut: number;
  readonly ticked: bigint;
  /** Null until a balance is typed that can be read. */
  readonly statement: bigint | null;
  readonly difference: bigint | null;
  readonly guesses: readonly GuessModel[];
}

const rowsMax = 400;

/** What the Worker makes of what is typed; a balance that cannot be read is none yet. */
export function reconciliationModel(host: Host, ask: StatementAsk): Answer<ReconcileModel> {
  const { engine } = host;
  if (engine === undefined) return refuse({ code: "not-open" });
  const read = readStatement(engine.book, ask);
  if (!read.ok) return read;
  const { held, currency, account, ticked, minor } = read.value;
  const rows = held.rows.map((row) => ({ ...row, isTicked: ticked.has(row.id) }));
  const modelOf = ({ id, day, text, isTicked, minor: own }: (typeof rows)[number]) =>
    ({ id, day, text, isTicked, minor: own }) satisfies StatementRowModel;
  const difference = minor === null ? null : statementDifference(held, minor, ticked);
  const guesses = difference === null ? [] : guessDifference(held.rows, ticked, difference);
  const { previous } = held;
  return answer({
    account,
    currency,
    previous: previous === null ? null : { day: previous.day, minor: previous.minor },
    drift: held.driftMinor,
    rows: rows.slice(-rowsMax).map(modelOf),
    rowsLeftOut: Math.max(0, rows.length - rowsMax),
    ticked: -statementDifference(held, 0n, ticked),
    statement: minor,
    difference,
    guesses: guesses.map((guess) => {
      const about = guess.rows.flatMap((id) => rows.find((row) => row.id === id) ?? []);
      return {
        kind: guess.kind,
        rows: about.map(modelOf),
        shouldBe: guess.shouldBeMinor,
        canCorrect: guess.shouldBeMinor !== null && !about.some(({ isComposed }) => isComposed),
      };
    }),
  });
}

interface ReadStatement {
  readonly id: Id;
  readonly account: string;
  readonly currency: CurrencyCode;
  readonly day: Day;
  readonly held: Reconciliation;
  readonly ticked: ReadonlySet<Id>;
  readonly minor: bigint | null;
}

/** What was typed and ticked, in terms of the book. */
export function readStatement(book: Book, ask: StatementAsk): Answer<ReadStatement> {
  const id = parseId(ask.accountId);
  const account = id === undefined ? undefined : recordOf(book.tables.account, id);
  if (id === undefined || account === undefined) return refuse({ code: "unknown-account" });
  const day = parseDay(ask.date);
  if (day === undefined) return refuse({ code: "date-wrong" });
  const held = reconciliation(book, id, day);
  if (held === undefined) return refuse({ code: "unknown-account" });
  const toggled = new Set(ask.toggled);
  const ticked = held.rows.filter((row) => row.pending === toggled.has(row.id));
  const { currency } = account;
  const typed = parseAmount(ask.balance, { currency, locale: typedLocale() });
  return answer({
    id,
    account: account.name,
    currency,
    day,
    held,
    ticked: new Set(ticked.map((row) => row.id)),
    minor: typed.ok ? typed.value : null,
  });
}
