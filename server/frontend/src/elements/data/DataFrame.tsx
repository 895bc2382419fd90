// A table to read and to select in.

import { useMemo, useState } from "react";
import { useClient } from "../../client";
import type { DataColumn, DataFrameProps } from "../../protocol.gen";
import { named } from "../classes";
import type { ElementProps } from "../types";
import { GridFrame } from "./GridFrame";
import { frameHeight } from "./height";
import { useWhole, useWindowed } from "./rows";
import { useSelection } from "./selection";
import type { Sort } from "./view";

/** Columns that stay in sight come first, those that label the rows before all others. */
export function useArranged(columns: readonly DataColumn[]): readonly DataColumn[] {
  return useMemo(() => {
    const rank = (column: DataColumn): number => (column.index ? 0 : column.pinned ? 1 : 2);
    return [...columns].sort((one, other) => rank(one) - rank(other));
  }, [columns]);
}

export default function DataFrame({ id, props }: ElementProps<DataFrameProps>) {
  const { widgets } = useClient();
  const [sort, setSort] = useState<Sort | null>(null);
  const [query, setQuery] = useState<string | null>(null);
  const specs = useArranged(props.columns);
  const looking = { sort, query: query ?? "" };
  const whole = useWhole(props.data, specs, looking);
  const windowed = useWindowed(props.data, specs, looking);
  const selection = useSelection(id, props);
  const source = windowed ?? whole;
  const height = frameHeight(props);
  if (source === undefined) {
    return <div {...named("stDataFrame", "rf-frame-wait")} style={{ height }} aria-busy="true" />;
  }
  return (
    <GridFrame
      testId="stDataFrame"
      label={props.alt ?? "Table"}
      source={source}
      height={height}
      rowHeight={props.row_height}
      placeholder={props.placeholder}
      sort={sort}
      setSort={setSort}
      query={query}
      setQuery={setQuery}
      selection={selection}
      onButton={(trigger, row) => widgets.trigger(trigger, row)}
    />
  );
}
