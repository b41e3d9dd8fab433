/** The account's devices: letting one in, removing one. */
import { useState } from "react";
import type { DeviceFacts } from "@coffer/client";
import { momentText } from "../page/format.ts";
import { useAction, useOpenStatus, useView } from "../page/use-engine.ts";
import { QrCode } from "../kit/qr-code.tsx";
import { codeAddress } from "../unlock/code-address.ts";
import { Button, Loading, ProblemNotice } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { Section } from "./section.tsx";
import { settingsTexts as texts } from "./settings-texts.ts";
import styles from "./settings.module.css";

const groupsOfFour = /(.{4})(?=.)/g;

export function LinkSection() {
  const { isBusy, problem, run } = useAction();
  const [code, setCode] = useState<string>();
  const server = useOpenStatus()?.serverUrl ?? "";
  const make = async (): Promise<void> => {
    const made = await run("makeLinkCode", null);
    if (made !== undefined) setCode(made.code);
  };
  return (
    <Section title={texts.link} text={texts.linkHint}>
      {code !== undefined && (
        <div role="status" className={ui["stack"]}>
          <p className={styles["code"]} aria-label={texts.linkCode}>
            {code.replaceAll(groupsOfFour, "$1-")}
          </p>
          <QrCode text={codeAddress(server, code)} label={texts.linkQr} />
          <p className={ui["hint"]}>{texts.linkScan}</p>
          <p className={ui["hint"]}>{texts.linkUse(server)}</p>
        </div>
      )}
      <ProblemNotice problem={problem} />
      <div>
        <Button disabled={isBusy} onClick={() => void make()}>
          {isBusy ? texts.busy : texts.linkDo}
        </Button>
      </div>
    </Section>
  );
}

export function DevicesSection({ onKit }: { readonly onKit: (kit: string | null) => void }) {
  const { value: security, problem } = useView("security", null);
  const action = useAction();
  const [removed, setRemoved] = useState<DeviceFacts>();
  const revoke = async (device: DeviceFacts, password: string): Promise<void> => {
    const done = await action.run("revoke", { deviceId: device.deviceId, password });
    if (done === undefined) return;
    setRemoved(undefined);
    onKit(done.kit);
  };
  return (
    <Section title={texts.devices}>
      <ProblemNotice problem={problem} />
      {security === undefined && problem === undefined && <Loading what={texts.loading} />}
      <ul className={styles["list"]}>
        {security?.devices.map((device) => (
          <li key={device.deviceId}>
            <span>
              {device.name} <span className={ui["hint"]}>{stateText(device)}</span>
            </span>
            {device.active && !device.isThisOne && (
              <Button
                aria-label={texts.revokeOf(device.name)}
                onClick={() => {
                  action.clear();
                  setRemoved(device);
                }}
              >
                {texts.revoke}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {removed !== undefined && (
        <ConfirmDialog
          title={texts.revokeTitle(removed.name)}
          text={texts.revokeText}
          action={action}
          onPassword={(password) => void revoke(removed, password)}
          onClose={() => setRemoved(undefined)}
        />
      )}
    </Section>
  );
}

function stateText({ active, isThisOne, lastSeenSeconds }: DeviceFacts): string {
  if (!active) return texts.revoked;
  if (isThisOne) return texts.thisOne;
  return lastSeenSeconds === null ? texts.neverSeen : texts.seen(momentText(lastSeenSeconds));
}

/** What people compare between devices. */
export function VerifySection() {
  const { value: security } = useView("security", null);
  if (security === undefined) return null;
  const { safetyNumber, vaultHeadCode, accountHeadCode, vaultSeq, accountSeq, unreadable } =
    security;
  return (
    <Section title={texts.verify} text={texts.verifyText}>
      <dl className={styles["numbers"]}>
        <dt>{texts.safety}</dt>
        <dd>{safetyNumber}</dd>
        <dt>{texts.vaultHead(vaultSeq)}</dt>
        <dd>{vaultHeadCode}</dd>
        <dt>{texts.accountHead(accountSeq)}</dt>
        <dd>{accountHeadCode}</dd>
      </dl>
      {unreadable > 0 && <p>{texts.unreadable(unreadable)}</p>}
    </Section>
  );
}
