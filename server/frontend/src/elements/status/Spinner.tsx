import { useEffect, useState } from "react";
import type { SpinnerProps } from "../../protocol.gen";
import { Inline } from "../Inline";
import { named } from "../classes";
import type { ElementProps } from "../types";

export function Spinner({ props }: ElementProps<SpinnerProps>) {
  return (
    <div {...named("stSpinner")} role="status">
      <span className="rf-spinner" aria-hidden="true" />
      <span>
        <Inline text={props.text} />
        {props.show_time && <Elapsed />}
      </span>
    </div>
  );
}

/** Seconds since the spinner appeared, in tenths. */
function Elapsed() {
  const [start] = useState(() => performance.now());
  const [now, setNow] = useState(start);
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 100);
    return () => clearInterval(timer);
  }, []);
  return <span className="rf-elapsed"> ({((now - start) / 1000).toFixed(1)} seconds)</span>;
}
