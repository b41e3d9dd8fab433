/** What leaves in a file and what comes from one. */
import { useState } from "react";
import { saveFile } from "../page/save-file.ts";
import { useAction } from "../page/use-engine.ts";
import { Button, Link } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { Section } from "./section.tsx";
import { settingsTexts as texts } from "./settings-texts.ts";

export function ExportSection() {
  const action = useAction();
  const [format, setFormat] = useState<"csv" | "json">();
  const write = async (wanted: "csv" | "json", password: string): Promise<void> => {
    const exported = await action.run("exportAll", { format: wanted, password });
    if (exported === undefined) return;
    const type = wanted === "csv" ? "text/csv" : "application/json";
    saveFile(`coffer.${wanted}`, exported.text, type);
    setFormat(undefined);
  };
  return (
    <Section title={texts.export} text={texts.exportText}>
      <div className={ui["row"]}>
        <Button onClick={() => setFormat("csv")}>{texts.csv}</Button>
        <Button onClick={() => setFormat("json")}>{texts.json}</Button>
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
