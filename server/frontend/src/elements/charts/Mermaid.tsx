// A diagram in Mermaid's language.

import mermaid from "mermaid";
import type { MermaidProps } from "../../protocol.gen";
import type { Theme } from "../../theme/theme";
import type { ElementProps } from "../types";
import { type Palette, palette } from "./colors";
import { Diagram } from "./Diagram";

let counter = 0;
/** Mermaid's settings are the page's: one diagram is drawn at a time. */
let queue: Promise<unknown> = Promise.resolve();

function settings(colors: Palette, theme: Theme): Parameters<typeof mermaid.initialize>[0] {
  return {
    startOnLoad: false,
    securityLevel: "strict",
    suppressErrorRendering: true,
    theme: "base",
    darkMode: theme === "dark",
    fontFamily: colors.font,
    // Labels as SVG: what is shown is then free of HTML.
    htmlLabels: false,
    flowchart: { htmlLabels: false, useMaxWidth: true },
    // What a diagram's own text may not change.
    secure: ["secure", "securityLevel", "startOnLoad", "maxTextSize", "suppressErrorRendering", "maxEdges", "htmlLabels", "flowchart.htmlLabels", "themeCSS"],
    themeVariables: {
      darkMode: theme === "dark",
      background: colors.ground,
      fontFamily: colors.font,
      fontSize: "14px",
      primaryColor: colors.accentSoft,
      primaryTextColor: colors.text,
      primaryBorderColor: colors.accent,
      secondaryColor: colors.surface,
      tertiaryColor: colors.surface,
      lineColor: colors.muted,
      textColor: colors.text,
      mainBkg: colors.accentSoft,
      nodeBorder: colors.accent,
      clusterBkg: colors.surface,
      clusterBorder: colors.line,
      edgeLabelBackground: colors.ground,
      noteBkgColor: colors.surface,
      noteTextColor: colors.text,
      noteBorderColor: colors.line,
      actorBkg: colors.accentSoft,
      actorBorder: colors.accent,
      pie1: colors.series[0],
      pie2: colors.series[1],
      pie3: colors.series[2],
      pie4: colors.series[3],
      pie5: colors.series[4],
      pie6: colors.series[5],
      pieStrokeColor: colors.ground,
      pieOuterStrokeColor: colors.line,
    },
  };
}

function draw(text: string, theme: Theme): Promise<string> {
  const turn = queue.then(async () => {
    mermaid.initialize(settings(palette(theme), theme));
    counter += 1;
    const { svg } = await mermaid.render(`rf-mermaid-${counter}`, text);
    return svg;
  });
  queue = turn.catch(() => undefined);
  return turn;
}

export default function Mermaid({ props }: ElementProps<MermaidProps>) {
  return (
    <Diagram
      testId="stMermaidChart"
      text={props.body}
      alt={props.alt}
      name="Diagram"
      fit={props.width === "content" ? "content" : "stretch"}
      height={undefined}
      draw={draw}
    />
  );
}
