/** Advice as cards: a fact, one action with its effect, a way to it, and a way to put it away. */
import { formatRule } from "@coffer/ledger";
import type { AdviceModel } from "../engine/home-models.ts";
import { notify } from "../page/notices.ts";
import { useAction } from "../page/use-engine.ts";
import { classes } from "../ui/classes.ts";
import { Button, Link, ProblemNotice } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import styles from "./advice-list.module.css";
import { adviceAddress } from "./advice-address.ts";
import { adviceText, adviceTexts as texts } from "./advice-texts.ts";

export function AdviceList({
  advice,
  amount,
  isMonthly,
}: {
  readonly advice: readonly AdviceModel[];
  readonly amount: (minor: bigint) => string;
  readonly isMonthly: boolean;
}) {
  const { isBusy, problem, run } = useAction();
  if (advice.length === 0) return null;
  const dismiss = async (piece: string): Promise<void> => {
    const done = await run("dismissAdvice", { piece });
    if (done !== undefined) notify(texts.dismissed, { canUndo: true });
  };
  const follow = async (piece: string, rule: string): Promise<void> => {
    const done = await run("followAdvice", { piece });
    if (done !== undefined) notify(texts.used(rule), { canUndo: true });
  };
  return (
    <section className={ui["stack"]} aria-labelledby="advice">
      <h2 id="advice">{texts.title}</h2>
      <ProblemNotice problem={problem} />
      <ul className={styles["cards"]}>
        {advice.map((model) => {
          const { piece } = model.advice;
          const text = adviceText(model, amount, isMonthly);
          const rule = "rule" in model.advice ? formatRule(model.advice.rule) : undefined;
          return (
            <li key={piece} className={classes(ui["card"], styles["card"])}>
              <p className={styles["fact"]}>{text.fact}</p>
              <p>{text.action}</p>
              {text.effect !== "" && <p className={styles["effect"]}>{text.effect}</p>}
              <div className={styles["actions"]}>
                {rule === undefined ? (
                  <Link to={adviceAddress(model)} className={ui["button"]}>
                    {text.link}
                  </Link>
                ) : (
                  <Button disabled={isBusy} onClick={() => void follow(piece, rule)}>
                    {texts.use(rule)}
                  </Button>
                )}
                <Button
                  look="quiet"
                  disabled={isBusy}
                  aria-label={texts.dismissHint(text.fact)}
                  onClick={() => void dismiss(piece)}
                >
                  {texts.dismiss}
                </Button>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
