/** Whether a journal is one of Beancount, by directives that the other programs do not have. */

const DIRECTIVE =
  /^(?:option[ \t]{1,9}"|plugin[ \t]{1,9}"|pushtag[ \t]|\d{4}-\d\d-\d\d[ \t]{1,9}(?:(?:open|close|balance|pad|note|document)[ \t]{1,99}\p{Lu}[\p{L}\p{N}-]{0,99}:[\p{Lu}\p{N}]|(?:price|commodity)[ \t]{1,99}[A-Z]|(?:event|query|custom)[ \t]{1,99}"|(?:[*!]|txn)[ \t]{1,99}"))/mu;

/** Returns true if a text has a directive of Beancount. */
export function isBeancount(text: string): boolean {
  return DIRECTIVE.test(text);
}
