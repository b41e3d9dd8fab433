/** Files that are pasted, or a table that was copied out of a page or a spreadsheet. */
import { useEffect } from "react";
import { importTexts as texts } from "./import-texts.ts";

/** Hears what is pasted outside of any field, as long as it is on. */
export function usePasted(isOn: boolean, onFiles: (files: readonly File[]) => void): void {
  useEffect(() => {
    if (!isOn) return undefined;
    const take = (event: ClipboardEvent): void => {
      const { target, clipboardData } = event;
      if (target instanceof HTMLInputElement || clipboardData === null) return;
      const text = clipboardData.getData("text/plain");
      const files = [...clipboardData.files];
      if (files.length > 0) onFiles(files);
      else if (text.trim() !== "") onFiles([new File([text], texts.pasted)]);
    };
    document.addEventListener("paste", take);
    return () => document.removeEventListener("paste", take);
  }, [isOn, onFiles]);
}
