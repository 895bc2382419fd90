import { useCallback, useEffect, useState } from "react";
import { VerticalBlock } from "../elements/blocks/VerticalBlock";
import { PlainButton } from "../elements/PlainButton";
import { named } from "../elements/classes";
import { StaleScope } from "../elements/stale";
import { SIDEBAR } from "../protocol.gen";
import type { AppProps } from "../protocol.gen";
import { Logo } from "./Logo";

/** Below this the sidebar lies over the page. */
const NARROW = "(max-width: 767px)";

export interface SidebarState {
  open: boolean;
  width: number | undefined;
  toggle: () => void;
}

/** Whether the sidebar is open: as the author asks, then as the user chooses. */
export function useSidebar(asked: AppProps["sidebar"]): SidebarState {
  const [chosen, setChosen] = useState<boolean>();
  const [narrow] = useState(() => matchMedia(NARROW));
  const open = chosen ?? (asked !== "collapsed" && (asked === "expanded" || !narrow.matches));
  const toggle = useCallback(() => setChosen(!open), [open]);
  return { open, width: typeof asked === "number" ? asked : undefined, toggle };
}

interface SidebarProps extends SidebarState {
  logo: AppProps["logo"];
  title: string | undefined;
}

export function Sidebar({ open, width, toggle, logo, title }: SidebarProps) {
  useEffect(() => {
    if (!open) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented && matchMedia(NARROW).matches) toggle();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [open, toggle]);

  return (
    <>
      <aside
        {...named("stSidebar")}
        aria-label="Sidebar"
        aria-expanded={open}
        // Out of reach for the keyboard, yet its elements and what was entered in them stay.
        inert={!open}
        style={width === undefined ? undefined : { ["--rf-sidebar" as string]: `${width}px` }}
      >
        <div {...named("stSidebarContent")}>
          <div {...named("stSidebarHeader")}>
            {logo && <Logo logo={logo} title={title} testId="stSidebarLogo" />}
            <PlainButton
              {...named("stSidebarCollapseButton", "rf-icon-button")}
              aria-label="Close sidebar"
              onPress={toggle}
            >
              <svg viewBox="0 0 16 16" aria-hidden="true">
                <path d="m8 4-4 4 4 4M12.5 4l-4 4 4 4" />
              </svg>
            </PlainButton>
          </div>
          <div {...named("stSidebarUserContent")}>
            <StaleScope id={SIDEBAR}>
              <VerticalBlock id={SIDEBAR} />
            </StaleScope>
          </div>
        </div>
      </aside>
      {open && <div className="rf-scrim" aria-hidden="true" onClick={toggle} />}
    </>
  );
}
