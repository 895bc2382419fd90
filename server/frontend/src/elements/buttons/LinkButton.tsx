import { useCallback, useRef } from "react";
import { Link } from "react-aria-components/Link";
import type { LinkButtonProps } from "../../protocol.gen";
import { useTrigger } from "../../widget";
import { Icon } from "../Icon";
import { Inline } from "../Inline";
import { WithTooltip } from "../Tooltip";
import { classes, named } from "../classes";
import type { ElementProps } from "../types";
import { shortcutText, useShortcut } from "./shortcut";
import "./links.css";

/** A link that looks like a button. */
export default function LinkButton({ id, props }: ElementProps<LinkButtonProps>) {
  const { label, url, type, icon, icon_position: side, help, disabled, shortcut, quiet } = props;
  const tell = useTrigger(id, props);
  const link = useRef<HTMLAnchorElement>(null);
  const follow = useCallback(() => link.current?.click(), []);
  useShortcut(disabled ? undefined : shortcut, follow);
  return (
    <div {...named("stLinkButton")}>
      <WithTooltip help={help}>
        <Link
          ref={link}
          className={classes("rf-button", `rf-button-${type}`)}
          data-testid={`stBaseLinkButton-${type}`}
          href={disabled ? undefined : url}
          target="_blank"
          rel="noopener noreferrer"
          isDisabled={disabled}
          aria-keyshortcuts={shortcut}
          onPress={quiet ? undefined : tell}
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
        </Link>
      </WithTooltip>
    </div>
  );
}
