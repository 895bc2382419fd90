import { Button } from "react-aria-components/Button";
import {
  Header,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Separator,
} from "react-aria-components/Menu";
import type { MenuItemProps } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { useClient } from "../client";
import { named } from "../elements/classes";
import { chooseTheme, useThemeChoice } from "../theme/theme";
import type { ThemeChoice } from "../theme/theme";
import { Dots } from "./Toolbar";
import type { ToolbarProps } from "./Toolbar";

const THEMES: [ThemeChoice, string][] = [
  ["system", "As the system"],
  ["light", "Light"],
  ["dark", "Dark"],
];

const LAYOUTS = [
  ["centered", "Centered"],
  ["wide", "Wide"],
] as const;

/** Opens at once: it is loaded because it was asked for. */
export default function MainMenu({ layout, onLayout, menu }: ToolbarProps) {
  const client = useClient();
  const theme = useThemeChoice();
  const entries = Object.entries(menu ?? {});
  const links = entries.filter(([, address]) => isAddress(address));
  const about = entries.find(([label, text]) => /^about$/i.test(label) && !isAddress(text))?.[1];
  return (
    <MenuTrigger defaultOpen>
      <Button {...named("stMainMenuButton", "rf-icon-button")} aria-label="Main menu">
        <Dots />
      </Button>
      <Popover {...named("stMainMenuPopover", "rf-popover")} placement="bottom end">
        <Menu {...named("stMainMenuList", "rf-menu")} aria-label="Main menu" autoFocus="first">
          <MenuItem onAction={() => client.rerun()} textValue="Rerun">
            <span>Rerun</span>
            <kbd>R</kbd>
          </MenuItem>
          <MenuItem onAction={startOver(client.transport)}>New session</MenuItem>
          <Separator />
          <MenuSection
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[theme]}
            onSelectionChange={(keys) => {
              const [key] = keys === "all" ? [] : keys;
              if (key !== undefined) chooseTheme(key as ThemeChoice);
            }}
          >
            <Header>Theme</Header>
            {THEMES.map(([id, label]) => (
              <Choice key={id} id={id} textValue={label}>
                {label}
              </Choice>
            ))}
          </MenuSection>
          <MenuSection
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[layout]}
            onSelectionChange={(keys) => {
              const [key] = keys === "all" ? [] : keys;
              if (key === "centered" || key === "wide") onLayout(key);
            }}
          >
            <Header>Width</Header>
            {LAYOUTS.map(([id, label]) => (
              <Choice key={id} id={id} textValue={label}>
                {label}
              </Choice>
            ))}
          </MenuSection>
          {links.length > 0 && <Separator />}
          {links.map(([label, address]) => (
            <MenuItem key={label} href={address ?? ""} target="_blank" rel="noopener noreferrer">
              {label}
            </MenuItem>
          ))}
          {about ? (
            <MenuItem onAction={() => client.notify({ body: about, duration: "long" })}>
              About
            </MenuItem>
          ) : null}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function isAddress(text: string | null): boolean {
  return text !== null && /^(https?|mailto):/.test(text);
}

function startOver(transport: ReturnType<typeof useClient>["transport"]) {
  return () => {
    transport?.forget();
    location.reload();
  };
}

function Choice({ children, ...rest }: MenuItemProps & { children: string }) {
  return (
    <MenuItem {...rest}>
      <span>{children}</span>
      <svg viewBox="0 0 16 16" aria-hidden="true" className="rf-check">
        <path d="m3.5 8.5 3 3 6-7" />
      </svg>
    </MenuItem>
  );
}
