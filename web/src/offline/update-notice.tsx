/** Says that another version of the page is ready, and goes over to it when the person agrees. */
import { useEffect, useState } from "react";
import { engine } from "../page/engine-link.ts";
import { classes } from "../ui/classes.ts";
import { Button } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { offlineTexts as texts } from "./offline-texts.ts";
import styles from "./offline.module.css";
import { pageVersions } from "./page-versions.ts";
import { useIsOutdated, useVersions } from "./use-versions.ts";

export function UpdateNotice() {
  const versions = useVersions();
  const isOutdated = useIsOutdated();
  const [isLater, setLater] = useState(false);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    // Agreed to in another tab: the files of this version are gone.
    if (isOutdated) void engine.lock().then(() => location.reload());
  }, [isOutdated]);
  if (versions === undefined || versions.served === versions.newest || isLater) return null;
  return (
    <aside className={styles["update"]} aria-label={texts.update}>
      <p role="status">
        <strong>{texts.updateReady}</strong> {texts.updateMeans}
      </p>
      <div className={classes(ui["row"], styles["actions"])}>
        <Button
          look="primary"
          disabled={isBusy}
          onClick={() => {
            setBusy(true);
            void pageVersions.update();
          }}
        >
          {isBusy ? texts.updating : texts.updateNow}
        </Button>
        <Button disabled={isBusy} onClick={() => setLater(true)}>
          {texts.later}
        </Button>
      </div>
    </aside>
  );
}
