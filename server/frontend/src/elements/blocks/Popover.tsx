// A button, and a panel that it opens over the page. The panel is part of the page around it, so
// that the keyboard walks from the button into it; once opened, it is kept while it is closed.

import { useEffect, useId, useRef, useState } from "react";
import type { KeyboardEvent, RefObject } from "react";
import { Button } from "react-aria-components/Button";
import type { PopoverProps } from "../../protocol.gen";
import { Icon } from "../Icon";
import { Inline } from "../Inline";
import { WithTooltip } from "../Tooltip";
import { classes, keyClass, named } from "../classes";
import { plainLabel } from "../inputs/Field";
import { widthStyle } from "../size";
import type { ElementProps } from "../types";
import { VerticalBlock } from "./VerticalBlock";
import { useOpen } from "./open";
import { usePlace } from "./place";
import "./popover.css";

export default function Popover({ id, props }: ElementProps<PopoverProps>) {
  const { label, type, icon, help, disabled, width } = props;
  const [chosen, setOpen] = useOpen(id, props.value, false);
  const open = chosen && !disabled;
  const [wanted, setWanted] = useState(open);
  if (open && !wanted) setWanted(true);
  const panelId = useId();
  const buttonRef = useRef<HTMLButtonElement>(null);
  const panelRef = useRef<HTMLDivElement>(null);
  const inside = useLeaving(open, () => setOpen(false));
  usePlace(open, buttonRef, panelRef);

  useEffect(() => {
    if (open) panelRef.current?.focus({ preventScroll: true });
  }, [open]);

  const onKeyDown = (event: KeyboardEvent) => {
    // A list or a dialog within takes Escape for itself.
    if (!open || event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    setOpen(false);
    buttonRef.current?.focus();
  };

  return (
    <div
      {...named("stPopover", keyClass(props.key))}
      style={widthStyle(width)}
      onKeyDown={onKeyDown}
      {...inside}
    >
      <WithTooltip help={help}>
        <Button
          ref={buttonRef}
          className={classes("rf-button", `rf-button-${type}`, width !== undefined && "rf-wide")}
          data-testid="stPopoverButton"
          isDisabled={disabled}
          aria-haspopup="dialog"
          aria-expanded={open}
          aria-controls={open ? panelId : undefined}
          onPress={() => setOpen(!open)}
        >
          <Icon icon={icon} />
          {label !== "" && (
            <span {...named("stMarkdownContainer")}>
              <p>
                <Inline text={label} links={false} />
              </p>
            </span>
          )}
          <Chevron />
        </Button>
      </WithTooltip>
      {wanted && (
        <div
          ref={panelRef}
          id={panelId}
          {...named("stPopoverBody", "rf-popover")}
          role="dialog"
          aria-label={plainLabel(label)}
          tabIndex={-1}
          hidden={!open}
        >
          <VerticalBlock id={id} />
        </div>
      )}
    </div>
  );
}

function Chevron() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className="rf-chevron-down">
      <path d="m4 6 4 4 4-4" />
    </svg>
  );
}

/**
 * Closes when a press or the focus goes elsewhere. What React draws within counts as within,
 * wherever in the document it stands: the list of a select box is at the end of it.
 *
 * @returns handlers for the element around button and panel
 */
function useLeaving(open: boolean, close: () => void) {
  const within: RefObject<boolean> = useRef(true);
  const closing = useRef(close);
  closing.current = close;

  useEffect(() => {
    if (!open) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (event: Event) => {
      if (event.type === "focusin" && event.target === document.body) return;
      within.current = false;
      clearTimeout(timer);
      // After React's own handlers, which say whether it was within.
      timer = setTimeout(() => within.current || closing.current());
    };
    document.addEventListener("pointerdown", look, true);
    document.addEventListener("focusin", look, true);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("pointerdown", look, true);
      document.removeEventListener("focusin", look, true);
    };
  }, [open]);

  const note = (): void => {
    within.current = true;
  };
  return { onPointerDownCapture: note, onFocusCapture: note };
}
