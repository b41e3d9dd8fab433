/** What may explain a difference, each with the one step that would put it right. */
import type { GuessModel, ReconcileModel } from "../engine/views/reconcile-view.ts";
import { amountIn, dayText } from "../page/format.ts";
import { notify } from "../page/notices.ts";
import { useAction } from "../page/use-engine.ts";
import { classes } from "../ui/classes.ts";
import { Button, ProblemNotice } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { reconcileTexts as texts } from "./reconcile-texts.ts";
import styles from "./reconcile.module.css";

export function Guesses({
  model: { guesses, currency, previous },
  onToggle,
}: {
  readonly model: ReconcileModel;
  readonly onToggle: (ids: readonly string[]) => void;
}) {
  const { isBusy, problem, run } = useAction();
  const amount = amountIn(currency);
  const correct = async (id: string, minor: bigint): Promise<void> => {
    if ((await run("correctAmount", { id, minor })) === undefined) return;
    notify(texts.corrected, { canUndo: true });
  };
  return (
    <section className={classes(ui["card"], ui["stack"])} aria-labelledby="guesses">
      <h2 id="guesses">{texts.guesses}</h2>
      {guesses.length === 0 && <p>{texts.noGuess}</p>}
      {previous === null && <p>{texts.guessFirst}</p>}
      <ProblemNotice problem={problem} />
      <ul className={styles["guesses"]} hidden={guesses.length === 0}>
        {guesses.map((guess) => {
          const { kind, rows, shouldBe, canCorrect } = guess;
          const ids = rows.map(({ id }) => id);
          const first = ids[0];
          return (
            <li key={`${kind} ${ids.join(" ")}`}>
              <span>{guessSentence(guess, amount)}</span>
              {shouldBe === null && (
                <Button onClick={() => onToggle(kind === "twice" ? ids.slice(1) : ids)}>
                  {kind === "there" ? texts.tick : texts.untick}
                </Button>
              )}
              {shouldBe !== null && canCorrect && first !== undefined && (
                <Button disabled={isBusy} onClick={() => void correct(first, shouldBe)}>
                  {texts.correct(amount(shouldBe))}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function guessSentence(
  { kind, rows, shouldBe }: GuessModel,
  amount: (minor: bigint) => string,
): string {
  const [row, other] = rows;
  if (row === undefined) return "";
  const day = dayText(row.day);
  const wanted = amount(shouldBe ?? 0n);
  switch (kind) {
    case "twice":
      return texts.twice(other?.text ?? "", dayText(other?.day ?? row.day), day);
    case "not-there":
      return other === undefined
        ? texts.notThere(row.text, day, amount(row.minor))
        : texts.notTherePair(row.text, other.text);
    case "there":
      return other === undefined
        ? texts.there(row.text, day, amount(row.minor))
        : texts.therePair(row.text, other.text);
    case "wrong-sign":
      return texts.wrongSign(row.text, day, wanted);
    case "transposed":
      return texts.transposed(row.text, day, wanted);
  }
}
