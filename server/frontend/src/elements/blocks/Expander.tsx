import type { ExpanderProps } from "../../protocol.gen";
import { Icon } from "../Icon";
import { Inline } from "../Inline";
import { keyClass, named } from "../classes";
import { widthStyle } from "../size";
import type { ElementProps } from "../types";
import { VerticalBlock } from "./VerticalBlock";
import { useOpen } from "./open";

export function Expander({ id, props }: ElementProps<ExpanderProps>) {
  const { label, expanded, icon, compact } = props;
  const [open, setOpen] = useOpen(id, props.value, expanded);
  return (
    <div
      {...named("stExpander", compact && "rf-compact", keyClass(props.key))}
      style={widthStyle(props.width)}
    >
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <svg {...named("stExpanderIcon")} viewBox="0 0 16 16" aria-hidden="true">
            <path d="m6 3.5 4.5 4.5L6 12.5" />
          </svg>
          <Icon icon={icon} />
          <span {...named("stMarkdownContainer")}>
            <p>
              <Inline text={label} />
            </p>
          </span>
        </summary>
        <div {...named("stExpanderDetails")}>
          <VerticalBlock id={id} />
        </div>
      </details>
    </div>
  );
}
