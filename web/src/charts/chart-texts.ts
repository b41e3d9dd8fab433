/** The words that every chart has around it. */
import { _, translated } from "@coffer/client/texts";

export const chartTexts = translated({
  chart: "chart",
  /** What a screen reader says of the area that takes the arrow keys. */
  area: (title: string) => _("{title}: arrow keys move over the figures", { title }),
  hint: "Touch the chart, or move over it with the arrow keys, to read single figures.",
  asTable: "Show as table",
  asChart: "Show as chart",
  open: "See what is behind it",
});
