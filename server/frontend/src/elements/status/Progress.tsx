import { useId } from "react";
import type { ProgressProps } from "../../protocol.gen";
import { Inline } from "../Inline";
import { named } from "../classes";
import type { ElementProps } from "../types";

export function Progress({ props }: ElementProps<ProgressProps>) {
  const { value, text } = props;
  const label = useId();
  return (
    <div {...named("stProgress")}>
      {text !== undefined && (
        <div className="rf-progress-text" id={label}>
          <Inline text={text} />
        </div>
      )}
      <div
        className="rf-progress-track"
        role="progressbar"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={value}
        {...(text === undefined ? { "aria-label": "Progress" } : { "aria-labelledby": label })}
      >
        <div className="rf-progress-bar" style={{ transform: `scaleX(${value / 100})` }} />
      </div>
    </div>
  );
}
