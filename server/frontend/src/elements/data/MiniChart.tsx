// A chart in a cell.

import type { DataColumn } from "../../protocol.gen";
import { colorOf } from "./colors";

const WIDTH = 100;
const HEIGHT = 24;

interface MiniChartProps {
  spec: DataColumn;
  kind: "line_chart" | "bar_chart" | "area_chart";
  numbers: readonly number[];
}

function tintOf(color: string | undefined, numbers: readonly number[]): string {
  const rises = (numbers.at(-1) ?? 0) >= (numbers[0] ?? 0);
  if (color === "auto") return colorOf(rises ? "green" : "red", 0);
  if (color === "auto-inverse") return colorOf(rises ? "red" : "green", 0);
  return colorOf(color ?? "primary", 0);
}

export function MiniChart({ spec, kind, numbers }: MiniChartProps) {
  if (numbers.length === 0) return null;
  const bars = kind === "bar_chart";
  const low = typeof spec.min === "number" ? spec.min : Math.min(...numbers, ...(bars ? [0] : []));
  const high = typeof spec.max === "number" ? spec.max : Math.max(...numbers, ...(bars ? [0] : []));
  const span = high - low || 1;
  const y = (value: number): number =>
    HEIGHT - 1 - ((Math.min(high, Math.max(low, value)) - low) / span) * (HEIGHT - 2);
  const step = WIDTH / (bars ? numbers.length : Math.max(1, numbers.length - 1));
  const line = numbers.map((value, at) => `${at === 0 ? "M" : "L"}${(at * step).toFixed(2)} ${y(value).toFixed(2)}`).join("");
  return (
    <svg
      className="rf-cell-chart"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={numbers.join(", ")}
      style={{ color: tintOf(spec.color, numbers) }}
    >
      {bars ? (
        numbers.map((value, at) => {
          const zero = y(Math.min(high, Math.max(low, 0)));
          return (
            <rect
              key={at}
              x={at * step + step * 0.12}
              width={step * 0.76}
              y={Math.min(y(value), zero)}
              height={Math.max(Math.abs(y(value) - zero), 0.5)}
              rx="0.6"
            />
          );
        })
      ) : (
        <>
          {kind === "area_chart" && <path className="rf-area" d={`${line}L${WIDTH} ${HEIGHT}L0 ${HEIGHT}Z`} />}
          <path className="rf-line" d={line} vectorEffect="non-scaling-stroke" />
        </>
      )}
    </svg>
  );
}
