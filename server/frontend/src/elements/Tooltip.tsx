// Help texts: beside a label, or on a button.

import type { ReactElement } from "react";
import { Button } from "react-aria-components/Button";
import { Tooltip, TooltipTrigger } from "react-aria-components/Tooltip";
import { Inline } from "./Inline";
import { named } from "./classes";

const DELAY_MS = 300;

/** Shows a help text while its child (something focusable of React Aria's) is hovered or focused. */
export function WithTooltip({ help, children }: { help?: string; children: ReactElement }) {
  if (help === undefined) return children;
  return (
    <TooltipTrigger delay={DELAY_MS} closeDelay={100}>
      {children}
      <Tooltip {...named("stTooltipContent")} offset={6}>
        <Inline text={help} />
      </Tooltip>
    </TooltipTrigger>
  );
}

/** The question mark beside a label. */
export function Help({ help }: { help?: string }) {
  if (help === undefined) return null;
  return (
    <span {...named("stTooltipIcon")}>
      <WithTooltip help={help}>
        <Button {...named("stTooltipHoverTarget")} aria-label="Help">
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <circle cx="8" cy="8" r="6.25" />
            <path d="M6.3 6.3a1.75 1.75 0 1 1 2.6 1.7c-.6.3-.9.6-.9 1.2M8 11.3v.1" />
          </svg>
        </Button>
      </WithTooltip>
    </span>
  );
}
