/** Which page is shown: by where the account is, and then by the address. */
import { lazy, Suspense, useState } from "react";
import { FirstRun } from "./first-run/first-run.tsx";
import { Frame } from "./frame/frame.tsx";
import { Damaged, Displaced, Elsewhere, NotFound, Unsupported } from "./frame/phases.tsx";
import { Home } from "./home/home.tsx";
import { UpdateNotice } from "./offline/update-notice.tsx";
import { useLanguage } from "./page/language.ts";
import { pageTexts } from "./page/page-texts.ts";
import { navigate, useLocation } from "./page/location.ts";
import { usePreferences } from "./page/preferences.ts";
import { isSettingsPath } from "./settings/settings-paths.ts";
import { useStatus } from "./page/use-engine.ts";
import { Loading } from "./ui/parts.tsx";
import { Unlock } from "./unlock/unlock.tsx";

const Accounts = lazy(async () => ({
  default: (await import("./accounts/accounts.tsx")).Accounts,
}));
const Budget = lazy(async () => ({ default: (await import("./budget/budget.tsx")).Budget }));
const Import = lazy(async () => ({ default: (await import("./import/import.tsx")).Import }));
const KitPage = lazy(async () => ({ default: (await import("./kit/kit-page.tsx")).KitPage }));
const LogIn = lazy(async () => ({ default: (await import("./unlock/log-in.tsx")).LogIn }));
const Reconcile = lazy(async () => ({
  default: (await import("./accounts/reconcile.tsx")).Reconcile,
}));
const Recover = lazy(async () => ({ default: (await import("./unlock/recover.tsx")).Recover }));
const Reports = lazy(async () => ({ default: (await import("./reports/reports.tsx")).Reports }));
const Review = lazy(async () => ({ default: (await import("./review/review.tsx")).Review }));
const Settings = lazy(async () => ({
  default: (await import("./settings/settings.tsx")).Settings,
}));
const SignUp = lazy(async () => ({ default: (await import("./sign-up/sign-up.tsx")).SignUp }));
const Transactions = lazy(async () => ({
  default: (await import("./transactions/transactions.tsx")).Transactions,
}));

type OnKit = (kit: string | null) => void;

export function App() {
  // Every amount is formatted anew when they are hidden or shown, every word looked up when the language changes.
  usePreferences();
  useLanguage();
  const [kit, setKit] = useState<{ readonly text: string; readonly isNewer: boolean }>();
  return (
    <Suspense fallback={<Loading what={pageTexts.loading} />}>
      {kit === undefined && <UpdateNotice />}
      {kit === undefined ? (
        <Phase
          onKit={(text, isNewer) => {
            if (text !== null) setKit({ text, isNewer });
          }}
        />
      ) : (
        <KitPage kit={kit.text} isNewer={kit.isNewer} onKept={() => setKit(undefined)} />
      )}
    </Suspense>
  );
}

function Phase({ onKit }: { readonly onKit: (kit: string | null, isNewer: boolean) => void }) {
  const status = useStatus();
  const { path } = useLocation();
  switch (status.phase) {
    case "starting":
      return <Loading what={pageTexts.loading} />;
    case "unsupported":
      return <Unsupported />;
    case "elsewhere":
      return <Elsewhere />;
    case "displaced":
      return <Displaced />;
    case "damaged":
      return <Damaged />;
    case "empty":
      return <Entry path={path} onKit={entered(onKit)} />;
    case "locked":
      if (path === "/recover") return <Recover onKit={(kit) => onKit(kit, true)} />;
      return <Unlock {...status} onKit={(kit) => onKit(kit, true)} />;
    case "open":
      return (
        <Frame status={status} path={path}>
          <Screen path={path} onKit={(kit) => onKit(kit, true)} />
        </Frame>
      );
  }
}

/** After the first entry Home is shown; the address of the form is of no use any more. */
function entered(
  onKit: (kit: string | null, isNewer: boolean) => void,
): (isNewer: boolean) => OnKit {
  return (isNewer) => (kit) => {
    navigate("/", { replace: true });
    onKit(kit, isNewer);
  };
}

function Entry({
  path,
  onKit,
}: {
  readonly path: string;
  readonly onKit: (isNewer: boolean) => OnKit;
}) {
  switch (path) {
    case "/sign-up":
      return <SignUp onKit={onKit(false)} />;
    case "/log-in":
      return <LogIn onKit={onKit(true)} />;
    case "/recover":
      return <Recover onKit={onKit(true)} />;
    default:
      return <FirstRun />;
  }
}

function Screen({ path, onKit }: { readonly path: string; readonly onKit: OnKit }) {
  switch (path) {
    case "/":
    case "/log-in":
    case "/sign-up":
    case "/recover":
      return <Home />;
    case "/transactions":
      return <Transactions />;
    case "/budget":
      return <Budget />;
    case "/reports":
      return <Reports />;
    case "/accounts":
      return <Accounts />;
    case "/accounts/reconcile":
      return <Reconcile />;
    case "/import":
      return <Import />;
    case "/review":
      return <Review />;
    default:
      if (isSettingsPath(path)) return <Settings path={path} onKit={onKit} />;
      return <NotFound />;
  }
}
