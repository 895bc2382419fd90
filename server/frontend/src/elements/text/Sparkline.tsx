import { named } from "../classes";

const WIDTH = 100;
const HEIGHT = 32;

interface SparklineProps {
  data: readonly number[];
  type: "line" | "bar" | "area";
  color: string;
}

/** A chart without axes. */
export function Sparkline({ data, type, color }: SparklineProps) {
  const low = Math.min(...data, ...(type === "line" ? [] : [0]));
  const span = Math.max(...data) - low || 1;
  const y = (value: number) => HEIGHT - 1 - ((value - low) / span) * (HEIGHT - 2);
  const step = WIDTH / (type === "bar" ? data.length : data.length - 1);
  const line = data.map((value, at) => `${at === 0 ? "M" : "L"}${at * step} ${y(value)}`).join("");
  return (
    <svg
      {...named("stMetricChart", `rf-color-${color}`)}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {type === "bar" ? (
        data.map((value, at) => (
          <rect
            key={at}
            x={at * step + step * 0.1}
            width={step * 0.8}
            y={Math.min(y(value), y(0))}
            height={Math.max(Math.abs(y(value) - y(0)), 0.5)}
          />
        ))
      ) : (
        <>
          {type === "area" && <path className="rf-area" d={`${line}L${WIDTH} ${y(0)}L0 ${y(0)}Z`} />}
          <path className="rf-line" d={line} vectorEffect="non-scaling-stroke" />
        </>
      )}
    </svg>
  );
}
