// Registers the charts of other libraries, each loaded when a page first shows one.

import { type ComponentType, lazy, Suspense } from "react";
import type { Kind, PropsByKind } from "../../protocol.gen";
import { usePending } from "../../widget";
import { register } from "../registry";
import type { ElementProps } from "../types";

/** Holds the room of what is on its way. */
function Waiting({ height }: { height: number | string }) {
  usePending(true);
  return <div className="rf-frame-wait" style={{ height }} aria-busy="true" />;
}

function registerChart<K extends Kind>(
  kind: K,
  load: () => Promise<{ default: ComponentType<ElementProps<PropsByKind[K]>> }>,
  usual: number,
): void {
  const Chart = lazy(load) as unknown as ComponentType<ElementProps<PropsByKind[K]>>;
  register(kind, function LazyChart(props: ElementProps<PropsByKind[K]>) {
    const { height } = props.props as { height?: number | string };
    return (
      <Suspense fallback={<Waiting height={typeof height === "number" ? height : height === "stretch" ? "100%" : usual} />}>
        <Chart {...props} />
      </Suspense>
    );
  });
}

registerChart("plotly_chart", () => import("./Plotly"), 450);
registerChart("echarts_chart", () => import("./ECharts"), 400);
registerChart("graphviz_chart", () => import("./Graphviz"), 200);
registerChart("mermaid_chart", () => import("./Mermaid"), 200);
registerChart("pydeck_chart", () => import("./Deck"), 500);
