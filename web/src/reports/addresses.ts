/** Addresses of reports: which one, of which period, of which bucket or category. Ids and periods, nothing else. */
export type ReportName = "over" | "spending" | "months" | "worth" | "flow" | "shares" | "days";

const parts = ["period", "bucket", "category", "payee-of", "day", "by", "count"] as const;
type AddressPart = (typeof parts)[number];

/** The address of a report; what is null or not given is not in it. */
export function reportAddress(
  show: ReportName | "list",
  given: { readonly [Part in AddressPart]?: string | null | undefined } = {},
): string {
  const query = new URLSearchParams({ show });
  for (const part of parts) {
    const value = given[part];
    if (value !== undefined && value !== null) query.set(part, value);
  }
  return `/reports?${query}`;
}

/** The report that an address asks for. */
export function reportOf(query: URLSearchParams): ReportName | "list" {
  const show = query.get("show");
  switch (show) {
    case "spending":
    case "months":
    case "worth":
    case "flow":
    case "shares":
    case "days":
    case "list":
      return show;
    default:
      return "over";
  }
}

/** How many periods an address asks for. */
export function countOf(query: URLSearchParams): number {
  const count = Number(query.get("count"));
  return Number.isInteger(count) && count > 0 ? count : 12;
}
