/** The locale that a person types amounts in: the page's, which follows its language. Each request brings it. */

let locale = navigator.language;

export function typedLocale(): string {
  return locale;
}

export function setTypedLocale(tag: string): void {
  locale = tag;
}
