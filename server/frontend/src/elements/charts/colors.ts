// The page's colours as charting libraries take them.

import { chartConfig, mainColor } from "../data/chart_theme";
import { type Theme, tokenColor } from "../../theme/theme";

export interface Palette {
  text: string;
  muted: string;
  faint: string;
  line: string;
  ground: string;
  surface: string;
  raised: string;
  accent: string;
  accentSoft: string;
  font: string;
  /** For series, in order. */
  series: string[];
  /** For numbers, from little to much. */
  ramp: string[];
}

/** A computed colour as #rrggbb; what is see-through is taken as solid. */
export function hex(color: string): string {
  const parts = (color.match(/[\d.]+/g) ?? []).map(Number);
  const scale = color.startsWith("color(") ? 255 : 1;
  return `#${[0, 1, 2].map((at) => Math.round((parts[at] ?? 0) * scale).toString(16).padStart(2, "0")).join("")}`;
}

export function palette(theme: Theme): Palette {
  const range = chartConfig(theme).range as { category: string[]; ramp: string[] };
  const font = getComputedStyle(document.documentElement).getPropertyValue("--rf-font").trim() || "sans-serif";
  const token = (name: string): string => hex(tokenColor(`--rf-${name}`));
  return {
    text: token("text"),
    muted: token("text-muted"),
    faint: token("text-faint"),
    line: token("border"),
    ground: token("bg"),
    surface: token("surface"),
    raised: token("raised"),
    accent: mainColor(theme),
    accentSoft: token("accent-soft"),
    font,
    series: range.category,
    ramp: range.ramp,
  };
}
