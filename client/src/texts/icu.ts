/**
 * Messages with places for values, in the part of ICU MessageFormat that our texts need: `{name}`, `plural` and `select`
 * with `#`, and quoting by apostrophes (`'{'`). A parsed message is formatted again and again.
 *
 * Deliberately without formats of numbers, dates and amounts inside a message: these come in as text, by the person's
 * locale. Only a count is written here.
 */

/** What is put into a message's places. */
export type Values = Readonly<Record<string, string | number>>;

/** A parsed message. */
export type Message = readonly Part[];

type Part =
  | string
  | { readonly kind: "value"; readonly name: string }
  /** The count of the plural around it. */
  | { readonly kind: "count"; readonly name: string }
  | Choice;

interface Choice {
  readonly kind: "plural" | "select";
  readonly name: string;
  readonly cases: ReadonlyMap<string, Message>;
}

/** How a language counts. */
export interface Counting {
  /** The plural category: "one", "other" and others. */
  readonly categoryOf: (count: number) => string;
  readonly numberText: (count: number) => string;
}

/** A message that does not parse: where, and why. */
export class MessageSyntaxError extends Error {
  constructor(message: string, at: number, why: string) {
    super(`${why} at ${at} in “${message}”`);
  }
}

const depthMax = 4;

/** Parses a message. Throws MessageSyntaxError if it is none. */
export function parseMessage(text: string): Message {
  return new Parser(text).parse();
}

/** The message with the values in their places. */
export function formatMessage(message: Message, values: Values, counting: Counting): string {
  let text = "";
  for (const part of message) {
    text += typeof part === "string" ? part : partText(part, values, counting);
  }
  return text;
}

function partText(part: Exclude<Part, string>, values: Values, counting: Counting): string {
  const value = values[part.name] ?? "";
  if (part.kind === "value" || part.kind === "count") {
    return typeof value === "number" ? counting.numberText(value) : value;
  }
  const exact = part.kind === "plural" ? `=${value}` : String(value);
  const category = part.kind === "plural" ? counting.categoryOf(Number(value)) : "other";
  const { cases } = part;
  const chosen = cases.get(exact) ?? cases.get(category) ?? cases.get("other") ?? [];
  return formatMessage(chosen, values, counting);
}

/** The names of a message's places, of each once. */
export function placesOf(message: Message): ReadonlySet<string> {
  const names = new Set<string>();
  for (const part of message) {
    if (typeof part === "string") continue;
    names.add(part.name);
    if (part.kind !== "plural" && part.kind !== "select") continue;
    for (const inner of part.cases.values()) {
      for (const name of placesOf(inner)) names.add(name);
    }
  }
  return names;
}

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): Message {
    const message = this.#message(undefined, 0);
    if (this.#at < this.#text.length) this.#fail("a closing brace too many");
    return message;
  }

  /** Up to the end or a closing brace; `#` stands for the count of `plural`. */
  #message(plural: string | undefined, depth: number): Message {
    if (depth > depthMax) this.#fail("too deep");
    const parts: Part[] = [];
    let literal = "";
    const end = (part: Part): void => {
      if (literal !== "") parts.push(literal);
      literal = "";
      parts.push(part);
    };
    while (this.#at < this.#text.length && this.#here() !== "}") {
      const here = this.#here();
      if (here === "{") end(this.#place(plural, depth));
      else if (here === "#" && plural !== undefined) {
        this.#at += 1;
        end({ kind: "count", name: plural });
      } else if (here === "'") literal += this.#quoted(plural !== undefined);
      else {
        literal += here;
        this.#at += 1;
      }
    }
    if (literal !== "") parts.push(literal);
    return parts;
  }

  /** After an apostrophe: one of two, the start of a quotation, or itself. */
  #quoted(isInPlural: boolean): string {
    this.#at += 1;
    const next = this.#here();
    if (next === "'") {
      this.#at += 1;
      return "'";
    }
    const isQuotation = next === "{" || next === "}" || (next === "#" && isInPlural);
    if (!isQuotation) return "'";
    let literal = "";
    for (; this.#at < this.#text.length; this.#at += 1) {
      if (this.#here() !== "'") literal += this.#here();
      else if (this.#text[this.#at + 1] === "'") {
        literal += "'";
        this.#at += 1;
      } else {
        this.#at += 1;
        return literal;
      }
    }
    return literal;
  }

  #place(plural: string | undefined, depth: number): Part {
    this.#expect("{");
    const name = this.#word(/[\p{L}\p{N}_]+/uy);
    if (this.#skip("}")) return { kind: "value", name };
    this.#expect(",");
    const kind = this.#word(/[a-z]+/y);
    if (kind !== "plural" && kind !== "select") this.#fail(`no plural or select, but ${kind},`);
    this.#expect(",");
    const cases = new Map<string, Message>();
    while (!this.#skip("}")) {
      const key = this.#word(kind === "plural" ? /=\d+|[a-z]+/y : /[^\s{}]+/y);
      if (cases.has(key)) this.#fail(`${key} a second time`);
      this.#expect("{");
      cases.set(key, this.#message(kind === "plural" ? name : plural, depth + 1));
      this.#expect("}", false);
    }
    if (!cases.has("other")) this.#fail("no case “other”");
    return { kind, name, cases };
  }

  #here(): string {
    return this.#text[this.#at] ?? "";
  }

  #space(): void {
    while (/\s/.test(this.#here())) this.#at += 1;
  }

  #skip(mark: string): boolean {
    this.#space();
    if (this.#here() !== mark) return false;
    this.#at += 1;
    return true;
  }

  #expect(mark: string, isAfterSpace: boolean = true): void {
    if (isAfterSpace) this.#space();
    if (this.#here() !== mark) this.#fail(`${mark} is missing`);
    this.#at += 1;
  }

  #word(pattern: RegExp): string {
    this.#space();
    pattern.lastIndex = this.#at;
    const word = pattern.exec(this.#text)?.[0];
    if (word === undefined) return this.#fail("a name is missing");
    this.#at += word.length;
    return word;
  }

  #fail(why: string): never {
    throw new MessageSyntaxError(this.#text, this.#at, why);
  }
}
