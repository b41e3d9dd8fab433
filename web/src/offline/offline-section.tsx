/** A part of Settings: whether the page opens without a network, what the browser keeps, and which version this is. */
import { useState } from "react";
import { Section } from "../settings/section.tsx";
import { Button } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { useInstall } from "./installed-app.ts";
import { useIsKept } from "./kept.ts";
import { offlineTexts as texts } from "./offline-texts.ts";
import styles from "./offline.module.css";
import { versionCode } from "./version-code.ts";
import { useVersions } from "./use-versions.ts";

export function OfflineSection() {
  const versions = useVersions();
  const install = useInstall();
  return (
    <Section title={texts.title}>
      <p>{versions === undefined ? texts.offlineNotReady : texts.offlineReady}</p>
      {install !== undefined && <Button onClick={install}>{texts.install}</Button>}
      <Keeping />
      {versions !== undefined && (
        <div>
          <p>
            {texts.version}: <span className={styles["code"]}>{versionCode(versions.served)}</span>
          </p>
          <p className={ui["hint"]}>{texts.versionHint}</p>
        </div>
      )}
    </Section>
  );
}

function Keeping() {
  const { isKept, ask } = useIsKept();
  const [isRefused, setRefused] = useState(false);
  if (isKept === undefined) return null;
  if (isKept) return <p>{texts.kept}</p>;
  return (
    <>
      <p>{texts.mayEvict}</p>
      <div>
        <Button onClick={() => void ask().then((hasAgreed) => setRefused(!hasAgreed))}>
          {texts.askToKeep}
        </Button>
        <p role="status" className={ui["hint"]}>
          {isRefused && texts.keepRefused}
        </p>
      </div>
    </>
  );
}
