/** The small parts that screens are built of. Native elements: the browser brings their keyboard and their meaning. */
import { useEffect, useId, useRef, type ComponentProps, type ReactNode } from "react";
import type { Problem } from "../engine/problems.ts";
import { problemText } from "../page/problem-texts.ts";
import { navigate } from "../page/location.ts";
import styles from "./ui.module.css";
import { classes } from "./classes.ts";

type ButtonProps = ComponentProps<"button"> & {
  readonly look?: "primary" | "danger" | "quiet" | undefined;
};

export function Button({ look, type = "button", className, ...rest }: ButtonProps) {
  const looks = classes(styles["button"], look && styles[look], className);
  return <button type={type} className={looks} {...rest} />;
}

type FieldProps = {
  /** A name of its own, where something else has to find the field. */
  readonly id?: string | undefined;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly children: (props: {
    readonly id: string;
    readonly "aria-describedby": string | undefined;
    readonly "aria-invalid": boolean | undefined;
  }) => ReactNode;
};

/** A label, what is typed or chosen, and what is to be known about it. */
export function Field({ id: given, label, hint, error, children }: FieldProps) {
  const made = useId();
  const id = given ?? made;
  const hasMore = hint !== undefined || error !== undefined;
  return (
    <div className={styles["field"]}>
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        "aria-describedby": hasMore ? `${id}-more` : undefined,
        "aria-invalid": error === undefined ? undefined : true,
      })}
      {hasMore && (
        <div id={`${id}-more`} className={styles["hint"]}>
          {error === undefined ? hint : <span role="alert">{error}</span>}
        </div>
      )}
    </div>
  );
}

type TextProps = Omit<ComponentProps<"input">, "onChange" | "value"> &
  Pick<FieldProps, "label" | "hint" | "error"> & {
    readonly value: string;
    readonly onText: (text: string) => void;
  };

export function TextField({ id, label, hint, error, onText, ...rest }: TextProps) {
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      {(props) => (
        <input
          autoComplete="off"
          {...rest}
          {...props}
          onChange={(event) => onText(event.target.value)}
        />
      )}
    </Field>
  );
}

type SelectProps = Pick<FieldProps, "label" | "hint"> & {
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly children: ReactNode;
  readonly disabled?: boolean;
};

export function SelectField({ label, hint, value, onText, children, disabled }: SelectProps) {
  return (
    <Field label={label} hint={hint}>
      {(props) => (
        <select
          {...props}
          value={value}
          disabled={disabled}
          onChange={(event) => onText(event.target.value)}
        >
          {children}
        </select>
      )}
    </Field>
  );
}

export function Check({
  label,
  checked,
  onCheck,
}: {
  readonly label: ReactNode;
  readonly checked: boolean;
  readonly onCheck: (checked: boolean) => void;
}) {
  return (
    <label className={styles["check"]}>
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onCheck(event.target.checked)}
      />
      <span>{label}</span>
    </label>
  );
}

/** Something to know, with what can be done about it. */
export function Notice({
  kind,
  children,
  action,
}: {
  readonly kind: "info" | "good" | "warn" | "bad";
  readonly children: ReactNode;
  readonly action?: ReactNode;
}) {
  const looks = classes(styles["notice"], kind !== "info" && styles[kind]);
  return (
    <div className={looks} role={kind === "bad" ? "alert" : undefined}>
      <p>{children}</p>
      {action}
    </div>
  );
}

/** A problem, if there is one. */
export function ProblemNotice({ problem }: { readonly problem: Problem | undefined }) {
  if (problem === undefined) return null;
  return <Notice kind="bad">{problemText(problem)}</Notice>;
}

/** A dialog that is open as long as it is there. Escape and a click beside it close it. */
export function Dialog({
  title,
  isTitleHidden = false,
  className,
  onClose,
  children,
}: {
  readonly title: string;
  /** Read by screen readers alone, where the content says it to eyes. */
  readonly isTitleHidden?: boolean;
  readonly className?: string | undefined;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const opened = dialog.current;
    opened?.showModal();
    return () => opened?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={classes(styles["dialog"], className)}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === dialog.current && isOutside(event.nativeEvent, dialog.current)) {
          onClose();
        }
      }}
    >
      <h2 id={titleId} className={isTitleHidden ? styles["hidden"] : undefined}>
        {title}
      </h2>
      {children}
    </dialog>
  );
}

function isOutside({ clientX, clientY }: MouseEvent, element: HTMLElement): boolean {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}

/** A link inside of the app. */
export function Link({
  to,
  children,
  ...rest
}: Omit<ComponentProps<"a">, "href" | "onClick"> & { readonly to: string }) {
  return (
    <a
      href={to}
      {...rest}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        navigate(to);
      }}
    >
      {children}
    </a>
  );
}

/** The heading of a screen, which gets the focus when the screen is opened. */
export function ScreenTitle({ children }: { readonly children: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${children} · Coffer`;
    const { activeElement } = document;
    const isFree = activeElement === null || activeElement === document.body;
    if (isFree || activeElement instanceof HTMLAnchorElement) heading.current?.focus();
  }, [children]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}

/** The place of something that is still computed. */
export function Loading({ what }: { readonly what: string }) {
  return (
    <div className={styles["skeleton"]} role="status">
      <span className={styles["hidden"]}>{what}</span>
    </div>
  );
}
