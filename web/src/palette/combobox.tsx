/**
 * A field with a list below it (combobox of the ARIA authoring practices): the focus stays in the field, arrows move
 * the choice, Enter takes it.
 */
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import type { PaletteItem } from "./palette-items.ts";
import { paletteTexts as texts } from "./palette-texts.ts";
import styles from "./palette.module.css";

export function Combobox({
  typed,
  items,
  onTyped,
  onTake,
}: {
  readonly typed: string;
  readonly items: readonly PaletteItem[];
  readonly onTyped: (typed: string) => void;
  readonly onTake: (item: PaletteItem | undefined) => void;
}) {
  const base = useId();
  const [place, setPlace] = useState(0);
  const chosen = Math.min(place, items.length - 1);
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = placeAfter(event.key, chosen, items.length);
    if (next !== undefined) setPlace(next);
    // A key that an input method is still busy with takes nothing.
    else if (event.key === "Enter" && !event.nativeEvent.isComposing) onTake(items[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        type="text"
        role="combobox"
        className={styles["field"]}
        aria-label={texts.label}
        aria-autocomplete="list"
        aria-expanded={items.length > 0}
        aria-controls={`${base}-list`}
        aria-activedescendant={items.length === 0 ? undefined : `${base}-${chosen}`}
        autoComplete="off"
        spellCheck={false}
        autoFocus
        placeholder={texts.placeholder}
        value={typed}
        onChange={(event) => {
          onTyped(event.target.value);
          setPlace(0);
        }}
        onKeyDown={onKeyDown}
      />
      <Options base={base} items={items} chosen={chosen} onPlace={setPlace} onTake={onTake} />
    </>
  );
}

function Options({
  base,
  items,
  chosen,
  onPlace,
  onTake,
}: {
  readonly base: string;
  readonly items: readonly PaletteItem[];
  readonly chosen: number;
  readonly onPlace: (place: number) => void;
  readonly onTake: (item: PaletteItem) => void;
}) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.children[chosen]?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return (
    <ul
      ref={list}
      id={`${base}-list`}
      role="listbox"
      aria-label={texts.list}
      className={styles["list"]}
    >
      {items.map((item, at) => (
        <li
          key={item.id}
          id={`${base}-${at}`}
          role="option"
          aria-selected={at === chosen}
          onMouseMove={() => onPlace(at)}
          onClick={() => onTake(item)}
        >
          <span>{item.name}</span>
          <span className={styles["kind"]}>
            {texts.kinds[item.kind]}
            {item.keys !== undefined && <kbd>{item.keys}</kbd>}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Where a key moves the choice; undefined if it moves nothing. */
function placeAfter(key: string, place: number, count: number): number | undefined {
  if (count === 0) return undefined;
  switch (key) {
    case "ArrowDown":
      return (place + 1) % count;
    case "ArrowUp":
      return (place + count - 1) % count;
    case "PageDown":
      return Math.min(place + 8, count - 1);
    case "PageUp":
      return Math.max(place - 8, 0);
    default:
      return undefined;
  }
}
