/** Settings: devices, credentials, export, what to compare, leaving. */
import { useState } from "react";
import { areLettersOn, turnLetters } from "../frame/shortcuts.ts";
import { engine } from "../page/engine-link.ts";
import { useOpenStatus } from "../page/use-engine.ts";
import { Button, Check, ScreenTitle } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { ForgetDialog } from "../unlock/unlock.tsx";
import { CredentialsSection, ExportSection } from "./credentials.tsx";
import { DevicesSection, LinkSection, VerifySection } from "./devices.tsx";
import { Section } from "./section.tsx";
import { settingsTexts as texts } from "./settings-texts.ts";
import styles from "./settings.module.css";

export function Settings({ onKit }: { readonly onKit: (kit: string | null) => void }) {
  const status = useOpenStatus();
  return (
    <>
      <div>
        <ScreenTitle>{texts.title}</ScreenTitle>
        <p className={ui["soft"]}>{texts.signedInAs(status?.loginName ?? "")}</p>
      </div>
      <div className={styles["grid"]}>
        <LinkSection />
        <DevicesSection onKit={onKit} />
        <CredentialsSection onKit={onKit} />
        <ExportSection />
        <VerifySection />
        <KeyboardSection />
        <LeaveSection />
        <Section title={texts.limits}>
          <ul className={styles["bullets"]}>
            {texts.limitsText.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Section>
      </div>
    </>
  );
}

function KeyboardSection() {
  const [isOn, setOn] = useState(areLettersOn);
  return (
    <Section title={texts.keyboard}>
      <Check
        label={texts.letters}
        checked={isOn}
        onCheck={(on) => {
          turnLetters(on);
          setOn(on);
        }}
      />
    </Section>
  );
}

function LeaveSection() {
  const [isForgetting, setForgetting] = useState(false);
  return (
    <Section title={texts.leave} text={texts.leaveText}>
      <div className={ui["row"]}>
        <Button onClick={() => void engine.logOut(false)}>{texts.logOut}</Button>
        <Button look="danger" onClick={() => setForgetting(true)}>
          {texts.forget}
        </Button>
      </div>
      {isForgetting && <ForgetDialog onClose={() => setForgetting(false)} />}
    </Section>
  );
}
