// An author's options for ECharts, made fit for the page.

import { sanitize } from "../../markdown/render";
import { safeAddress } from "../media/address";
import type { Palette } from "./colors";

type Options = Record<string, unknown>;

function isRecord(value: unknown): value is Options {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const LINKS = new Set(["link", "sublink"]);

/** Options without HTML or addresses that run something: ECharts sets the one and follows the other. */
export function safeOptions(value: unknown, inTooltip = false): unknown {
  if (Array.isArray(value)) {
    // Rows of numbers and texts hold none of that.
    return value.some(isRecord) || value.some(Array.isArray) ? value.map((item) => safeOptions(item, inTooltip)) : value;
  }
  if (!isRecord(value)) return value;
  const safe: Options = {};
  for (const [name, part] of Object.entries(value)) {
    if (LINKS.has(name)) {
      const address = typeof part === "string" ? safeAddress(part) : undefined;
      if (address !== undefined) safe[name] = address;
    } else if (inTooltip && (name === "formatter" || name === "extraCssText" || name === "className")) {
      if (name === "formatter" && typeof part === "string") safe[name] = sanitize(part);
    } else {
      safe[name] = safeOptions(part, inTooltip || name === "tooltip");
    }
  }
  return safe;
}

/** Whatever is an axis, a legend and so on: an object, or a list of them. */
function each(value: unknown, change: (part: Options) => Options): unknown {
  if (Array.isArray(value)) return value.map((part) => (isRecord(part) ? change(part) : part));
  return isRecord(value) ? change(value) : value;
}

/** A theme object for `echarts.init`. */
export function themeOf(colors: Palette): object {
  const axis = {
    axisLine: { lineStyle: { color: colors.line } },
    axisTick: { show: false },
    axisLabel: { color: colors.muted, hideOverlap: true },
    splitLine: { lineStyle: { color: colors.line } },
    nameTextStyle: { color: colors.muted },
  };
  return {
    color: colors.series,
    backgroundColor: "transparent",
    textStyle: { fontFamily: colors.font, color: colors.text },
    title: { left: 0, textStyle: { color: colors.text, fontSize: 16, fontWeight: 600 }, subtextStyle: { color: colors.muted } },
    legend: { textStyle: { color: colors.muted }, pageTextStyle: { color: colors.muted }, inactiveColor: colors.line },
    tooltip: { backgroundColor: colors.raised, borderColor: colors.line, textStyle: { color: colors.text, fontSize: 12 } },
    visualMap: { textStyle: { color: colors.muted }, inRange: { color: colors.ramp } },
    categoryAxis: { ...axis, splitLine: { show: false } },
    valueAxis: axis,
    timeAxis: { ...axis, splitLine: { show: false } },
    logAxis: axis,
    radar: { axisName: { color: colors.muted }, splitLine: { lineStyle: { color: colors.line } }, splitArea: { show: false } },
    dataZoom: { textStyle: { color: colors.muted }, borderColor: colors.line },
    toolbox: { iconStyle: { borderColor: colors.muted } },
    gauge: { axisLabel: { color: colors.muted }, detail: { color: colors.text }, title: { color: colors.muted } },
    pie: { label: { color: colors.text }, itemStyle: { borderColor: colors.ground, borderWidth: 1 } },
    graph: { label: { color: colors.text }, lineStyle: { color: colors.faint } },
    sankey: { label: { color: colors.text } },
    treemap: { itemStyle: { borderColor: colors.ground } },
    sunburst: { itemStyle: { borderColor: colors.ground } },
  };
}

interface Wanted {
  alt: string | undefined;
  selects: boolean;
}

/** The options with what the page adds: a description, room for the labels, selecting by a click. */
export function completeOptions(spec: Options, { alt, selects }: Wanted): Options {
  const options = safeOptions(spec) as Options;
  options["aria"] = { enabled: true, ...(alt !== undefined && { label: { description: alt } }), ...(options["aria"] as object | undefined) };
  if (options["xAxis"] !== undefined) {
    const bottom = legendIsBelow(options["legend"]) ? 44 : 12;
    options["grid"] = each(options["grid"] ?? {}, (grid) => ({ left: 12, right: 16, bottom, top: 48, containLabel: true, ...grid }));
  }
  if (selects) {
    options["series"] = each(options["series"], (series) => ({ selectedMode: "multiple", ...series }));
  }
  return options;
}

function legendIsBelow(legend: unknown): boolean {
  return isRecord(legend) && (legend["bottom"] !== undefined || legend["top"] === "bottom");
}

export interface EChartsSelection {
  points: Record<string, unknown>[];
  point_indices: number[];
}

export interface SelectChanged {
  selected?: { seriesIndex: number; dataIndex: number[] }[];
}

interface Named {
  name?: unknown;
  data?: unknown;
}

/** What is selected: for each point its series, its place, its name and its value. */
export function readSelection(event: SelectChanged, options: Options): EChartsSelection {
  const all = options["series"];
  const series = (Array.isArray(all) ? all : [all]) as (Named | undefined)[];
  const points = (event.selected ?? []).flatMap(({ seriesIndex, dataIndex }) =>
    dataIndex.map((index) => {
      const of = series[seriesIndex];
      const item: unknown = Array.isArray(of?.data) ? (of.data[index] as unknown) : undefined;
      const axes = options["xAxis"];
      const axis = (Array.isArray(axes) ? axes[0] : axes) as Named | undefined;
      const category: unknown = Array.isArray(axis?.data) ? (axis.data[index] as unknown) : undefined;
      return {
        series_index: seriesIndex,
        series_name: typeof of?.name === "string" ? of.name : `series${seriesIndex}`,
        data_index: index,
        name: isRecord(item) && item["name"] !== undefined ? item["name"] : (category ?? null),
        value: isRecord(item) ? (item["value"] ?? null) : (item ?? null),
      };
    }),
  );
  return { points, point_indices: points.map((point) => point.data_index) };
}
