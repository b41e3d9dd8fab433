/** Months as small calendars beside each other: weeks from Monday in rows, as many months in a row as fit. */

export interface CalendarMonth {
  /** ISO weekday of its first day: 1 is Monday. */
  readonly weekday: number;
  readonly days: number;
}

export interface CalendarLayout {
  readonly height: number;
  readonly cell: number;
  readonly months: readonly {
    readonly x: number;
    readonly y: number;
    /** The place of its first day among those of all months. */
    readonly firstDay: number;
    readonly days: readonly { readonly x: number; readonly y: number }[];
  }[];
}

const monthGap = 24;
const nameHeight = 24;
const cellMax = 30;

export function layoutCalendar(months: readonly CalendarMonth[], width: number): CalendarLayout {
  const across = Math.min(months.length, columnsFor(width));
  const room = (width - monthGap * (across - 1)) / Math.max(1, across);
  const cell = Math.max(8, Math.min(cellMax, Math.floor(room / 7)));
  const monthWidth = 7 * cell + monthGap;
  const monthHeight = nameHeight + 6 * cell + 16;
  return {
    height: Math.ceil(months.length / Math.max(1, across)) * monthHeight,
    cell,
    months: months.map(({ weekday, days }, index) => {
      const before = months.slice(0, index);
      const x = (index % across) * monthWidth;
      const y = Math.floor(index / across) * monthHeight;
      return {
        x,
        y: y + 14,
        firstDay: before.reduce((sum, month) => sum + month.days, 0),
        days: Array.from({ length: days }, (_, day) => {
          const place = weekday - 1 + day;
          return {
            x: x + (place % 7) * cell,
            y: y + nameHeight + Math.floor(place / 7) * cell,
          };
        }),
      };
    }),
  };
}

function columnsFor(width: number): number {
  if (width < 560) return 2;
  return width < 820 ? 3 : 4;
}
