// Help texts: beside a label, or on a button.

import { useState } from "react";
import type { ReactElement } from "react";
import { Button } from "react-aria-components/Button";
import { Tooltip, TooltipTrigger } from "react-aria-components/Tooltip";
import { Inline } from "./Inline";
import { named } from "./classes";

const DELAY_MS = 300;
const CLOSE_MS = 100;

/** Shows a help text while its child (something focusable of React Aria's) is hovered or focused. */
export function WithTooltip({ help, children }: { help?: string; children: ReactElement }) {
  if (help === undefined) return children;
  return (
    <TooltipTrigger delay={DELAY_MS} closeDelay={CLOSE_MS}>
      {children}
      <HelpText help={help} />
    </TooltipTrigger>
  );
}

/** The question mark beside a label. A press shows its text too: fingers do not hover. */
export function Help({ help }: { help?: string }) {
  const [open, setOpen] = useState(false);
  if (help === undefined) return null;
  return (
    <span {...named("stTooltipIcon")}>
      <TooltipTrigger
        delay={DELAY_MS}
        closeDelay={CLOSE_MS}
        isOpen={open}
        onOpenChange={setOpen}
        shouldCloseOnPress={false}
      >
        <Button
          {...named("stTooltipHoverTarget")}
          aria-label="Help"
          onPress={() => setOpen(true)}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <circle cx="8" cy="8" r="6.25" />
            <path d="M6.3 6.3a1.75 1.75 0 1 1 2.6 1.7c-.6.3-.9.6-.9 1.2M8 11.3v.1" />
          </svg>
        </Button>
        <HelpText help={help} />
      </TooltipTrigger>
    </span>
  );
}

function HelpText({ help }: { help: string }) {
  return (
    <Tooltip {...named("stTooltipContent")} offset={6}>
      <Inline text={help} />
    </Tooltip>
  );
}
