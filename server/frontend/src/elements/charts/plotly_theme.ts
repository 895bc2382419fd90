// The page's looks for charts of Plotly.

import type { Palette } from "./colors";

export interface Figure {
  data?: unknown[];
  layout?: Record<string, unknown>;
  frames?: unknown[];
}

/** The colours that Plotly gives to series by itself, which its figures carry as if they were the author's. */
const USUAL = ["#636efa", "#ef553b", "#00cc96", "#ab63fa", "#ffa15a", "#19d3f3", "#ff6692", "#b6e880", "#ff97ff", "#fecb52"];

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Puts the page's series colours in the place of Plotly's usual ones. */
export function recolored(value: unknown, series: readonly string[]): unknown {
  if (typeof value === "string") {
    const at = USUAL.indexOf(value.toLowerCase());
    return at < 0 ? value : series[at % series.length];
  }
  if (Array.isArray(value)) return value.length > 50 ? value : value.map((item) => recolored(item, series));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, /color|marker|line|fill/i.test(name) ? recolored(part, series) : part]),
  );
}

/** A template: what holds where the figure says nothing. */
export function template(colors: Palette): object {
  const axis = {
    gridcolor: colors.line,
    linecolor: colors.line,
    zerolinecolor: colors.line,
    tickcolor: colors.line,
    tickfont: { color: colors.muted, size: 12 },
    title: { font: { color: colors.muted, size: 12 }, standoff: 10 },
    automargin: true,
  };
  const scale = colors.ramp.map((color, at) => [at / (colors.ramp.length - 1), color]);
  const scene = { ...axis, backgroundcolor: "rgba(0,0,0,0)", showbackground: false };
  return {
    layout: {
      colorway: colors.series,
      colorscale: { sequential: scale, sequentialminus: [...scale].map(([at], index) => [at, colors.ramp[colors.ramp.length - 1 - index]]) },
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      font: { family: colors.font, color: colors.text, size: 13 },
      title: { font: { size: 16, color: colors.text }, x: 0, xanchor: "left", xref: "paper" },
      margin: { l: 48, r: 16, t: 40, b: 44 },
      xaxis: { ...axis, showgrid: false },
      yaxis: axis,
      legend: { font: { color: colors.muted, size: 12 }, title: { font: { color: colors.muted, size: 12 } } },
      coloraxis: { colorbar: { outlinewidth: 0, tickfont: { color: colors.muted } } },
      hoverlabel: { bgcolor: colors.raised, bordercolor: colors.line, font: { color: colors.text, family: colors.font, size: 12 } },
      scene: { xaxis: scene, yaxis: scene, zaxis: scene },
      polar: { bgcolor: "rgba(0,0,0,0)", angularaxis: axis, radialaxis: axis },
      ternary: { bgcolor: "rgba(0,0,0,0)", aaxis: axis, baxis: axis, caxis: axis },
      geo: { bgcolor: "rgba(0,0,0,0)" },
      annotationdefaults: { font: { color: colors.text } },
      modebar: { bgcolor: "rgba(0,0,0,0)", color: colors.faint, activecolor: colors.accent },
    },
    data: {
      bar: [{ marker: { line: { width: 0 } } }],
      pie: [{ marker: { line: { color: colors.ground, width: 1 } } }],
      table: [
        {
          header: { fill: { color: colors.surface }, line: { color: colors.line }, font: { color: colors.muted } },
          cells: { fill: { color: colors.ground }, line: { color: colors.line }, font: { color: colors.text } },
        },
      ],
      heatmap: [{ colorscale: scale, colorbar: { outlinewidth: 0 } }],
    },
  };
}
