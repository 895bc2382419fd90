// A picture that a library makes of a text: a graph, a diagram.

import { useEffect, useRef, useState } from "react";
import DOMPurify from "dompurify";
import { type Theme, useTheme } from "../../theme/theme";
import { usePending } from "../../widget";
import { named } from "../classes";
import { Toolbar, useFullScreen } from "../data/Toolbar";
import "../data/frame.css";
import "./charts.css";

export interface DiagramProps {
  testId: string;
  /** The text; another draws anew. */
  text: string;
  alt: string | undefined;
  name: string;
  /** How wide it is: as the page is, or as it is drawn. */
  fit: "stretch" | "content";
  height: number | string | undefined;
  /** Makes SVG of the text. An error's message is shown in its place. */
  draw(text: string, theme: Theme): Promise<string>;
}

/** SVG without scripts, event handlers, embedded HTML, or addresses that run something. */
export function safeSvg(svg: string): string {
  return DOMPurify.sanitize(svg, {
    USE_PROFILES: { svg: true, svgFilters: true },
    ADD_ATTR: ["target", "dominant-baseline"],
    FORBID_TAGS: ["foreignObject"],
  });
}

export function Diagram({ testId, text, alt, name, fit, height, draw }: DiagramProps) {
  const theme = useTheme();
  const fullScreen = useFullScreen();
  const host = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<{ text: string; theme: Theme; problem?: string }>();
  const ready = shown?.text === text && shown.theme === theme;
  usePending(!ready);

  useEffect(() => {
    let current = true;
    draw(text, theme).then(
      (svg) => {
        if (!current || host.current === null) return;
        host.current.innerHTML = safeSvg(svg);
        nameIt(host.current, alt);
        setShown({ text, theme });
      },
      (error: unknown) => {
        if (!current) return;
        host.current?.replaceChildren();
        setShown({ text, theme, problem: error instanceof Error ? error.message : String(error) });
      },
    );
    return () => {
      current = false;
    };
  }, [text, theme, alt, draw]);

  const fixed = height === undefined || height === "content" ? undefined : { height: height === "stretch" ? "100%" : height };
  return (
    <div
      {...named(testId, "rf-frame", fullScreen.on && "rf-fullscreen")}
      ref={fullScreen.frameRef}
      role="figure"
      aria-label={alt ?? name}
      aria-busy={!ready}
    >
      <Toolbar fullScreen={fullScreen} />
      <div ref={host} className="rf-diagram" data-fit={fit} data-fixed={fixed !== undefined} style={fullScreen.on ? undefined : fixed} />
      {shown?.problem !== undefined && (
        <p className="rf-diagram-problem" role="alert">
          {shown.problem}
        </p>
      )}
    </div>
  );
}

/** The frame around it is named: the picture need not be named again, unless it names itself. */
function nameIt(host: HTMLElement, alt: string | undefined): void {
  const svg = host.querySelector("svg");
  if (svg === null) return;
  for (const link of svg.querySelectorAll("a")) {
    link.setAttribute("target", "_blank");
    link.setAttribute("rel", "noopener noreferrer");
  }
  if (alt !== undefined) {
    svg.querySelector(":scope > title")?.remove();
    svg.setAttribute("aria-label", alt);
  }
  svg.setAttribute("role", "img");
}
