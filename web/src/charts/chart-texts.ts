/** The words that every chart has around it. */
export const chartTexts = {
  chart: "chart",
  /** What a screen reader says of the area that takes the arrow keys. */
  area: (title: string) => `${title}: arrow keys move over the figures`,
  hint: "Touch the chart, or move over it with the arrow keys, to read single figures.",
  asTable: "Show as table",
  asChart: "Show as chart",
  open: "See what is behind it",
} as const;
