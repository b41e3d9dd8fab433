/** What changed most, part by part; each leads to its transactions. */
import type { OverUnderModel, PartModel } from "../engine/report-models.ts";
import { amountIn, countText } from "../page/format.ts";
import { Link } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { partName, type PartKind } from "./part-name.ts";
import { changeIn, roundShare } from "./report-format.ts";
import { reportsTexts } from "./reports-texts.ts";
import styles from "./reports.module.css";

const { over: texts, columns } = reportsTexts;

export function PartList({
  model: { parts, before, currency },
  by,
  listOf,
}: {
  readonly model: OverUnderModel;
  readonly by: PartKind;
  readonly listOf: (part: PartModel) => string;
}) {
  const amount = amountIn(currency);
  const change = changeIn(currency);
  return (
    <section className={ui["stack"]} aria-labelledby="parts">
      <h3 id="parts">{before === null ? texts.parts : texts.list}</h3>
      {before === null && <p className={ui["hint"]}>{texts.noBefore}</p>}
      {parts.length === 0 ? (
        <p className={ui["soft"]}>{texts.noChange}</p>
      ) : (
        <table className={styles["table"]}>
          <thead>
            <tr>
              <th scope="col">{columns.name}</th>
              {before !== null && (
                <th scope="col" className={styles["optional"]}>
                  {columns.before}
                </th>
              )}
              <th scope="col">{columns.now}</th>
              {before !== null && (
                <>
                  <th scope="col">{columns.change}</th>
                  <th scope="col" className={styles["optional"]}>
                    {columns.shareOfChange}
                  </th>
                </>
              )}
              <th scope="col" className={styles["optional"]}>
                {columns.count}
              </th>
            </tr>
          </thead>
          <tbody>
            {parts.map((part, index) => (
              <tr key={part.categoryId ?? part.payeeOf ?? index}>
                <th scope="row">
                  <Link to={listOf(part)}>{partName(part, by)}</Link>
                </th>
                {before !== null && <td className={styles["optional"]}>{amount(part.before)}</td>}
                <td>{amount(part.amount)}</td>
                {before !== null && (
                  <>
                    <td>{change(part.change)}</td>
                    <td className={styles["optional"]}>
                      {part.shareOfChange === null ? "" : roundShare(part.shareOfChange)}
                    </td>
                  </>
                )}
                <td className={styles["optional"]}>{countText(part.count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
