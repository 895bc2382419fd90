import type { WidgetProps } from "../protocol.gen";
import { Inline } from "./Inline";
import { Help } from "./Tooltip";
import { classes, named } from "./classes";

interface WidgetLabelProps {
  /** The widget's own props: label, label_visibility and help are taken from them. */
  props: Pick<WidgetProps, "label" | "label_visibility" | "help">;
  /** For a native input. */
  htmlFor?: string;
  /** For what is not one native input (a group): the id that `aria-labelledby` names. */
  id?: string;
  elementType?: "label" | "span";
}

/** A widget's label with its help, as `label_visibility` says: shown, blank, or only spoken. */
export function WidgetLabel({ props, htmlFor, id, elementType: Tag = "label" }: WidgetLabelProps) {
  const { label, label_visibility: visibility, help } = props;
  if (label === "" && help === undefined) return null;
  return (
    <div className={classes("rf-label-row", `rf-label-${visibility}`)}>
      <Tag {...named("stWidgetLabel")} {...(Tag === "label" && { htmlFor })} id={id}>
        <span {...named("stMarkdownContainer")}>
          <p>
            <Inline text={label} />
          </p>
        </span>
      </Tag>
      {visibility === "visible" && <Help help={help} />}
    </div>
  );
}
