/** When the account locks by itself, and what is not protected. */
import { idleChoices, prefer, usePreferences } from "../page/preferences.ts";
import { SelectField } from "../ui/parts.tsx";
import { Section } from "./section.tsx";
import { settingsTexts as texts } from "./settings-texts.ts";
import styles from "./settings.module.css";

export function IdleSection() {
  const { idleMinutes } = usePreferences();
  return (
    <Section title={texts.idle} text={texts.idleHint}>
      <SelectField
        label={texts.idleLabel}
        hint={texts.here}
        value={String(idleMinutes)}
        onText={(text) => {
          const chosen = idleChoices.find((minutes) => String(minutes) === text);
          if (chosen !== undefined) prefer({ idleMinutes: chosen });
        }}
      >
        {idleChoices.map((minutes) => (
          <option key={minutes} value={minutes}>
            {texts.idleMinutes(minutes)}
          </option>
        ))}
      </SelectField>
    </Section>
  );
}

export function LimitsSection() {
  return (
    <Section title={texts.limits}>
      <ul className={styles["bullets"]}>
        {texts.limitsText.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </Section>
  );
}
