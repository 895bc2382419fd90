import { Link } from "react-aria-components/Link";
import type { PageLinkProps } from "../../protocol.gen";
import { Icon } from "../Icon";
import { Inline } from "../Inline";
import { WithTooltip } from "../Tooltip";
import { named } from "../classes";
import type { ElementProps } from "../types";
import "./links.css";

/** A link as in a menu. */
export default function PageLink({ props }: ElementProps<PageLinkProps>) {
  const { url, label, icon, icon_position: side, help, disabled } = props;
  return (
    <div {...named("stPageLink")}>
      <WithTooltip help={help}>
        <Link
          {...named("stPageLink-NavLink")}
          href={disabled ? undefined : url}
          target="_blank"
          rel="noopener noreferrer"
          isDisabled={disabled}
        >
          {side === "left" && <Icon icon={icon} />}
          <span {...named("stMarkdownContainer")}>
            <p>
              <Inline text={label} links={false} />
            </p>
          </span>
          {side === "right" && <Icon icon={icon} />}
        </Link>
      </WithTooltip>
    </div>
  );
}
