// What hangs below a cell is drawn above everything, whatever the boxes around it clip.

import { type RefObject, useLayoutEffect } from "react";

/** Puts an element into the browser's top layer, below what it stands in. */
export function useTopLayer(ref: RefObject<HTMLElement | null>, shown: boolean): void {
  useLayoutEffect(() => {
    const element = ref.current;
    const cell = element?.closest(".rf-cell");
    if (!shown || !element || !cell || typeof element.showPopover !== "function") return undefined;
    element.popover = "manual";
    element.showPopover();
    const at = cell.getBoundingClientRect();
    const own = element.getBoundingClientRect();
    const below = at.bottom + own.height <= window.innerHeight;
    element.style.insetInlineStart = "auto";
    element.style.left = `${Math.max(4, Math.min(at.left, window.innerWidth - own.width - 4))}px`;
    element.style.top = `${below ? at.bottom : Math.max(4, at.top - own.height)}px`;
    element.style.minWidth = `${at.width}px`;
    return () => {
      if (element.isConnected) element.hidePopover();
    };
  }, [ref, shown]);
}
