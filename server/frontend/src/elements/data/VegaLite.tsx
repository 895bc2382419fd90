// A Vega-Lite chart.

import { useEffect, useMemo, useRef, useState } from "react";
import type { VegaLiteProps } from "../../protocol.gen";
import { useTheme } from "../../theme/theme";
import { usePending, useWidget } from "../../widget";
import { named } from "../classes";
import { DownloadIcon } from "../inputs/icons";
import type { ElementProps } from "../types";
import { useSize } from "../useSize";
import { Chart, type ChartSpec, type Size } from "./chart";
import type { Selection } from "./chart_selections";
import { chartConfig } from "./chart_theme";
import { ChartTooltip, type Tip } from "./ChartTooltip";
import { chartHeight } from "./height";
import { useTable } from "./payload";
import type { Table } from "./table";
import { Toolbar, ToolbarButton, useFullScreen } from "./Toolbar";
import "./chart.css";

export default function VegaLite({ id, props }: ElementProps<VegaLiteProps>) {
  const fullScreen = useFullScreen();
  const { debouncedCommit } = useWidget<Selection>(id, props);
  const theme = useTheme();
  const arrived = useTable(props.data);
  const standing = useRef<Table>(undefined);
  if (arrived !== undefined) standing.current = arrived;
  const table = props.data === undefined ? undefined : standing.current;
  const ready = props.data === undefined || table !== undefined;

  const hostRef = useRef<HTMLDivElement>(null);
  const chart = useRef<Chart>(undefined);
  /** What the picture shows; null while there is none. */
  const [shown, setShown] = useState<{ spec: ChartSpec; table: Table | undefined } | null>(null);
  const drawn = shown !== null;
  const [failure, setFailure] = useState<unknown>(undefined);
  const [tip, setTip] = useState<Tip | null>(null);
  const spec = useMemo(() => JSON.parse(props.spec) as ChartSpec, [props.spec]);
  const size = useSize(hostRef);
  const height = fullScreen.on || props.height === "stretch" ? size.height : chartHeightOf(props, spec);
  const wanted: Size = { width: size.width, height };
  const natural = props.width === "content" && !fullScreen.on;
  const selects = props.selects.join("\n");
  const sized = size.width > 0;
  const missing = props.data !== undefined && arrived === undefined;
  const waits = missing || !drawn || shown.spec !== spec || shown.table !== table;
  // Without a size it is out of sight (in a tab that is not open), and is not drawn until it is seen.
  usePending(sized && waits);
  const latest = useRef({ table, wanted, onSelect: debouncedCommit });
  latest.current = { table, wanted, onSelect: debouncedCommit };

  // Draws anew for another specification or theme, beside the picture that stands; it takes
  // that picture's place when it is complete, so nothing flickers.
  useEffect(() => {
    const host = hostRef.current;
    if (host === null || !ready || !sized) return undefined;
    let current = true;
    const layer = document.createElement("div");
    layer.className = "rf-chart-layer";
    layer.dataset["state"] = "drawing";
    host.append(layer);
    const { table: data, wanted: at } = latest.current;
    const onTooltip = (event: MouseEvent, value: unknown): void =>
      setTip(value === null || value === undefined || value === "" ? null : { x: event.clientX, y: event.clientY, value });
    const names = selects === "" ? [] : selects.split("\n");
    Chart.draw(layer, {
      spec,
      table: data,
      config: props.themed ? chartConfig(theme) : {},
      size: at,
      natural,
      alt: props.alt,
      selects: names,
      onTooltip,
      onSelect: (selection) => latest.current.onSelect(selection),
    }).then(
      async (next) => {
        // What is selected stays so in the same chart, drawn anew.
        if (chart.current !== undefined && names.length > 0) await next.select(chart.current.selections(names));
        if (!current) {
          next.close();
          layer.remove();
          return;
        }
        chart.current?.close();
        for (const old of [...host.children]) if (old !== layer) old.remove();
        delete layer.dataset["state"];
        chart.current = next;
        setFailure(undefined);
        setShown({ spec, table: data });
        void next.resize(latest.current.wanted);
      },
      (error: unknown) => {
        layer.remove();
        if (current) setFailure(error);
      },
    );
    return () => {
      current = false;
    };
  }, [spec, theme, props.themed, props.alt, selects, natural, ready, sized]);

  // New data for the same chart goes into the picture that stands.
  useEffect(() => {
    const running = chart.current;
    if (shown === null || table === undefined || table === shown.table || running === undefined) return;
    // Data that comes with another specification waits for the picture that is being drawn.
    if (shown.spec !== spec) return;
    running.update(table).then(
      () => running === chart.current && setShown({ spec, table }),
      (error: unknown) => running === chart.current && setFailure(error),
    );
  }, [spec, table, shown]);

  useEffect(() => {
    if (drawn) void chart.current?.resize({ width: wanted.width, height: wanted.height });
  }, [drawn, wanted.width, wanted.height]);

  useEffect(
    () => () => {
      chart.current?.close();
      chart.current = undefined;
    },
    [],
  );

  const save = async (): Promise<void> => {
    const link = document.createElement("a");
    link.href = (await chart.current?.image()) ?? "";
    link.download = "chart.png";
    link.click();
  };

  if (failure !== undefined) throw failure instanceof Error ? failure : new Error(String(failure));
  return (
    <div
      {...named("stVegaLiteChart", "rf-frame", "rf-chart", natural && "rf-chart-natural", fullScreen.on && "rf-fullscreen")}
      ref={fullScreen.frameRef}
      aria-busy={!drawn}
    >
      <Toolbar fullScreen={fullScreen}>
        <ToolbarButton label="Save as PNG" onPress={() => void save()}>
          <DownloadIcon />
        </ToolbarButton>
      </Toolbar>
      <div
        ref={hostRef}
        className="rf-chart-host"
        // The room is held before the picture has come.
        style={{ minHeight: fullScreen.on ? undefined : chartHeightOf(props, spec) ?? (drawn ? undefined : chartHeight(props)) }}
      />
      <ChartTooltip tip={tip} />
    </div>
  );
}

/** The height that a chart is given: the author's, the specification's own or the usual one. */
function chartHeightOf(props: VegaLiteProps, spec: ChartSpec): number | undefined {
  if (typeof props.height === "number") return props.height;
  if (typeof spec.height === "number") return spec.height;
  if (spec.height !== undefined && spec.height !== "container") return undefined;
  const usual = chartHeight(props);
  return typeof usual === "number" ? usual : undefined;
}
