/**
 * The shares of a rule as one bar that is cut by handles: by the pointer, by arrow and Page keys, or as numbers. What
 * gives and what takes is the ledger's business (budget/shares.ts).
 */
import { useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { ownName } from "@coffer/client/texts";
import { cutRange, cutsOf, recommend, withCut, withShare, type Rule } from "@coffer/ledger";
import { share } from "../page/format.ts";
import { classes } from "../ui/classes.ts";
import { TextField } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { planTexts as texts } from "./plan-texts.ts";
import styles from "./rule-slider.module.css";

const whole = 10_000;
const step = 100;
const page = 500;
/** A segment narrower than this has no room for its share. */
const roomFor = 900;

export function RuleSlider({
  rule,
  income,
  amount,
  onRule,
}: {
  readonly rule: Rule;
  readonly income: bigint;
  readonly amount: (minor: bigint) => string;
  readonly onRule: (rule: Rule) => void;
}) {
  const track = useRef<HTMLDivElement>(null);
  const amounts = recommend(rule, income);
  return (
    <div className={ui["stack"]} role="group" aria-label={texts.slider}>
      <div ref={track} className={styles["bar"]}>
        {rule.buckets.map(({ id, basisPoints }) => (
          <div
            key={id}
            className={classes(styles["part"], styles[id])}
            style={{ flexGrow: basisPoints }}
            aria-hidden="true"
          >
            {basisPoints >= roomFor && share(basisPoints)}
          </div>
        ))}
        {cutsOf(rule).map((at, cut) => (
          <Handle
            key={rule.buckets[cut]?.id}
            rule={rule}
            cut={cut}
            at={at}
            track={track}
            onRule={onRule}
          />
        ))}
      </div>
      <div className={ui["pair"]}>
        {rule.buckets.map((bucket, place) => (
          <ShareField
            key={bucket.id}
            name={ownName(bucket.name)}
            basisPoints={bucket.basisPoints}
            hint={texts.shareHint(bucket.kind, amount(amounts[place] ?? 0n))}
            onShare={(basisPoints) => onRule(withShare(rule, place, basisPoints))}
          />
        ))}
      </div>
      <p className={ui["hint"]}>{texts.sliderHint}</p>
    </div>
  );
}

function Handle({
  rule,
  cut,
  at,
  track,
  onRule,
}: {
  readonly rule: Rule;
  readonly cut: number;
  readonly at: number;
  readonly track: { readonly current: HTMLDivElement | null };
  readonly onRule: (rule: Rule) => void;
}) {
  const { min, max } = cutRange(rule, cut);
  const [left, right] = rule.buckets.slice(cut, cut + 2);
  if (left === undefined || right === undefined) return null;
  const onKey = (event: KeyboardEvent): void => {
    const to = placeByKey(event.key, at, { min, max });
    if (to === undefined) return;
    event.preventDefault();
    onRule(withCut(rule, cut, to));
  };
  const onDrag = (event: PointerEvent<HTMLDivElement>): void => {
    const bar = track.current;
    if (bar === null || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { left: start, width } = bar.getBoundingClientRect();
    const place = ((event.clientX - start) / width) * whole;
    onRule(withCut(rule, cut, Math.round(place / step) * step));
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      className={styles["handle"]}
      style={{ insetInlineStart: `${at / 100}%` }}
      aria-label={texts.cut(ownName(left.name), ownName(right.name))}
      aria-valuemin={min / 100}
      aria-valuemax={max / 100}
      aria-valuenow={at / 100}
      aria-valuetext={texts.cutValue(
        ownName(left.name),
        share(left.basisPoints),
        ownName(right.name),
        share(right.basisPoints),
      )}
      onKeyDown={onKey}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onDrag}
    />
  );
}

/** Where a key moves a handle; undefined for any other key. */
function placeByKey(
  key: string,
  at: number,
  { min, max }: { readonly min: number; readonly max: number },
): number | undefined {
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return at - step;
    case "ArrowRight":
    case "ArrowUp":
      return at + step;
    case "PageDown":
      return at - page;
    case "PageUp":
      return at + page;
    case "Home":
      return min;
    case "End":
      return max;
    default:
      return undefined;
  }
}

/** A share as a number; while it is typed it may be anything. */
function ShareField({
  name,
  basisPoints,
  hint,
  onShare,
}: {
  readonly name: string;
  readonly basisPoints: number;
  readonly hint: string;
  readonly onShare: (basisPoints: number) => void;
}) {
  const [typed, setTyped] = useState<string>();
  return (
    <TextField
      label={texts.share(name)}
      hint={hint}
      type="number"
      min={0}
      max={100}
      step="any"
      value={typed ?? String(basisPoints / 100)}
      onText={(text) => {
        setTyped(text);
        const percent = Number(text);
        if (text !== "" && percent >= 0 && percent <= 100) onShare(Math.round(percent * 100));
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}
