import { Button as AriaButton } from "react-aria-components/Button";
import type { ButtonProps } from "../../protocol.gen";
import { Icon } from "../Icon";
import { Inline } from "../Inline";
import { WithTooltip } from "../Tooltip";
import { classes, named } from "../classes";
import { shortcutText, useShortcut } from "./shortcut";

interface BaseButtonProps {
  props: Pick<
    ButtonProps,
    "label" | "help" | "disabled" | "type" | "icon" | "icon_position" | "width"
  > & { shortcut?: string };
  /** What its own test id ends in: `stBaseButton-primary`. */
  variant?: string;
  onPress: () => void;
}

/** The button inside every element that is one. */
export function BaseButton({ props, variant = "", onPress }: BaseButtonProps) {
  const { label, help, disabled, type, icon, icon_position: side, shortcut } = props;
  useShortcut(disabled ? undefined : shortcut, onPress);
  return (
    <WithTooltip help={help}>
      <AriaButton
        className={classes("rf-button", `rf-button-${type}`)}
        data-testid={`stBaseButton-${type}${variant}`}
        isDisabled={disabled}
        aria-keyshortcuts={shortcut}
        onPress={onPress}
      >
        {side === "left" && <Icon icon={icon} />}
        {label !== "" && (
          <span {...named("stMarkdownContainer")}>
            <p>
              <Inline text={label} links={false} />
            </p>
          </span>
        )}
        {side === "right" && <Icon icon={icon} />}
        {shortcut !== undefined && <kbd aria-hidden="true">{shortcutText(shortcut)}</kbd>}
      </AriaButton>
    </WithTooltip>
  );
}
