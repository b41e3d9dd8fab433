/**
 * The checks that every value from outside goes through, field by field. What is not of the kind is undefined or
 * false, whatever it is; nothing here throws.
 */

/** The fields of a plain object that has exactly these names; undefined for anything else. */
export function exactObject<Name extends string>(
  value: unknown,
  names: readonly Name[],
): { readonly [Field in Name]: unknown } | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const isExact =
    Object.keys(value).length === names.length && names.every((name) => Object.hasOwn(value, name));
  return isExact ? (value as { readonly [Field in Name]: unknown }) : undefined;
}

/** Whether a value is a whole number from `min` to `max`. */
export function isInteger(value: unknown, min: number, max: number): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= min && value <= max;
}

/** Whether a value is well-formed text of `min` to `max` UTF-16 units. */
export function isText(value: unknown, min: number, max: number): value is string {
  return (
    typeof value === "string" && value.length >= min && value.length <= max && value.isWellFormed()
  );
}
