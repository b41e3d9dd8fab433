/** coffer rules: what transactions get that fit a query, for imports to come and for what is there. */
import { _, translated } from "@coffer/client/texts";
import { buildCommand, buildRouteMap, type RouteMap } from "@stricli/core";
import type { Engine } from "@coffer/client";
import {
  changeSetsOf,
  listedRowsOf,
  liveRules,
  newRule,
  removeRule,
  ruleDiff,
  rulePreview,
  RULES_LABEL,
  type Book,
  type Change,
  type RecordOf,
  type RuleError,
  type Result,
} from "@coffer/ledger";
import { bucketFrom } from "../bucket-from.ts";
import { here, newId } from "../change-set.ts";
import { commit, commitSets } from "../commit.ts";
import type { CliContext } from "../context.ts";
import {
  argument,
  jsonFlag,
  neededFlag,
  passwordFileFlag,
  switchFlag,
  textFlag,
  type CommonFlags,
} from "../flags.ts";
import { rowJson, rowsTable } from "../listed-rows.ts";
import { categoryNamed } from "../names.ts";
import { diffJson, diffText, ruleErrorText, ruleJson, rulesText } from "../rules-output.ts";
import { isYes, line, misuse, refuse, type Terminal } from "../terminal/terminal.ts";

const common = { passwordFile: passwordFileFlag, json: jsonFlag };
/** Transactions that are shown of those that a condition finds. */
const foundShownMax = 5;
/** Letters of an id that name a rule. */
const idPrefixMin = 4;

const list = buildCommand<CommonFlags, [], CliContext>({
  docs: translated({
    brief: "List the rules",
    fullDescription:
      "Lists the rules in their order; the first one that fits and says something wins.\n\n" +
      "Example: coffer rules",
  }),
  parameters: { flags: common },
  async func(flags) {
    const { book } = await this.account.openFresh(this.terminal, flags);
    print(this.terminal, book, flags);
  },
});

interface AddFlags extends CommonFlags {
  readonly if: string;
  readonly category?: string;
  readonly bucket?: string;
  readonly rename?: string;
  readonly apply?: boolean;
  readonly all?: boolean;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

const add = buildCommand<AddFlags, [], CliContext>({
  docs: translated({
    brief: "Add a rule",
    fullDescription:
      "Adds a rule: new rows of imports that fit get what it says. Shows what fits it now. With --apply it " +
      "also changes what is there, after showing old and new; what a person chose stays.\n\n" +
      'Example: coffer rules add --if "rewe amt:<200" --category groceries',
  }),
  parameters: {
    flags: {
      if: neededFlag("What fits, as coffer list takes it", "QUERY"),
      category: textFlag("Category that it gets", "C"),
      bucket: textFlag("Bucket that it counts in, whatever its category says", "BUCKET"),
      rename: textFlag("Text that it gets; the bank's is kept", "TEXT"),
      apply: switchFlag("Also change what is there"),
      all: switchFlag("Also change what a person chose"),
      yes: switchFlag("Do not ask"),
      dryRun: switchFlag("Write nothing"),
      ...common,
    },
  },
  async func(flags) {
    const { terminal } = this;
    const engine = await this.account.open(terminal, flags);
    const { book } = engine;
    const id = newId();
    const { category, bucket, rename } = flags;
    const wish = {
      query: flags.if,
      ...(category !== undefined && { category: categoryNamed(book, category).id }),
      ...(bucket !== undefined && { bucket: bucketFrom(book, bucket) }),
      ...(rename !== undefined && { text: rename }),
    };
    const changes = checked(newRule(book, id, wish, terminal.locale));
    if (flags.json !== true) terminal.out(foundText(book, flags.if, terminal));
    if (flags.dryRun === true) {
      if (flags.json === true)
        terminal.out(`${JSON.stringify(foundJson(book, flags.if, terminal))}\n`);
      return;
    }
    await commit(this, engine, "rule", changes);
    const rule = liveRules(engine.book).filter((each) => each.id === id);
    if (flags.apply === true) await applyRules(this, engine, rule, flags);
    else print(terminal, engine.book, flags);
  },
});

const test = buildCommand<CommonFlags, [string, ...string[]], CliContext>({
  docs: translated({
    brief: "Show what a condition finds",
    fullDescription:
      "Shows how many transactions fit a condition, and the newest of them.\n\n" +
      'Example: coffer rules test "rewe amt:<200"',
  }),
  parameters: {
    flags: common,
    positional: { kind: "array", minimum: 1, parameter: argument("The condition", "QUERY") },
  },
  async func(flags, ...words) {
    const { book } = await this.account.openFresh(this.terminal, flags);
    const query = words.join(" ");
    this.terminal.out(
      flags.json === true
        ? `${JSON.stringify(foundJson(book, query, this.terminal))}\n`
        : foundText(book, query, this.terminal),
    );
  },
});

const remove = buildCommand<CommonFlags, [string], CliContext>({
  docs: translated({
    brief: "Remove a rule",
    fullDescription: "Removes a rule; what it did stays.\n\nExample: coffer rules remove 2",
  }),
  parameters: {
    flags: common,
    positional: {
      kind: "tuple",
      parameters: [argument("Its number, or the beginning of its id", "ID")],
    },
  },
  async func(flags, typed) {
    const engine = await this.account.open(this.terminal, flags);
    const changes = checked(removeRule(engine.book, ruleNamed(engine.book, typed).id));
    await commit(this, engine, "rule", changes);
    print(this.terminal, engine.book, flags);
  },
});

interface ApplyFlags extends CommonFlags {
  readonly all?: boolean;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

const apply = buildCommand<ApplyFlags, string[], CliContext>({
  docs: translated({
    brief: "Apply the rules to what is there",
    fullDescription:
      "Shows what the rules, or one of them, would change, old and new, and changes it as one action; what " +
      "a person chose stays.\n\nExample: coffer rules apply --dry-run",
  }),
  parameters: {
    flags: {
      all: switchFlag("Also change what a person chose"),
      yes: switchFlag("Do not ask"),
      dryRun: switchFlag("Write nothing"),
      ...common,
    },
    positional: {
      kind: "array",
      maximum: 1,
      parameter: argument("The rule: its number, or the beginning of its id", "ID"),
    },
  },
  async func(flags, typed) {
    const engine = await this.account.open(this.terminal, flags);
    const all = liveRules(engine.book);
    const rules = typed === undefined ? all : [ruleNamed(engine.book, typed)];
    await applyRules(this, engine, rules, flags);
  },
});

export const rules: RouteMap<CliContext> = buildRouteMap({
  routes: { list, add, remove, test, apply },
  defaultCommand: "list",
  docs: translated({
    brief: "Rules for the categories of transactions",
    fullDescription:
      "Lists, adds, tries, applies or removes rules: what fits a query gets a category, a bucket or another " +
      "text.\n\nExample: coffer rules",
  }),
});

/** Shows what rules change, asks, and changes it as one action. */
async function applyRules(
  context: CliContext,
  engine: Engine,
  applied: readonly RecordOf<"rule">[],
  flags: ApplyFlags,
): Promise<void> {
  const { terminal } = context;
  const { book } = engine;
  const diff = ruleDiff(book, applied, { alsoByHand: flags.all === true });
  const isJson = flags.json === true;
  const facts = isJson ? diffJson(book, diff) : {};
  if (!isJson) terminal.out(diffText(book, diff));
  const isWritten =
    diff.changes.length > 0 &&
    flags.dryRun !== true &&
    (await agrees(context, diff.changes.length, flags));
  if (isWritten) {
    // Chunks of one batch are one action.
    await commitSets(
      context,
      engine,
      changeSetsOf(here, RULES_LABEL, diff.changes, { batch: newId() }),
    );
  }
  if (isJson) terminal.out(`${JSON.stringify({ ...facts, written: isWritten })}\n`);
  else if (isWritten) {
    terminal.out(
      line(
        _(
          "{count, plural, one {# transaction changed} other {# transactions changed}}. coffer undo takes it back.",
          { count: diff.changes.length },
        ),
      ),
    );
  }
}

/** Where nobody can be asked, nothing is changed unless it was said before. */
async function agrees(
  { terminal }: CliContext,
  count: number,
  flags: ApplyFlags,
): Promise<boolean> {
  if (flags.yes === true) return true;
  if (!terminal.isInteractive || flags.json === true) {
    terminal.err(line(_("Nothing is changed without --yes where nobody can be asked.")));
    return false;
  }
  const question = _(
    "{count, plural, one {Change # transaction?} other {Change # transactions?}}",
    { count },
  );
  const answer = await terminal.ask(_("{question} [y/N] ", { question }), { hidden: false });
  return isYes(answer ?? "");
}

function checked(result: Result<readonly Change[], RuleError>): readonly Change[] {
  return result.ok ? result.value : misuse(ruleErrorText(result.error));
}

function ruleNamed(book: Book, typed: string): RecordOf<"rule"> {
  const all = liveRules(book);
  const place = /^\d{1,3}$/.test(typed) ? Number(typed) - 1 : undefined;
  const found =
    place === undefined
      ? all.filter(({ id }) => typed.length >= idPrefixMin && id.startsWith(typed.toLowerCase()))
      : all.slice(place, place + 1);
  const [rule, ...more] = place === -1 ? [] : found;
  if (rule === undefined || more.length > 0) {
    refuse(_("There is no rule {id}. coffer rules lists them.", { id: typed }));
  }
  return rule;
}

function foundText(book: Book, query: string, terminal: Terminal): string {
  const found = rulePreview(book, query, terminal.locale, foundShownMax);
  if (!found.ok) misuse(ruleErrorText(found.error));
  const { count, total, rows } = found.value;
  const listed = rows.flatMap((row) => listedRowsOf(book, row));
  const head = _(
    "{count, plural, one {# transaction fits} other {# transactions fit}} of {total}.",
    {
      count,
      total,
    },
  );
  const remark =
    total > 0 && count === total
      ? line(_("That is every one: the condition tells nothing apart."))
      : count === 0
        ? line(_("That is none so far: is it spelt as the bank does?"))
        : "";
  return line(head) + remark + (rows.length === 0 ? "" : rowsTable(book, listed, terminal));
}

function foundJson(book: Book, query: string, terminal: Terminal): object {
  const found = rulePreview(book, query, terminal.locale, foundShownMax);
  if (!found.ok) misuse(ruleErrorText(found.error));
  const { count, total, rows } = found.value;
  return { count, total, newest: rows.flatMap((row) => listedRowsOf(book, row)).map(rowJson) };
}

function print(terminal: Terminal, book: Book, flags: CommonFlags): void {
  terminal.out(
    flags.json === true
      ? `${JSON.stringify(liveRules(book).map((rule, place) => ruleJson(book, rule, place)))}\n`
      : rulesText(book, terminal),
  );
}
