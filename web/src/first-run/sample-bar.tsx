/** Says on every screen that what is seen is nobody's, and wipes it with one click. */
import { engine } from "../page/engine-link.ts";
import { navigate } from "../page/location.ts";
import { Button } from "../ui/parts.tsx";
import { firstRunTexts as texts } from "./first-run-texts.ts";
import styles from "./sample-bar.module.css";

export function SampleBar() {
  return (
    <aside className={styles["bar"]} aria-label={texts.sample}>
      <p>
        <strong>{texts.sample}</strong> <span>{texts.sampleHint}</span>
      </p>
      <Button look="primary" onClick={begin}>
        {texts.sampleEnd}
      </Button>
    </aside>
  );
}

function begin(): void {
  engine
    .request("dropSample", null)
    .then(() => navigate("/"))
    .catch(() => undefined);
}
