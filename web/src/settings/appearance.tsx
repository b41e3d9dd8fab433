/** How this browser shows things: colours, language, amounts, the keyboard. */
import { LanguageChoice } from "../page/language-choice.tsx";
import { colourChoices, prefer, usePreferences } from "../page/preferences.ts";
import { Check } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { Section } from "./section.tsx";
import { settingsTexts as texts } from "./settings-texts.ts";
import styles from "./settings.module.css";

export function AppearanceSections() {
  return (
    <div className={styles["grid"]}>
      <ColoursSection />
      <Section title={texts.language}>
        <LanguageChoice />
      </Section>
      <AmountsSection />
      <KeyboardSection />
    </div>
  );
}

function ColoursSection() {
  const { colours, isHighContrast } = usePreferences();
  return (
    <Section title={texts.colours} text={texts.here}>
      <fieldset>
        <legend className={ui["hidden"]}>{texts.colours}</legend>
        {colourChoices.map((choice) => (
          <label key={choice} className={ui["check"]}>
            <input
              type="radio"
              name="colours"
              checked={colours === choice}
              onChange={() => prefer({ colours: choice })}
            />
            <span>{texts.colourNames[choice]}</span>
          </label>
        ))}
      </fieldset>
      <Check
        label={texts.highContrast}
        checked={isHighContrast}
        onCheck={(isOn) => prefer({ isHighContrast: isOn })}
      />
    </Section>
  );
}

function AmountsSection() {
  const { areAmountsHidden } = usePreferences();
  return (
    <Section title={texts.amounts}>
      <Check
        label={texts.hideAmounts}
        checked={areAmountsHidden}
        onCheck={(isOn) => prefer({ areAmountsHidden: isOn })}
      />
      <p className={ui["hint"]}>{texts.hideHint}</p>
    </Section>
  );
}

function KeyboardSection() {
  const { areLettersOn } = usePreferences();
  return (
    <Section title={texts.keyboard}>
      <Check
        label={texts.letters}
        checked={areLettersOn}
        onCheck={(isOn) => prefer({ areLettersOn: isOn })}
      />
    </Section>
  );
}
