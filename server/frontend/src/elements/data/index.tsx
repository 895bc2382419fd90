// Registers tables and charts. Their code is loaded when a page first shows one.

import { lazy, Suspense } from "react";
import type { DataEditorProps, DataFrameProps, VegaLiteProps } from "../../protocol.gen";
import { usePending } from "../../widget";
import { register } from "../registry";
import type { ElementProps } from "../types";
import { chartHeight, frameHeight } from "./height";
import "./frame.css";

const DataFrame = lazy(() => import("./DataFrame"));
const DataEditor = lazy(() => import("./DataEditor"));
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

register("data_editor", function LazyDataEditor({ id, props }: ElementProps<DataEditorProps>) {
  return (
    <Suspense fallback={<Waiting height={frameHeight(props)} />}>
      <DataEditor id={id} props={props} />
    </Suspense>
  );
});

register("table", lazy(() => import("./StaticTable")));

/** Where the clicks in a column of buttons go; there is nothing to be seen. */
register("cell_button", function CellButton() {
  return <span className="rf-cell-events" hidden />;
});

register("vega_lite", function LazyVegaLite({ id, props }: ElementProps<VegaLiteProps>) {
  return (
    <Suspense fallback={<Waiting height={chartHeight(props)} />}>
      <VegaLite id={id} props={props} />
    </Suspense>
  );
});
