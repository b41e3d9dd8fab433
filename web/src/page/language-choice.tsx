/** The choice of the page's language, each named in itself. */
import { SelectField } from "../ui/parts.tsx";
import { chooseLanguage, chosenLanguage, languageCodes, useLanguage } from "./language.ts";
import { languageTexts } from "./language-texts.ts";

export function LanguageChoice() {
  useLanguage();
  return (
    <SelectField
      label={languageTexts.label}
      hint={languageTexts.hint}
      value={chosenLanguage() ?? ""}
      onText={(code) => void chooseLanguage(code === "" ? undefined : code)}
    >
      <option value="">{languageTexts.automatic}</option>
      {languageCodes.map((code) => (
        <option key={code} value={code} lang={code}>
          {nameOf(code)}
        </option>
      ))}
    </SelectField>
  );
}

function nameOf(code: string): string {
  return new Intl.DisplayNames([code], { type: "language" }).of(code) ?? code;
}
