// A chart of Plotly.

import { useEffect, useMemo, useRef, useState } from "react";
import Library from "plotly.js-strict-dist-min";
import type { PlotlyProps } from "../../protocol.gen";
import { useTheme } from "../../theme/theme";
import { useWidget } from "../../widget";
import { ToolbarButton } from "../data/Toolbar";
import { DownloadIcon } from "../inputs/icons";
import type { ElementProps } from "../types";
import { ChartFrame, useRoom } from "./ChartFrame";
import { palette } from "./colors";
import { NOTHING, type PlotlySelection, readSelection, type SelectEvent } from "./plotly_selection";
import { type Figure, recolored, template } from "./plotly_theme";

const USUAL_HEIGHT = 450;

interface Host extends HTMLElement {
  on?(event: string, handler: (event: unknown) => void): void;
  removeAllListeners?(event: string): void;
}

export default function Plotly({ id, props }: ElementProps<PlotlyProps>) {
  const theme = useTheme();
  const { debouncedCommit } = useWidget<PlotlySelection>(id, props);
  const figure = useMemo(() => JSON.parse(props.spec) as Figure, [props.spec]);
  const [drawn, setDrawn] = useState<Figure>();
  const [failure, setFailure] = useState<unknown>();
  const own = figure.layout?.["height"];
  const room = useRoom({
    height: props.height,
    usual: typeof own === "number" ? own : USUAL_HEIGHT,
    drawn: drawn === figure,
  });
  const { host, width, height, seen } = room;
  const { selects, themed, config } = props;
  /** The figure whose frames the chart has. */
  const framed = useRef<Figure>(undefined);
  const latest = useRef(debouncedCommit);
  latest.current = debouncedCommit;

  const parts = useMemo(() => {
    const colors = palette(theme);
    const data = themed ? (recolored(figure.data ?? [], colors.series) as unknown[]) : (figure.data ?? []);
    const layout: Record<string, unknown> = { uirevision: "kept", ...figure.layout };
    // A figure whose template is its author's own keeps that.
    if (themed) layout["template"] ??= template(colors);
    if (selects.length > 0) Object.assign(layout, selecting(selects, layout));
    return { data, layout };
  }, [figure, themed, theme, selects]);

  useEffect(() => {
    const element: Host | null = host.current;
    if (element === null || !seen) return undefined;
    let current = true;
    const natural = props.width === "content" ? figure.layout?.["width"] : undefined;
    const layout = { ...parts.layout, width: typeof natural === "number" ? Math.min(natural, width) : width, height, autosize: false };
    const options = { displaylogo: false, ...(JSON.parse(config) as object), ...modebar(selects) };
    Library.react(element, parts.data, layout, options).then(
      async () => {
        if (!current) return;
        if (figure.frames !== undefined && figure.frames.length > 0 && framed.current !== figure) {
          framed.current = figure;
          await Library.addFrames(element, figure.frames);
        }
        listen(element, selects.length > 0, (selection) => latest.current(selection));
        setFailure(undefined);
        setDrawn(figure);
      },
      (error: unknown) => current && setFailure(error),
    );
    return () => {
      current = false;
    };
  }, [host, parts, config, selects, seen, width, height, figure, props.width]);

  useEffect(() => {
    const element = host.current;
    return () => {
      if (element !== null) Library.purge(element);
    };
  }, [host]);

  if (failure !== undefined) throw failure instanceof Error ? failure : new Error(String(failure));
  const save = (): void => {
    if (host.current !== null) void Library.downloadImage(host.current, { format: "png", width, height, filename: "chart", scale: 2 });
  };
  return (
    <ChartFrame
      testId="stPlotlyChart"
      room={room}
      alt={props.alt}
      name={titleOf(figure) ?? "Chart"}
      drawn={drawn === figure}
      fluid={props.height === "stretch"}
      tools={
        <ToolbarButton label="Save as PNG" onPress={save}>
          <DownloadIcon />
        </ToolbarButton>
      }
    />
  );
}

function titleOf(figure: Figure): string | undefined {
  const title = figure.layout?.["title"];
  const text = typeof title === "object" && title !== null ? (title as { text?: unknown }).text : title;
  return typeof text === "string" && text !== "" ? text.replace(/<[^>]*>/g, "") : undefined;
}

/** How the user selects. */
function selecting(modes: readonly string[], layout: Record<string, unknown>): object {
  const drag = modes.includes("box") ? "select" : modes.includes("lasso") ? "lasso" : "pan";
  return {
    selectionrevision: "kept",
    clickmode: modes.includes("points") ? "event+select" : "event",
    dragmode: layout["dragmode"] ?? drag,
  };
}

/** Which of Plotly's own tools show: those that do something here. */
function modebar(modes: readonly string[]): object {
  const removed = ["toImage"];
  if (!modes.includes("box")) removed.push("select2d");
  if (!modes.includes("lasso")) removed.push("lasso2d");
  return { modeBarButtonsToRemove: removed };
}

function listen(element: Host, selects: boolean, tell: (selection: PlotlySelection) => void): void {
  element.removeAllListeners?.("plotly_selected");
  element.removeAllListeners?.("plotly_deselect");
  if (!selects) return;
  element.on?.("plotly_selected", (event) => {
    // Drawing a chart anew with its selection says nothing new.
    if (event !== undefined) tell(readSelection(event as SelectEvent));
  });
  element.on?.("plotly_deselect", () => tell(NOTHING));
}
