// What shows help texts, loaded when a page has one.

import { useState } from "react";
import type { ButtonHTMLAttributes, ReactElement, ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { Tooltip, TooltipTrigger } from "react-aria-components/Tooltip";
import { Inline } from "./Inline";
import { named } from "./classes";

const DELAY_MS = 300;
const CLOSE_MS = 100;

interface TooltipProps {
  help: string;
  /** Something focusable of React Aria's. */
  children: ReactElement;
}

/** Shows a help text while its child is hovered or focused. */
export function WithHelp({ help, children }: TooltipProps) {
  return (
    <TooltipTrigger delay={DELAY_MS} closeDelay={CLOSE_MS}>
      {children}
      <HelpText help={help} />
    </TooltipTrigger>
  );
}

interface HelpedButtonProps
  extends Pick<ButtonHTMLAttributes<HTMLButtonElement>, "className" | "aria-keyshortcuts" | "disabled"> {
  help: string;
  "data-testid": string;
  onPress: () => void;
  children: ReactNode;
}

/** A button with a help text. */
export function HelpedButton({ help, disabled, children, ...rest }: HelpedButtonProps) {
  return (
    <WithHelp help={help}>
      <Button {...rest} className={rest.className ?? ""} isDisabled={disabled}>
        {children}
      </Button>
    </WithHelp>
  );
}

/** The question mark beside a label. A press shows its text too: fingers do not hover. */
export function HelpMark({ help, children }: { help: string; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <TooltipTrigger
      delay={DELAY_MS}
      closeDelay={CLOSE_MS}
      isOpen={open}
      onOpenChange={setOpen}
      shouldCloseOnPress={false}
    >
      <Button {...named("stTooltipHoverTarget")} aria-label="Help" onPress={() => setOpen(true)}>
        {children}
      </Button>
      <HelpText help={help} />
    </TooltipTrigger>
  );
}

function HelpText({ help }: { help: string }) {
  return (
    <Tooltip {...named("stTooltipContent")} offset={6}>
      <Inline text={help} />
    </Tooltip>
  );
}
