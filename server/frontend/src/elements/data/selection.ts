// What is selected in a table, as the value of a widget.

import { useMemo } from "react";
import type { DataFrameProps, Selection } from "../../protocol.gen";
import { useWidget } from "../../widget";
import type { GridSelection } from "./grid";

type Mode = GridSelection["rowMode"];

function modeOf(modes: readonly string[], part: string): Mode {
  const mode = modes.find((one) => one.includes(`-${part}`));
  return mode === undefined ? "none" : mode.startsWith("multi") ? "multi" : "single";
}

/** The selection of a table that can be selected in; undefined: it cannot. */
export function useSelection(id: number, props: DataFrameProps): GridSelection | undefined {
  const { value, commit } = useWidget<Selection | null>(id, props);
  const { select } = props;
  return useMemo(() => {
    if (select.length === 0) return undefined;
    const { rows = [], columns = [], cells = [] } = value ?? {};
    const send = (change: Selection): void => commit({ rows, columns, cells, ...change });
    const kept = select.includes("single-row-required");
    const rowMode = modeOf(select, "row");
    const columnMode = modeOf(select, "column");
    return {
      rowMode,
      rows: new Set(rows),
      selectRows: (chosen, how) => {
        if (how === "only") return send({ rows: [...chosen] });
        if (how === "add") return send({ rows: [...new Set([...rows, ...chosen])].sort((a, b) => a - b) });
        const off = chosen.every((row) => rows.includes(row));
        if (off) return kept ? undefined : send({ rows: rows.filter((row) => !chosen.includes(row)) });
        if (rowMode === "single") return send({ rows: chosen.slice(0, 1) });
        return send({ rows: [...new Set([...rows, ...chosen])].sort((a, b) => a - b) });
      },
      columnMode,
      columns: new Set(columns),
      toggleColumn: (name) => {
        const rest = columns.filter((column) => column !== name);
        if (rest.length < columns.length) send({ columns: rest });
        else send({ columns: columnMode === "multi" ? [...columns, name] : [name] });
      },
      cellMode: modeOf(select, "cell"),
      cells: new Set(cells.map(([row, name]) => `${row}:${name}`)),
      selectCells: (chosen) => send({ cells: chosen.map(([row, name]) => [row, name]) }),
    };
  }, [value, select, commit]);
}
