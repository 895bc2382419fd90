import type { MetricProps } from "../../protocol.gen";
import { Icon } from "../Icon";
import { Inline } from "../Inline";
import { Help } from "../Tooltip";
import { classes, named } from "../classes";
import { heightStyle } from "../size";
import type { ElementProps } from "../types";
import { Sparkline } from "./Sparkline";

/** The colour name of a change: growth is good, unless the author says otherwise. */
export function deltaColor(props: Pick<MetricProps, "delta" | "delta_color" | "delta_arrow">) {
  const { delta = "", delta_color: color, delta_arrow: arrow } = props;
  const down = arrow === "down" || (arrow === "off" && delta.startsWith("-"));
  if (color === "normal") return down ? "red" : "green";
  if (color === "inverse") return down ? "green" : "red";
  return color === "off" || color === "grey" ? "gray" : color;
}

export function Metric({ props }: ElementProps<MetricProps>) {
  const { label, value, delta, delta_arrow: arrow, chart_data: data, border, height } = props;
  const color = deltaColor(props);
  return (
    <div {...named("stMetric", border && "rf-card")} style={heightStyle(height)}>
      <div className={classes("rf-label-row", `rf-label-${props.label_visibility}`)}>
        <div {...named("stMetricLabel")}>
          <Icon icon={props.icon} />
          <Inline text={label} />
        </div>
        <Help help={props.help} />
      </div>
      <div {...named("stMetricValue")}>
        <Inline text={value} />
      </div>
      {delta !== undefined && (
        <div className="rf-delta-row">
          <div {...named("stMetricDelta", `rf-color-${color}`, "rf-badge")}>
            {arrow !== "off" && (
              <svg
                data-testid={arrow === "up" ? "stMetricDeltaIcon-Up" : "stMetricDeltaIcon-Down"}
                viewBox="0 0 12 12"
                role="img"
                aria-label={arrow}
              >
                <path d={arrow === "up" ? "M6 10V2M2.5 5.5 6 2l3.5 3.5" : "M6 2v8M2.5 6.5 6 10l3.5-3.5"} />
              </svg>
            )}
            <Inline text={delta} />
          </div>
          {props.delta_description !== undefined && <span>{props.delta_description}</span>}
        </div>
      )}
      {data !== undefined && data.length > 1 && (
        <Sparkline data={data} type={props.chart_type} color={delta === undefined ? "gray" : color} />
      )}
    </div>
  );
}
