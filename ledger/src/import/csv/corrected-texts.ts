/**
 * The columns beside dates and amounts, with what a person says of them: what is said holds, and a
 * column that is said to be one thing is no longer guessed to be another.
 */

import type { CorrectedRoles } from "./corrections.ts";
import type { TextColumns } from "./text-columns.ts";

/** Returns the columns; `roles` are a person's corrections. */
export function correctedTexts(guessed: TextColumns, roles: CorrectedRoles): TextColumns {
  const said = new Set(Object.values(roles).flat());
  const list = (
    given: readonly number[] | undefined,
    columns: readonly number[],
  ): readonly number[] => given ?? columns.filter((column) => !said.has(column));
  const one = (given: readonly number[] | undefined, column: number | null): number | null => {
    if (given !== undefined) return given[0] ?? null;
    return column !== null && said.has(column) ? null : column;
  };
  return {
    payees: list(roles.payee, guessed.payees),
    memos: list(roles.memo, guessed.memos),
    fallbacks: list(roles.kind, guessed.fallbacks),
    currency: one(roles.currency, guessed.currency),
    account: one(roles.account, guessed.account),
    bankId: one(roles["bank-id"], guessed.bankId),
    statuses: list(roles.status, guessed.statuses),
  };
}
