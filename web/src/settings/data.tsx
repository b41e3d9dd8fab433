/** What leaves in a file and what comes from one. */
import { exportFormats, type ExportFormat } from "@coffer/ledger";
import { useState } from "react";
import { saveFile } from "../page/save-file.ts";
import { useAction } from "../page/use-engine.ts";
import { Button, Link } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { Section } from "./section.tsx";
import { settingsTexts as texts } from "./settings-texts.ts";

/** Media types as the formats themselves name them, or plain text. */
const types: Readonly<Record<ExportFormat, string>> = {
  json: "application/json",
  csv: "text/csv",
  ofx: "application/x-ofx",
  qif: "application/x-qif",
  journal: "text/plain",
  beancount: "text/plain",
};

export function ExportSection() {
  const action = useAction();
  const [format, setFormat] = useState<ExportFormat>();
  const write = async (wanted: ExportFormat, password: string): Promise<void> => {
    const exported = await action.run("exportAll", { format: wanted, password });
    if (exported === undefined) return;
    saveFile(`coffer.${wanted}`, exported.text, types[wanted]);
    setFormat(undefined);
  };
  return (
    <Section title={texts.export} text={texts.exportText}>
      <div className={ui["row"]}>
        {exportFormats.map((each) => (
          <Button key={each} onClick={() => setFormat(each)}>
            {texts.formats[each]}
          </Button>
        ))}
      </div>
      {format !== undefined && (
        <ConfirmDialog
          title={texts.exportTitle}
          text={texts.exportText}
          action={action}
          onPassword={(password) => void write(format, password)}
          onClose={() => setFormat(undefined)}
        />
      )}
    </Section>
  );
}

export function ImportSection() {
  return (
    <Section title={texts.importTitle} text={texts.importText}>
      <div>
        <Link to="/import" className={ui["button"]}>
          {texts.importDo}
        </Link>
      </div>
    </Section>
  );
}
