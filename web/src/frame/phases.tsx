/** Pages for when the account is not at hand: in another tab, damaged, or not possible in this browser. */
import { useState, type ReactNode } from "react";
import { engine } from "../page/engine-link.ts";
import { Button, Link, ScreenTitle } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { ForgetDialog } from "../unlock/unlock.tsx";
import { unlockTexts } from "../unlock/unlock-texts.ts";
import { frameTexts as texts } from "./frame-texts.ts";

function Plain({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
}) {
  return (
    <main className={ui["narrow"]}>
      <span className={ui["brand"]}>Coffer</span>
      <ScreenTitle>{title}</ScreenTitle>
      <p>{text}</p>
      {children}
    </main>
  );
}

export function Unsupported() {
  return <Plain title={texts.unsupported} text={texts.unsupportedText} />;
}

function takeOver(): void {
  engine.request("takeOver", null).catch(() => undefined);
}

export function Elsewhere() {
  return (
    <Plain title={texts.elsewhere} text={texts.elsewhereText}>
      <Button look="primary" onClick={takeOver}>
        {texts.openHere}
      </Button>
    </Plain>
  );
}

export function Displaced() {
  return (
    <Plain title={texts.displaced} text={texts.displacedText}>
      <Button look="primary" onClick={takeOver}>
        {texts.openHere}
      </Button>
    </Plain>
  );
}

export function Damaged() {
  const [isForgetting, setForgetting] = useState(false);
  return (
    <Plain title={texts.damaged} text={texts.damagedText}>
      <Button look="danger" onClick={() => setForgetting(true)}>
        {unlockTexts.forget}
      </Button>
      {isForgetting && <ForgetDialog onClose={() => setForgetting(false)} />}
    </Plain>
  );
}

export function NotFound() {
  return (
    <div className={ui["empty"]}>
      <ScreenTitle>{texts.notFound}</ScreenTitle>
      <Link to="/">{texts.home}</Link>
    </div>
  );
}
