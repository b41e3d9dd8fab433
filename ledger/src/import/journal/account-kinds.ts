/**
 * What the accounts of a journal are in Coffer's sense: by what the journal declares, else by the
 * names that people of several languages give the five types at the top, and within assets and
 * liabilities by words of the name. What is none of them is an account to be tracked only.
 */

import type { SourceAccountKind } from "../imported-file.ts";
import type { AccountType, DeclaredAccount } from "./entry.ts";

const TOPS: readonly (readonly [AccountType, RegExp])[] = [
  [
    "asset",
    /^(?:assets?|aktiva|verm(?:ö|oe)gen|actifs?|activos?|ativos?|attivit(?:à|a)|activa|bezittingen|aktywa|tillg(?:å|a)ngar)$/u,
  ],
  [
    "liability",
    /^(?:liabilit(?:y|ies)|debts?|passiva|schulden|verbindlichkeiten|passifs?|dettes?|pasivos?|deudas?|passivos?|passivit(?:à|a)|pasywa|skulder)$/u,
  ],
  [
    "equity",
    /^(?:equity|eigenkapital|anfangsbest(?:ä|a)nde?|capitaux(?: propres)?|capital|patrimonio|patrim(?:ô|o)nio|eigen vermogen|kapita(?:ł|l)|eget kapital)$/u,
  ],
  [
    "income",
    /^(?:incomes?|revenues?|einkommen|einnahmen|ertr(?:ä|ae)ge|ertrag|revenus?|produits?|recettes|ingresos?|receitas?|entrate|ricavi|inkomsten|opbrengsten|przychody|int(?:ä|a)kter)$/u,
  ],
  [
    "expense",
    /^(?:expenses?|ausgaben|aufwand|aufwendungen|kosten|d(?:é|e)penses?|charges?|gastos?|despesas?|uscite|spese|uitgaven|wydatki|koszty|utgifter|kostnader)$/u,
  ],
];

const CARD = /card|credit|kredit|visa|master|amex|carte|tarjeta|kaart|cart(?:ã|a)o/u;
const LOAN =
  /loan|mortgage|darlehen|hypothek|kredit(?!karte)|pr(?:ê|e)t\b|hypoth(?:è|e)que|pr(?:é|e)stamo|hipoteca|lening|mutuo/u;
const CASH =
  /\bcash\b|wallet|petty|\bbar(?:geld)?\b|kasse|geldbeutel|portemonnaie|esp(?:è|e)ces|efectivo|contant|contanti/u;
const SAVINGS =
  /saving|sparen|\bspar|tagesgeld|festgeld|(?:é|e)pargne|ahorro|poupan(?:ç|c)a|risparmi|spaar/u;
const INVESTMENT =
  /invest|broker|stock|share|securit|portfolio|retire|pension|401k|\bira\b|\betfs?\b|fund|fonds|depot|aktien|wertpapier|altersvorsorge|crypto|bitcoin|trading|titres|acciones|bourse|vanguard|fidelity|etrade/u;
const TRACKED =
  /receivable|forderung|house|home|haus|property|real ?estate|immobili|fixed|vehicle|\bcar\b|auto|prepaid|deposit|vacation|loans?\b/u;

/** Returns what an account is; `declared` holds what the journal says, `tops` its own top names. */
export function accountKind(
  name: string,
  declared: ReadonlyMap<string, DeclaredAccount>,
  tops: ReadonlyMap<string, AccountType>,
): SourceAccountKind {
  const type = declaredType(name, declared) ?? typeOfTop(name, tops);
  const words = name.toLowerCase();
  switch (type) {
    case "equity":
    case "income":
    case "expense":
      return type;
    case "liability":
      if (LOAN.test(words)) return "loan";
      return CARD.test(words) ? "card" : "tracking";
    case "asset":
      return assetKind(words);
    case null:
      return "tracking";
  }
}

function assetKind(words: string): SourceAccountKind {
  if (SAVINGS.test(words)) return "savings";
  if (CASH.test(words) && !INVESTMENT.test(words)) return "cash";
  if (INVESTMENT.test(words)) return "investment";
  return TRACKED.test(words) ? "tracking" : "spending";
}

/** A type holds for the accounts below, too. */
function declaredType(
  name: string,
  declared: ReadonlyMap<string, DeclaredAccount>,
): AccountType | null {
  for (let end = name.length; end > 0; end = name.lastIndexOf(":", end - 1)) {
    const type = declared.get(name.slice(0, end))?.type ?? null;
    if (type !== null) return type;
  }
  return null;
}

function typeOfTop(name: string, tops: ReadonlyMap<string, AccountType>): AccountType | null {
  const [top = ""] = name.split(":", 1);
  const own = tops.get(top);
  if (own !== undefined) return own;
  const lower = top.toLowerCase().trim();
  return TOPS.find(([, pattern]) => pattern.test(lower))?.[0] ?? null;
}
