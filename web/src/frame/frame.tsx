/** What is around every screen: navigation, sync state, locking, alarms, short messages. */
import { lazy, Suspense, useCallback, useEffect, useRef, useState, type ReactNode } from "react";
import type { OpenStatus } from "../engine/messages.ts";
import { SampleBar } from "../first-run/sample-bar.tsx";
import { useAddShortcut } from "../offline/use-add-shortcut.ts";
import { engine } from "../page/engine-link.ts";
import { dismissNotice, notify, useNotice } from "../page/notices.ts";
import { prefer, usePreferences } from "../page/preferences.ts";
import { alarmText, problemText } from "../page/problem-texts.ts";
import { useAction } from "../page/use-engine.ts";
import { Button, Dialog, Link, Notice } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { frameTexts as texts } from "./frame-texts.ts";
import styles from "./frame.module.css";
import { NavIcon } from "./icons.tsx";
import { useIdleLock } from "./idle-lock.ts";
import { useShortcuts } from "./shortcuts.ts";

const Palette = lazy(async () => ({
  default: (await import("../palette/palette.tsx")).Palette,
}));

export function Frame({
  status,
  path,
  children,
}: {
  readonly status: OpenStatus;
  readonly path: string;
  readonly children: ReactNode;
}) {
  const [over, setOver] = useState<"help" | "palette">();
  const takeBack = useTakeBack();
  const showHelp = useCallback(() => setOver("help"), []);
  const showPalette = useCallback(() => setOver("palette"), []);
  const close = useCallback(() => setOver(undefined), []);
  useIdleLock(!status.isSample);
  useAddShortcut();
  useShortcuts({ onUndo: takeBack, onHelp: showHelp, onPalette: showPalette });
  return (
    <div className={styles["frame"]}>
      <a className={`${ui["button"]} ${styles["skip"]}`} href="#content">
        {texts.skip}
      </a>
      <header className={styles["bar"]}>
        <span className={ui["brand"]}>Coffer</span>
        {!status.isSample && <SyncChip status={status} />}
        <BarButtons onPalette={showPalette} />
        {!status.isSample && <Button onClick={() => void engine.lock()}>{texts.lock}</Button>}
      </header>
      <Nav path={path} />
      <main id="content" className={styles["content"]} tabIndex={-1}>
        {status.isSample && <SampleBar />}
        <Alarms status={status} />
        {children}
      </main>
      <Toast onUndo={() => takeBack("undo")} />
      {over === "palette" && (
        <Suspense>
          <Palette actions={{ onUndo: takeBack, onHelp: showHelp }} onClose={close} />
        </Suspense>
      )}
      {over === "help" && <ShortcutHelp onClose={close} />}
    </div>
  );
}

/** Undo and redo from anywhere, and a word about what became of it. */
export function useTakeBack(): (which: "undo" | "redo") => void {
  const { run } = useAction();
  return useCallback(
    (which) => {
      void run(which, null).then((taken) => {
        if (taken === undefined) return;
        notify(which === "undo" ? texts.undone(taken.kept) : texts.redone);
      });
    },
    [run],
  );
}

function Nav({ path }: { readonly path: string }) {
  return (
    <nav className={styles["nav"]} aria-label={texts.nav}>
      <ul>
        {Object.entries(texts.screens).map(([to, name]) => (
          <li key={to} data-wide={to === "/import" ? "" : undefined}>
            <Link to={to} aria-current={isOn(to, path) ? "page" : undefined}>
              <NavIcon of={to} />
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Whether a screen, or a part of it, is open. */
function isOn(screen: string, path: string): boolean {
  return path === screen || (screen !== "/" && path.startsWith(`${screen}/`));
}

/** Finding anything, and hiding amounts: what `Ctrl K` and `h` do. */
function BarButtons({ onPalette }: { readonly onPalette: () => void }) {
  const { areAmountsHidden } = usePreferences();
  return (
    <span className={styles["tools"]}>
      <Button look="quiet" className={styles["find"]} onClick={onPalette}>
        <NavIcon of="find" />
        <span>{texts.find}</span>
        <kbd>{texts.findKeys}</kbd>
      </Button>
      <Button
        look="quiet"
        aria-label={texts.hideAmounts}
        aria-pressed={areAmountsHidden}
        title={texts.hideAmounts}
        onClick={() => prefer({ areAmountsHidden: !areAmountsHidden })}
      >
        <NavIcon of={areAmountsHidden ? "hidden" : "shown"} />
      </Button>
    </span>
  );
}

function SyncChip({ status: { sync, waiting } }: { readonly status: OpenStatus }) {
  const text = {
    syncing: waiting === 0 ? texts.syncing : texts.waiting(waiting),
    synced: waiting === 0 ? texts.synced : texts.waiting(waiting),
    offline: texts.offline(waiting),
    problem: texts.problem,
  }[sync];
  return (
    <span className={styles["chip"]} role="status">
      <span className={styles["dot"]} data-sync={sync} aria-hidden="true" />
      {text}
    </span>
  );
}

/** What the person must know before anything else. */
function Alarms({ status }: { readonly status: OpenStatus }) {
  const { alarm, problem, hasLostPending, sync } = status;
  return (
    <>
      {alarm !== null && (
        <Notice kind="bad" action={<Link to="/settings/data">{texts.export}</Link>}>
          <strong>{alarmText(alarm)}</strong> {texts.alarmMore}
        </Notice>
      )}
      {alarm === null && problem !== null && sync === "problem" && (
        <Notice
          kind="warn"
          action={
            <Button onClick={() => void engine.request("sync", null).catch(() => undefined)}>
              {texts.retry}
            </Button>
          }
        >
          {problemText(problem)}
        </Notice>
      )}
      {hasLostPending && <Notice kind="warn">{texts.lostPending}</Notice>}
    </>
  );
}

const toastMs = 12_000;

function Toast({ onUndo }: { readonly onUndo: () => void }) {
  const notice = useNotice();
  useEffect(() => {
    if (notice === undefined) return undefined;
    const timer = setTimeout(dismissNotice, toastMs);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <div role="status">
      {notice !== undefined && (
        <div className={styles["toast"]}>
          <span>{notice.text}</span>
          <span>
            {notice.canUndo && <Button onClick={onUndo}>{texts.undo}</Button>}
            <Button onClick={dismissNotice}>{texts.dismiss}</Button>
          </span>
        </div>
      )}
    </div>
  );
}

function ShortcutHelp({ onClose }: { readonly onClose: () => void }) {
  const top = useRef<HTMLHeadingElement>(null);
  // The list is read from its beginning, not from the button at its end.
  useEffect(() => top.current?.focus(), []);
  return (
    <Dialog title={texts.shortcuts} onClose={onClose}>
      <h3 ref={top} tabIndex={-1} className={styles["keysTitle"]}>
        {texts.shortcutsEverywhere}
      </h3>
      <KeyRows rows={texts.shortcutRows} />
      {texts.shortcutGroups.map(({ title, rows }) => (
        <section key={title} aria-label={title}>
          <h3 className={styles["keysTitle"]}>{title}</h3>
          <KeyRows rows={rows} />
        </section>
      ))}
      <p className={ui["hint"]}>{texts.shortcutsOff}</p>
      <Button onClick={onClose}>{texts.close}</Button>
    </Dialog>
  );
}

function KeyRows({ rows }: { readonly rows: readonly (readonly [keys: string, what: string])[] }) {
  return (
    <dl className={styles["keys"]}>
      {rows.map(([keys, what]) => (
        <div key={keys}>
          <dt>{keys}</dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  );
}
