// Help texts: beside a label, or on a button. What shows them comes with the first of them.

import { Suspense, lazy } from "react";
import type { ReactElement, ReactNode } from "react";
import { usePending } from "../widget";
import { PlainButton } from "./PlainButton";
import { named } from "./classes";

const tooltips = () => import("./tooltips");
const WithHelp = lazy(async () => ({ default: (await tooltips()).WithHelp }));
const HelpMark = lazy(async () => ({ default: (await tooltips()).HelpMark }));

/** Shows a help text while its child (something focusable of React Aria's) is hovered or focused. */
export function WithTooltip({ help, children }: { help?: string; children: ReactElement }) {
  if (help === undefined) return children;
  return (
    <Suspense fallback={<Coming>{children}</Coming>}>
      <WithHelp help={help}>{children}</WithHelp>
    </Suspense>
  );
}

/** The question mark beside a label. */
export function Help({ help }: { help?: string }) {
  if (help === undefined) return null;
  const mark = (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="6.25" />
      <path d="M6.3 6.3a1.75 1.75 0 1 1 2.6 1.7c-.6.3-.9.6-.9 1.2M8 11.3v.1" />
    </svg>
  );
  const place = (
    <PlainButton {...named("stTooltipHoverTarget")} aria-label="Help">
      {mark}
    </PlainButton>
  );
  return (
    <span {...named("stTooltipIcon")}>
      <Suspense fallback={<Coming>{place}</Coming>}>
        <HelpMark help={help}>{mark}</HelpMark>
      </Suspense>
    </span>
  );
}

/** Stands as it will look until what makes it work is there. */
export function Coming({ children }: { children: ReactNode }) {
  usePending(true);
  return children;
}
