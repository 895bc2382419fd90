import { Suspense, lazy } from "react";
import type { ButtonProps } from "../../protocol.gen";
import { Icon } from "../Icon";
import { Inline } from "../Inline";
import { PlainButton } from "../PlainButton";
import { Coming } from "../Tooltip";
import { classes, named } from "../classes";
import { shortcutText, useShortcut } from "./shortcut";

const HelpedButton = lazy(async () => ({ default: (await import("../tooltips")).HelpedButton }));

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
  const button = {
    className: classes("rf-button", `rf-button-${type}`),
    "data-testid": `stBaseButton-${type}${variant}`,
    "aria-keyshortcuts": shortcut,
    disabled,
    onPress,
    children: (
      <>
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
      </>
    ),
  };
  const plain = <PlainButton {...button} />;
  if (help === undefined) return plain;
  return (
    <Suspense fallback={<Coming>{plain}</Coming>}>
      <HelpedButton {...button} help={help} />
    </Suspense>
  );
}
