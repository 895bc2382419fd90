// Registers tables and charts. Their code is loaded when a page first shows one.

import { lazy, Suspense } from "react";
import type { DataFrameProps, VegaLiteProps } from "../../protocol.gen";
import { usePending } from "../../widget";
import { register } from "../registry";
import type { ElementProps } from "../types";
import { chartHeight, frameHeight } from "./height";
import "./frame.css";

const DataFrame = lazy(() => import("./DataFrame"));
const VegaLite = lazy(() => import("./VegaLite"));

/** Holds the room of what is on its way. */
function Waiting({ height }: { height: number | string }) {
  usePending(true);
  return <div className="rf-frame-wait" style={{ height }} aria-busy="true" />;
}

register("dataframe", function LazyDataFrame({ id, props }: ElementProps<DataFrameProps>) {
  return (
    <Suspense fallback={<Waiting height={frameHeight(props)} />}>
      <DataFrame id={id} props={props} />
    </Suspense>
  );
});

register("vega_lite", function LazyVegaLite({ id, props }: ElementProps<VegaLiteProps>) {
  return (
    <Suspense fallback={<Waiting height={chartHeight(props)} />}>
      <VegaLite id={id} props={props} />
    </Suspense>
  );
});
