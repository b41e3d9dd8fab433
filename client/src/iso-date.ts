/** The calendar date in UTC of a clock, as text: for the kit, which says when it was made. */
export function isoDate(nowMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(nowMs)
    .toZonedDateTimeISO("UTC")
    .toPlainDate()
    .toString();
}
