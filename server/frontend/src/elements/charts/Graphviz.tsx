// A graph that Graphviz lays out.

import { instance, type Viz } from "@viz-js/viz";
import type { GraphvizProps } from "../../protocol.gen";
import type { Theme } from "../../theme/theme";
import type { ElementProps } from "../types";
import { palette } from "./colors";
import { Diagram } from "./Diagram";

let loading: Promise<Viz> | undefined;

function layout(engine: string): (dot: string, theme: Theme) => Promise<string> {
  return async (dot, theme) => {
    loading ??= instance();
    const viz = await loading;
    const { text, muted, font } = palette(theme);
    const type = { fontname: font.split(",")[0]?.replaceAll('"', "") ?? "sans-serif", fontcolor: text };
    const result = viz.render(dot, {
      format: "svg",
      engine,
      graphAttributes: { bgcolor: "transparent", ...type },
      nodeAttributes: { color: muted, ...type },
      edgeAttributes: { color: muted, ...type },
    });
    if (result.status === "failure") throw new Error(result.errors.map(({ message }) => message).join("\n"));
    return result.output;
  };
}

const layouts = new Map<string, ReturnType<typeof layout>>();

export default function Graphviz({ props }: ElementProps<GraphvizProps>) {
  let draw = layouts.get(props.engine);
  if (draw === undefined) layouts.set(props.engine, (draw = layout(props.engine)));
  return (
    <Diagram
      testId="stGraphVizChart"
      text={props.dot}
      alt={props.alt}
      name="Graph"
      fit={props.width === undefined || props.width === "content" ? "content" : "stretch"}
      height={props.height}
      draw={draw}
    />
  );
}
