import { Button } from "react-aria-components/Button";
import { Menu, MenuItem, MenuTrigger } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { useClient } from "../../client";
import type { MenuButtonProps } from "../../protocol.gen";
import { Icon } from "../Icon";
import { Inline } from "../Inline";
import { Help } from "../Tooltip";
import { classes, named } from "../classes";
import { plainLabel } from "../inputs/Field";
import type { ElementProps } from "../types";
import "./menu_button.css";

/** A button whose menu says what it does. */
export default function MenuButton({ id, props }: ElementProps<MenuButtonProps>) {
  const { label, options, type, icon, disabled, help } = props;
  const { widgets } = useClient();
  return (
    <div {...named("stMenuButton", "rf-menu-button")}>
      <MenuTrigger>
        <Button
          className={classes("rf-button", `rf-button-${type}`)}
          data-testid={`stBaseButton-${type}`}
          isDisabled={disabled}
        >
          <Icon icon={icon} />
          {label !== "" && (
            <span {...named("stMarkdownContainer")}>
              <p>
                <Inline text={label} links={false} />
              </p>
            </span>
          )}
          <svg viewBox="0 0 16 16" aria-hidden="true" className="rf-menu-chevron">
            <path d="m4 6 4 4 4-4" />
          </svg>
        </Button>
        <Popover className="rf-popover" placement="bottom start" offset={6}>
          <Menu className="rf-menu" onAction={(key) => widgets.trigger(id, Number(key))}>
            {options.map((option, index) => (
              // An option is its place: texts may repeat.
              <MenuItem key={index} id={String(index)} textValue={plainLabel(option)}>
                <span>
                  <Inline text={option} links={false} />
                </span>
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      <Help help={help} />
    </div>
  );
}
