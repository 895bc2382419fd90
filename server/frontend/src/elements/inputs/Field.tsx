// What every input has around it: its name on the page, its label, its help.

import { type ReactNode, useId } from "react";
import { useClient } from "../../client";
import type { WidgetProps } from "../../protocol.gen";
import { named } from "../classes";
import { Inline } from "../Inline";
import { Help } from "../Tooltip";
import { WidgetLabel } from "../WidgetLabel";

type LabelProps = Pick<WidgetProps, "label" | "label_visibility" | "help">;

/** A label without its markdown, for attributes that hold plain text. */
export function plainLabel(label: string): string {
  return label
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/:[a-z-]+\[([^\]]*)\]/g, "$1")
    .replace(/:material\/\w+:/g, "")
    .replace(/[*_~`$]+/g, "")
    .trim();
}

/** What ties a control to its label: to be spread on the control. */
export interface Naming {
  id?: string;
  "aria-labelledby"?: string;
}

interface FieldProps {
  props: LabelProps;
  testid: string;
  /** The control is not one native input: it is named by reference. */
  group?: boolean;
  /** The control takes the height that is left. */
  stretch?: boolean;
  children(naming: Naming): ReactNode;
}

/** An input below its label. */
export function Field({ props, testid, group = false, stretch = false, children }: FieldProps) {
  const base = useId();
  const label = `${base}-label`;
  const input = `${base}-input`;
  const naming = !group ? { id: input } : props.label === "" ? {} : { "aria-labelledby": label };
  return (
    <div {...named(testid, "rf-field", stretch && "rf-field-stretch")}>
      <WidgetLabel
        props={props}
        id={label}
        htmlFor={group ? undefined : input}
        elementType={group ? "span" : "label"}
      />
      {children(naming)}
    </div>
  );
}

interface InlineFieldProps {
  props: LabelProps;
  testid: string;
  children(label: ReactNode): ReactNode;
}

/** An input with its label beside it, as a tick has. */
export function InlineField({ props, testid, children }: InlineFieldProps) {
  const visible = props.label_visibility === "visible";
  return (
    <div {...named(testid, "rf-field", "rf-field-inline")}>
      {children(
        <span {...named("stWidgetLabel", "rf-choice-label", !visible && "rf-sr-only")}>
          <span {...named("stMarkdownContainer")}>
            <p>
              <Inline text={props.label} />
            </p>
          </span>
        </span>,
      )}
      {visible && <Help help={props.help} />}
    </div>
  );
}

/** Whether pressing Enter in an input does something: applies it, or submits its form. */
export function useEnterCounts(form: number): boolean {
  const { tree } = useClient();
  return form === 0 || tree.get(form)?.props["enter_to_submit"] !== false;
}
