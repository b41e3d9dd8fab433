/** Finds a category by a part of its name; a digit alone takes one of the usual ones (WAI-ARIA combobox). */
import { useId, useState, type KeyboardEvent } from "react";
import type { Choices } from "../engine/view-models.ts";
import { classes } from "../ui/classes.ts";
import { Button } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { matchingCategories } from "./matching-categories.ts";
import { reviewTexts as texts } from "./review-texts.ts";
import styles from "./review.module.css";

const shownMax = 7;

export function CategoryFinder({
  categories,
  usual,
  onChoose,
  onClose,
}: {
  readonly categories: Choices["categories"];
  readonly usual: readonly { readonly id: string }[];
  readonly onChoose: (id: string) => void;
  readonly onClose: () => void;
}) {
  const id = useId();
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const found = matchingCategories(categories, text).slice(0, shownMax);
  const onKey = (event: KeyboardEvent): void => {
    const byDigit = text === "" ? usual[Number(event.key) - 1] : undefined;
    if (byDigit !== undefined) onChoose(byDigit.id);
    else if (event.key === "Escape") onClose();
    else if (event.key === "ArrowDown") setActive(Math.min(active + 1, found.length - 1));
    else if (event.key === "ArrowUp") setActive(Math.max(active - 1, 0));
    else if (event.key === "Enter" && found[active] !== undefined) onChoose(found[active].id);
    else return;
    event.preventDefault();
  };
  return (
    <div className={classes(ui["stack"], styles["finder"])}>
      <div className={ui["field"]}>
        <label htmlFor={id}>{texts.find}</label>
        <input
          id={id}
          role="combobox"
          aria-expanded="true"
          aria-autocomplete="list"
          aria-controls={`${id}-found`}
          aria-activedescendant={found.length === 0 ? undefined : `${id}-${active}`}
          autoComplete="off"
          autoFocus
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKey}
        />
      </div>
      <ul id={`${id}-found`} role="listbox" aria-label={texts.found}>
        {found.map((category, place) => (
          <li
            key={category.id}
            id={`${id}-${place}`}
            role="option"
            aria-selected={place === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(category.id)}
          >
            {category.path}
          </li>
        ))}
      </ul>
      {found.length === 0 && <p role="status">{texts.noneFound}</p>}
      <div>
        <Button look="quiet" onClick={onClose}>
          {texts.cancel}
        </Button>
      </div>
    </div>
  );
}
