/** coffer categories: what money is spent on and comes from, and in which bucket it counts. */
import { _, bucketWord, translated } from "@coffer/client/texts";
import { buildCommand, buildRouteMap, type RouteMap } from "@stricli/core";
import {
  bucketOfCategory,
  categoryPath,
  liveCategories,
  parentOf,
  type Book,
} from "@coffer/ledger";
import { newId } from "../change-set.ts";
import { commit } from "../commit.ts";
import type { CliContext } from "../context.ts";
import {
  argument,
  jsonFlag,
  passwordFileFlag,
  switchFlag,
  textFlag,
  type CommonFlags,
} from "../flags.ts";
import { bucketFrom } from "../bucket-from.ts";
import { categoryNamed } from "../names.ts";
import { formatTable, printable } from "../terminal/table.ts";
import { misuse, refuse, type Terminal } from "../terminal/terminal.ts";

const common = { passwordFile: passwordFileFlag, json: jsonFlag };
const bucketFlag = textFlag("Bucket it counts in, such as needs (-: its parent's)", "BUCKET");

const list = buildCommand<CommonFlags, [], CliContext>({
  docs: translated({
    brief: "List the categories and their buckets",
    fullDescription:
      "Lists the categories and the bucket each counts in.\n\nExample: coffer categories",
  }),
  parameters: { flags: common },
  async func(flags) {
    const engine = await this.account.openFresh(this.terminal, flags);
    print(this.terminal, engine.book, flags);
  },
});

interface AddFlags extends CommonFlags {
  readonly bucket?: string;
  readonly parent?: string;
  readonly income?: boolean;
}

const add = buildCommand<AddFlags, [string], CliContext>({
  docs: translated({
    brief: "Add a category",
    fullDescription:
      "Adds a category, under a parent or by itself.\n\n" +
      "Example: coffer categories add Climbing --parent Leisure --bucket wants",
  }),
  parameters: {
    flags: {
      bucket: bucketFlag,
      parent: textFlag("Category that it belongs to", "CATEGORY"),
      income: switchFlag("It is for money that comes in"),
      ...common,
    },
    positional: { kind: "tuple", parameters: [argument("Its name", "NAME")] },
  },
  async func(flags, name) {
    const engine = await this.account.open(this.terminal, flags);
    const { book } = engine;
    const parent = flags.parent === undefined ? null : categoryNamed(book, flags.parent);
    if (parent !== null && parentOf(book, parent) !== undefined) {
      refuse(
        _("{category} is in a category itself: there are two levels.", {
          category: categoryPath(book, parent),
        }),
      );
    }
    checkNewName(book, name, parent?.id ?? null);
    const isIncome = flags.income === true || parent?.kind === "income";
    const fields = {
      name: name.trim(),
      parent: parent?.id ?? null,
      bucket: flags.bucket === undefined ? null : bucketFrom(book, flags.bucket),
      kind: isIncome ? ("income" as const) : ("expense" as const),
      order: liveCategories(book).length,
    };
    await commit(this, engine, "category", [{ table: "category", id: newId(), fields }]);
    print(this.terminal, engine.book, flags);
  },
});

const rename = buildCommand<CommonFlags, [string, string], CliContext>({
  docs: translated({
    brief: "Rename a category",
    fullDescription:
      "Renames a category.\n\nExample: coffer categories rename Restaurants Eating-out",
  }),
  parameters: {
    flags: common,
    positional: {
      kind: "tuple",
      parameters: [argument("Its name", "NAME"), argument("Its new name", "NEW")],
    },
  },
  async func(flags, name, newName) {
    const engine = await this.account.open(this.terminal, flags);
    const { id, parent } = categoryNamed(engine.book, name);
    checkNewName(engine.book, newName, parent);
    const fields = { name: newName.trim() };
    await commit(this, engine, "category", [{ table: "category", id, fields }]);
    print(this.terminal, engine.book, flags);
  },
});

interface SetFlags extends CommonFlags {
  readonly bucket?: string;
  readonly archive?: boolean;
  readonly unarchive?: boolean;
}

const set = buildCommand<SetFlags, [string], CliContext>({
  docs: translated({
    brief: "Set a category's bucket, or archive it",
    fullDescription:
      "Sets the bucket that a category counts in, or archives it.\n\n" +
      "Example: coffer categories set Internet --bucket needs",
  }),
  parameters: {
    flags: {
      bucket: bucketFlag,
      archive: switchFlag("No longer in use; what has it keeps it"),
      unarchive: switchFlag("In use again"),
      ...common,
    },
    positional: { kind: "tuple", parameters: [argument("Its name", "NAME")] },
  },
  async func(flags, name) {
    const engine = await this.account.open(this.terminal, flags);
    const { id } = categoryNamed(engine.book, name);
    const fields = {
      ...(flags.bucket !== undefined && { bucket: bucketFrom(engine.book, flags.bucket) }),
      ...(flags.archive === true && { archived: true }),
      ...(flags.unarchive === true && { archived: false }),
    };
    if (Object.keys(fields).length === 0)
      misuse(_("What is to change? coffer categories set --help"));
    await commit(this, engine, "category", [{ table: "category", id, fields }]);
    print(this.terminal, engine.book, flags);
  },
});

export const categories: RouteMap<CliContext> = buildRouteMap({
  routes: { list, add, rename, set },
  defaultCommand: "list",
  docs: translated({
    brief: "List, add, rename or set categories",
    fullDescription: "Lists, adds, renames or sets categories.\n\nExample: coffer categories",
  }),
});

function checkNewName(book: Book, name: string, parent: string | null): void {
  const wanted = name.trim().toLowerCase();
  if (wanted === "" || wanted.includes(":")) misuse(_("A category needs a name, without a colon."));
  const isTaken = liveCategories(book).some(
    (category) => category.parent === parent && category.name.toLowerCase() === wanted,
  );
  if (isTaken) refuse(_("There is a category {name} already.", { name }));
}

function print(terminal: Terminal, book: Book, flags: CommonFlags): void {
  const all = liveCategories(book);
  if (flags.json === true) {
    const facts = all.map((category) => ({
      id: category.id,
      name: category.name,
      parent: parentOf(book, category)?.name ?? null,
      bucket: bucketOfCategory(book, category),
      kind: category.kind,
      archived: category.archived,
    }));
    terminal.out(`${JSON.stringify(facts)}\n`);
    return;
  }
  terminal.out(
    formatTable(
      [
        { title: _("Category"), align: "left" },
        { title: _("Bucket"), align: "left" },
      ],
      all.map((category) => {
        const indent = parentOf(book, category) === undefined ? "" : "  ";
        const bucket =
          category.kind === "income"
            ? _("income")
            : bucketWord(bucketOfCategory(book, category) ?? "");
        const name = indent + printable(category.name);
        return [category.archived ? _("{name} (archived)", { name }) : name, bucket];
      }),
    ),
  );
}
