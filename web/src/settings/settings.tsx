/** Settings: one part at a time, each with an address. */
import { OfflineSection } from "../offline/offline-section.tsx";
import { useOpenStatus } from "../page/use-engine.ts";
import { Link, ScreenTitle } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { AppearanceSections } from "./appearance.tsx";
import { CategoriesSection } from "./categories.tsx";
import { CredentialsSection } from "./credentials.tsx";
import { ExportSection, ImportSection } from "./data.tsx";
import { DevicesSection, LinkSection, VerifySection } from "./devices.tsx";
import { GeneralSections } from "./general.tsx";
import { IdleSection, LimitsSection } from "./security.tsx";
import { RulesSection } from "./rules.tsx";
import { settingsPaths, type SettingsPath } from "./settings-paths.ts";
import { settingsTexts as texts } from "./settings-texts.ts";
import styles from "./settings.module.css";

type OnKit = (kit: string | null) => void;

export function Settings({ path, onKit }: { readonly path: SettingsPath; readonly onKit: OnKit }) {
  const status = useOpenStatus();
  return (
    <>
      <div>
        <ScreenTitle>{texts.title}</ScreenTitle>
        <p className={ui["soft"]}>{texts.signedInAs(status?.loginName ?? "")}</p>
      </div>
      <nav className={styles["parts"]} aria-label={texts.sections}>
        <ul>
          {settingsPaths.map((to) => (
            <li key={to}>
              <Link to={to} aria-current={path === to ? "page" : undefined}>
                {texts.names[to]}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <Part path={path} onKit={onKit} />
    </>
  );
}

function Part({ path, onKit }: { readonly path: SettingsPath; readonly onKit: OnKit }) {
  switch (path) {
    case "/settings":
      return <GeneralSections />;
    case "/settings/categories":
      return <CategoriesSection />;
    case "/settings/rules":
      return <RulesSection />;
    case "/settings/appearance":
      return <AppearanceSections />;
    case "/settings/devices":
      return (
        <div className={styles["grid"]}>
          <LinkSection />
          <DevicesSection onKit={onKit} />
          <VerifySection />
        </div>
      );
    case "/settings/security":
      return (
        <div className={styles["grid"]}>
          <CredentialsSection onKit={onKit} />
          <IdleSection />
          <LimitsSection />
        </div>
      );
    case "/settings/data":
      return (
        <div className={styles["grid"]}>
          <ExportSection />
          <ImportSection />
          <OfflineSection />
        </div>
      );
  }
}
