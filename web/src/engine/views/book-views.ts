/** Choices, accounts, security: smaller views of an open account. */
import type { Engine } from "@coffer/client";
import {
  accountBalances,
  bucketOfCategory,
  liveAccounts,
  liveCategories,
  settingsOf,
  statementDrift,
  usualAccount,
  type Book,
} from "@coffer/ledger";
import { shownPath } from "../shown-path.ts";
import { todayText } from "../today.ts";
import type { AccountModel, Choices, SecurityModel } from "../view-models.ts";

export function choices(book: Book): Choices {
  return {
    accounts: liveAccounts(book)
      .filter(({ closed }) => !closed)
      .map(({ id, name, currency }) => ({ id, name, currency })),
    categories: liveCategories(book)
      .filter(({ archived }) => !archived)
      .map((category) => ({
        id: category.id,
        path: shownPath(book, category),
        kind: category.kind,
        bucket: bucketOfCategory(book, category),
      })),
    buckets: settingsOf(book).rule.buckets.map(({ id, name }) => ({ id, name })),
    usualAccountId: usualAccount(book)?.id ?? null,
    currency: settingsOf(book).currency,
    today: todayText(),
  };
}

export function accountModels(book: Book): readonly AccountModel[] {
  const balances = accountBalances(book);
  return liveAccounts(book).map((account) => ({
    id: account.id,
    name: account.name,
    role: account.role,
    balance: { minor: balances.get(account.id) ?? 0n, currency: account.currency },
    isClosed: account.closed,
    reconciled: account.statement?.day ?? null,
    drift: statementDrift(book, account),
  }));
}

export function securityModel(engine: Engine): SecurityModel {
  const { account, vault, voids } = engine.verification();
  return {
    devices: engine.devices(),
    safetyNumber: vault.safetyNumber,
    vaultHeadCode: vault.headCode,
    accountHeadCode: account.headCode,
    vaultSeq: vault.seq,
    accountSeq: account.seq,
    unreadable: voids.length,
  };
}
