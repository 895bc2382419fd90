// A chart of Apache ECharts.

import { useEffect, useMemo, useRef, useState } from "react";
import { type EChartsType, init } from "echarts";
import type { EChartsProps } from "../../protocol.gen";
import { useTheme } from "../../theme/theme";
import { useWidget } from "../../widget";
import { ToolbarButton } from "../data/Toolbar";
import { DownloadIcon } from "../inputs/icons";
import type { ElementProps } from "../types";
import { ChartFrame, useRoom } from "./ChartFrame";
import { palette } from "./colors";
import { completeOptions, type EChartsSelection, readSelection, type SelectChanged, themeOf } from "./echarts_spec";

const USUAL_HEIGHT = 400;
const USUAL_WIDTH = 600;

export default function ECharts({ id, props }: ElementProps<EChartsProps>) {
  const theme = useTheme();
  const { debouncedCommit } = useWidget<EChartsSelection>(id, props);
  const chart = useRef<EChartsType>(undefined);
  const [drawn, setDrawn] = useState<string>();
  const room = useRoom({ height: props.height, usual: USUAL_HEIGHT, drawn: drawn === props.spec });
  const { host, height, seen } = room;
  const width = props.width === "content" && !room.fullScreen.on ? Math.min(USUAL_WIDTH, room.width) : room.width;
  const selects = props.selects.length > 0;
  const options = useMemo(
    () => completeOptions(JSON.parse(props.spec) as Record<string, unknown>, { alt: props.alt, selects }),
    [props.spec, props.alt, selects],
  );
  const latest = useRef({ options, tell: debouncedCommit });
  latest.current = { options, tell: debouncedCommit };

  useEffect(() => {
    if (host.current === null || !seen) return undefined;
    const look = props.themed ? themeOf(palette(theme)) : theme === "dark" ? "dark" : undefined;
    const made = init(host.current, look, { renderer: props.renderer, width: 1, height: 1 });
    made.on("selectchanged", (event) =>
      latest.current.tell(readSelection(event as SelectChanged, latest.current.options)),
    );
    chart.current = made;
    return () => {
      chart.current = undefined;
      made.dispose();
    };
  }, [host, seen, theme, props.themed, props.renderer]);

  useEffect(() => {
    chart.current?.resize({ width, height });
  }, [seen, theme, props.themed, props.renderer, width, height]);

  useEffect(() => {
    const running = chart.current;
    if (running === undefined) return;
    // A change of options goes over in place, with ECharts' own transitions.
    running.setOption(options, { replaceMerge: ["series", "xAxis", "yAxis", "dataset", "legend", "visualMap"] });
    setDrawn(props.spec);
  }, [seen, theme, props.themed, props.renderer, options, props.spec]);

  const save = (): void => {
    const running = chart.current;
    if (running === undefined) return;
    const link = document.createElement("a");
    link.href = running.getDataURL({ type: props.renderer === "svg" ? "svg" : "png", pixelRatio: 2 });
    link.download = `chart.${props.renderer === "svg" ? "svg" : "png"}`;
    link.click();
  };

  return (
    <ChartFrame
      testId="stEChartsChart"
      room={room}
      alt={props.alt}
      name="Chart"
      drawn={drawn === props.spec}
      fluid={props.height === "stretch"}
      tools={
        <ToolbarButton label="Save as PNG" onPress={save}>
          <DownloadIcon />
        </ToolbarButton>
      }
    />
  );
}
