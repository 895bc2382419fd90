import { useLayoutEffect } from "react";
import type { RefObject } from "react";

const GAP = 6;
const MARGIN = 8;
const LEAST = 160;

/** A box on the screen, as far as placing goes. */
export interface Box {
  left: number;
  top: number;
  bottom: number;
  width: number;
  height: number;
}

/** Where a panel goes: under its button, or above it where there is more room. */
export function placeOf(button: Box, panel: Box, view: { width: number; height: number }) {
  const below = view.height - button.bottom - GAP - MARGIN;
  const above = button.top - GAP - MARGIN;
  const up = panel.height > below && above > below;
  const room = Math.max(up ? above : below, LEAST);
  const height = Math.min(panel.height, room);
  const right = view.width - MARGIN - panel.width;
  return {
    left: Math.max(MARGIN, Math.min(button.left, right)),
    top: up ? button.top - GAP - height : button.bottom + GAP,
    maxHeight: room,
  };
}

/** Keeps an open panel, whose position is fixed, at its button. */
export function usePlace(
  open: boolean,
  buttonRef: RefObject<HTMLElement | null>,
  panelRef: RefObject<HTMLElement | null>,
): void {
  useLayoutEffect(() => {
    const button = buttonRef.current;
    const panel = panelRef.current;
    if (!open || button === null || panel === null) return undefined;
    const place = (): void => {
      // Its own height, not the one it was given before.
      panel.style.maxHeight = "";
      const { left, top, maxHeight } = placeOf(
        button.getBoundingClientRect(),
        panel.getBoundingClientRect(),
        { width: document.documentElement.clientWidth, height: window.innerHeight },
      );
      panel.style.left = `${left}px`;
      panel.style.top = `${top}px`;
      panel.style.maxHeight = `${maxHeight}px`;
      // Within something transformed, fixed is relative to that.
      const now = panel.getBoundingClientRect();
      if (now.left !== left) panel.style.left = `${2 * left - now.left}px`;
      if (now.top !== top) panel.style.top = `${2 * top - now.top}px`;
    };
    place();
    const scrolled = (event: Event): void => {
      if (!(event.target instanceof Node && panel.contains(event.target))) place();
    };
    const grown = typeof ResizeObserver === "undefined" ? undefined : new ResizeObserver(place);
    grown?.observe(panel.firstElementChild ?? panel);
    window.addEventListener("scroll", scrolled, true);
    window.addEventListener("resize", place);
    return () => {
      grown?.disconnect();
      window.removeEventListener("scroll", scrolled, true);
      window.removeEventListener("resize", place);
    };
  }, [open, buttonRef, panelRef]);
}
