// What charts look like where their author does not say: the page's own type and colours.

import type { Config } from "vega-lite";
import { type Theme, tokenColor } from "../../theme/theme";

/** Told apart by readers who do not see all colours, and at 3:1 from the page. */
const CATEGORIES: Record<Theme, string[]> = {
  light: ["#2f56d9", "#e8590c", "#0c8f6f", "#b42798", "#8a6a00", "#0b84b8", "#c92a3f", "#6741d9", "#4f6f1c", "#6f7885"],
  dark: ["#7d9bff", "#ff9a5c", "#4fd1a8", "#ec7fd4", "#e8c34a", "#5cc4ef", "#ff8b8f", "#b59bff", "#a7cf5f", "#a0a8b4"],
};

/** A colour scheme for numbers, from little to much. */
const RAMP: Record<Theme, string[]> = {
  light: ["#e3eafd", "#a9bdf7", "#6f8dec", "#3f66dd", "#1c3aa3"],
  dark: ["#1b2b5c", "#2d4aa5", "#4a6fe0", "#86a3ff", "#d3deff"],
};

/** The first of the colours: of charts with one series. */
export function mainColor(theme: Theme): string {
  return CATEGORIES[theme][0]!;
}

/** A Vega-Lite configuration of the page's theme. */
export function chartConfig(theme: Theme): Config {
  const text = tokenColor("--rf-text");
  const muted = tokenColor("--rf-text-muted");
  const line = tokenColor("--rf-border");
  const font = getComputedStyle(document.documentElement).getPropertyValue("--rf-font").trim() || "sans-serif";
  const color = mainColor(theme);
  return {
    background: "transparent",
    font,
    padding: { left: 4, right: 4, top: 6, bottom: 4 },
    view: { stroke: null },
    range: {
      category: CATEGORIES[theme],
      ordinal: RAMP[theme],
      ramp: RAMP[theme],
      heatmap: RAMP[theme],
    },
    mark: { tooltip: true, color },
    bar: { cornerRadiusEnd: 3, color },
    line: { strokeWidth: 2, color },
    area: { color, fillOpacity: 0.75 },
    point: { filled: true, size: 60, color },
    axis: {
      labelColor: muted,
      titleColor: muted,
      titleFontWeight: 500,
      labelFontSize: 12,
      titleFontSize: 12,
      titlePadding: 10,
      labelPadding: 6,
      gridColor: line,
      domainColor: line,
      tickColor: line,
      domain: false,
      ticks: false,
      labelOverlap: "greedy",
      labelSeparation: 8,
    },
    axisX: { grid: false, domain: true },
    // Of numbers every other label goes, rather than one here and there.
    axisQuantitative: { labelOverlap: "parity" },
    axisTemporal: { labelOverlap: "parity" },
    legend: {
      labelColor: muted,
      titleColor: muted,
      titleFontWeight: 500,
      labelFontSize: 12,
      titleFontSize: 12,
      orient: "bottom",
      symbolType: "circle",
    },
    title: { color: text, subtitleColor: muted, fontSize: 15, fontWeight: 600, anchor: "start", offset: 14 },
    header: { labelColor: muted, titleColor: text },
  };
}
