/**
 * Whether accounts are open when they are used, and take the currency that they get. Beancount
 * reports these and goes on, and so does Coffer.
 */

import { sentence } from "../../sentence.ts";
import type { JournalEntry, JournalRemark } from "../journal/entry.ts";
import type { BeanClose, BeanOpen } from "./directives.ts";

/** The accounts of a file, by name. */
export interface OpenAccounts {
  readonly opens: ReadonlyMap<string, BeanOpen>;
  readonly closes: ReadonlyMap<string, BeanClose>;
}

/** Returns what is wrong with the accounts of some transactions. */
export function checkAccounts(
  entries: readonly JournalEntry[],
  { opens, closes }: OpenAccounts,
): JournalRemark[] {
  const remarks: JournalRemark[] = [];
  for (const { day, legs } of entries) {
    for (const { line, account, quantity } of legs) {
      const open = opens.get(account);
      const close = closes.get(account);
      const isOpen =
        open !== undefined && open.day <= day && (close === undefined || day <= close.day);
      if (!isOpen) {
        remarks.push({
          line,
          text: sentence("The account {account} is not open on that day.", { account }),
        });
      } else if (open.currencies.length > 0 && !open.currencies.includes(quantity.commodity)) {
        remarks.push({
          line,
          text: sentence("The account {account} is not for {currency}.", {
            account,
            currency: quantity.commodity,
          }),
        });
      }
    }
  }
  return remarks;
}
