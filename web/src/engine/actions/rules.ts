/** Making, changing, ordering and applying rules. What is allowed is the ledger's to say. */
import {
  changeRule,
  changeSetsOf,
  liveRules,
  moveRule as moveOf,
  newRule,
  parseId,
  removeRule as removalOf,
  ruleDiff,
  RULES_LABEL,
  type Book,
  type Change,
  type Id,
  type Result,
  type RuleError,
  type RuleWish,
} from "@coffer/ledger";
import { here, newId } from "../browser-environment.ts";
import type { Host } from "../host.ts";
import type { Ask } from "../messages.ts";
import { answer, refuse, type Answer } from "../problems.ts";
import { typedLocale } from "../typed-locale.ts";
import type { RuleDraft } from "../views/rule-models.ts";

export function addRule(host: Host, ask: RuleDraft): Promise<Answer<{ readonly id: string }>> {
  const id = newId();
  return commit(host, (book) => newRule(book, id, wishOf(ask), typedLocale()), { id });
}

export function setRule(host: Host, { id, draft }: Ask<"setRule">): Promise<Answer<null>> {
  return commit(host, (book) => changeRule(book, idFrom(id), wishOf(draft), typedLocale()), null);
}

export function switchRule(
  host: Host,
  { id, isEnabled }: Ask<"switchRule">,
): Promise<Answer<null>> {
  const wish = { enabled: isEnabled };
  return commit(host, (book) => changeRule(book, idFrom(id), wish, typedLocale()), null);
}

export function moveRule(host: Host, { id, place }: Ask<"moveRule">): Promise<Answer<null>> {
  return commit(host, (book) => moveOf(book, idFrom(id), place), null);
}

export function removeRule(host: Host, { id }: Ask<"removeRule">): Promise<Answer<null>> {
  return commit(host, (book) => removalOf(book, idFrom(id)), null);
}

/** Changes what is there, as one action. */
export async function applyRules(
  host: Host,
  { id, alsoByHand }: Ask<"applyRules">,
): Promise<Answer<{ readonly changed: number }>> {
  const { engine } = host;
  if (engine === undefined) return refuse({ code: "not-open" });
  const rules = liveRules(engine.book).filter((rule) => id === null || rule.id === id);
  const { changes } = ruleDiff(engine.book, rules, { alsoByHand });
  if (changes.length === 0) return answer({ changed: 0 });
  // Chunks of one batch are one action.
  const sets = changeSetsOf(here, RULES_LABEL, changes, { batch: newId() });
  const committed = await host.commitSets(sets);
  return committed.ok ? answer({ changed: changes.length }) : committed;
}

async function commit<Value>(
  host: Host,
  make: (book: Book) => Result<readonly Change[], RuleError>,
  value: Value,
): Promise<Answer<Value>> {
  const { engine } = host;
  if (engine === undefined) return refuse({ code: "not-open" });
  const made = make(engine.book);
  if (!made.ok) {
    return refuse(
      made.error.code === "rule-query"
        ? { code: "query", query: made.error.query }
        : { code: made.error.code },
    );
  }
  if (made.value.length === 0) return answer(value);
  const committed = await host.commit("rule", made.value);
  return committed.ok ? answer(value) : committed;
}

function wishOf({ query, categoryId, bucket, text }: RuleDraft): RuleWish {
  return {
    query,
    category: categoryId === "" ? null : idFrom(categoryId),
    bucket: bucket === "" ? null : bucket,
    text: text.trim() === "" ? null : text,
  };
}

/** An id that the page has from a view; what is none is no rule's. */
function idFrom(text: string): Id {
  return parseId(text) ?? ("" as Id);
}
