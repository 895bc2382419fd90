// The buttons above a table or a chart, and the whole screen for it.

import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { named } from "../classes";
import { ExpandIcon, ShrinkIcon } from "../inputs/icons";

interface ToolbarButtonProps {
  label: string;
  pressed?: boolean;
  onPress(): void;
  children: ReactNode;
}

export function ToolbarButton({ label, pressed, onPress, children }: ToolbarButtonProps) {
  return (
    <span {...named("stElementToolbarButton")}>
      <button type="button" aria-label={label} title={label} aria-pressed={pressed} onClick={onPress}>
        {children}
      </button>
    </span>
  );
}

export interface FullScreen {
  frameRef: RefObject<HTMLDivElement | null>;
  on: boolean;
  set(on: boolean): void;
}

/** Lets an element take the whole window, and back, without leaving its place in the page. */
export function useFullScreen(): FullScreen {
  const frameRef = useRef<HTMLDivElement>(null);
  const [on, set] = useState(false);

  useLayoutEffect(() => {
    const frame = frameRef.current;
    // As a popover it is drawn above everything, whatever the blocks around it clip.
    if (!on || frame === null || typeof frame.showPopover !== "function") return undefined;
    frame.popover = "manual";
    frame.showPopover();
    return () => {
      if (frame.isConnected) frame.hidePopover();
      frame.removeAttribute("popover");
    };
  }, [on]);

  useEffect(() => {
    if (!on) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "Escape" && !event.defaultPrevented) set(false);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [on]);

  return { frameRef, on, set };
}

interface ToolbarProps {
  fullScreen: FullScreen;
  children?: ReactNode;
}

export function Toolbar({ fullScreen: { on, set }, children }: ToolbarProps) {
  return (
    <div {...named("stElementToolbar", "rf-toolbar")} role="toolbar" aria-label="Tools">
      {children}
      <ToolbarButton label={on ? "Close fullscreen" : "Fullscreen"} onPress={() => set(!on)}>
        {on ? <ShrinkIcon /> : <ExpandIcon />}
      </ToolbarButton>
    </div>
  );
}
