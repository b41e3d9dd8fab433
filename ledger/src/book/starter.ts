/**
 * What a new vault starts with: the starter categories, an account to spend from and cash. The caller draws the
 * ids and puts the changes into one change set.
 */
import type { CurrencyCode } from "../money/currency.ts";
import type { Change } from "./change.ts";
import type { Id } from "./id.ts";
import { starterGroups, type StarterCategory, type StarterLanguage } from "./starter-categories.ts";

const accountNames = {
  spending: { en: "Current account", de: "Girokonto" },
  cash: { en: "Cash", de: "Bargeld" },
} as const;

/** The changes that make the starter accounts and categories, in the order to show them. */
export function starterChanges(options: {
  readonly language: StarterLanguage;
  readonly currency: CurrencyCode;
  readonly newId: () => Id;
}): readonly Change[] {
  const { language, currency, newId } = options;
  const changes: Change[] = [];
  for (const [order, role] of (["spending", "cash"] as const).entries()) {
    const name = accountNames[role][language];
    changes.push({ table: "account", id: newId(), fields: { name, role, currency, order } });
  }
  let order = 0;
  const add = (category: StarterCategory, kind: "expense" | "income", parent: Id | null): Id => {
    const id = newId();
    const { names, bucket } = category;
    const fields = { name: names[language], parent, bucket, kind, order };
    changes.push({ table: "category", id, fields });
    order += 1;
    return id;
  };
  for (const group of starterGroups) {
    const id = add(group, group.kind, null);
    for (const category of group.children) add(category, group.kind, id);
  }
  return changes;
}
