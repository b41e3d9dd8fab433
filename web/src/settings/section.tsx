/** A part of the settings, with its heading. */
import { useId, type ReactNode } from "react";
import { classes } from "../ui/classes.ts";
import ui from "../ui/ui.module.css";

export function Section({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text?: string;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={classes(ui["card"], ui["stack"])} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {text !== undefined && <p className={ui["soft"]}>{text}</p>}
      {children}
    </section>
  );
}
